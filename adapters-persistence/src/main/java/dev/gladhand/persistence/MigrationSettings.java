package dev.gladhand.persistence;

import com.zaxxer.hikari.HikariDataSource;
import dev.gladhand.persistence.database.MendOnce;
import dev.gladhand.persistence.database.PoolSettings;
import dev.gladhand.persistence.database.StartPatience;
import dev.gladhand.persistence.schema.ChangeTables;
import dev.gladhand.persistence.schema.SharedTables;
import dev.gladhand.persistence.sql.Dialect;
import io.micronaut.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Configures Flyway's migrations for this database: the values of their placeholders, and, on
 * PostgreSQL, the callback that waits until no node of an earlier version uses the tables.
 */
@Named("default")
@Singleton
final class MigrationSettings implements FlywayConfigurationCustomizer {
  private static final int CONNECT_TRIES = 15;

  private final SharedTables tables;
  private final @Nullable StartPatience patience;

  MigrationSettings(SharedTables tables, @Nullable StartPatience patience) {
    this.tables = tables;
    this.patience = patience;
  }

  @Override
  public String getName() {
    return "default";
  }

  @Override
  public void customizeFluentConfiguration(FluentConfiguration migrations) {
    var pool = (HikariDataSource) migrations.getDataSource();
    migrations.javaMigrations(new MendOnce());
    // By default Flyway lets a program start on tables of a later version, which it would misread.
    migrations.ignoreMigrationPatterns(new String[0]);
    var dialect = Dialect.ofUrl(pool.getJdbcUrl());
    migrations.placeholders(dialect.placeholders());
    if (dialect == Dialect.POSTGRESQL) {
      migrations.dataSource(
          PoolSettings.forMigrations(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword()));
      migrations.callbacks(new ChangeTables(tables, patience));
    }
    // The pool begins with one connection, and the login of the next one may take a while.
    migrations.connectRetries(CONNECT_TRIES).connectRetriesInterval(1);
  }
}
