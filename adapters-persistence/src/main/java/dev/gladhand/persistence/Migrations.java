package dev.gladhand.persistence;

import org.flywaydb.core.Flyway;

/**
 * Brings a database to the schema of this build; of nodes that start at once, one does it and the
 * others wait.
 */
public final class Migrations {
  private Migrations() {}

  public static void run(Database database) {
    Flyway.configure()
        .dataSource(database.source())
        .locations("classpath:db/migration")
        .placeholders(database.dialect().placeholders())
        .load()
        .migrate();
  }
}
