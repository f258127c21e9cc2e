package dev.gladhand.bootstrap;

import com.zaxxer.hikari.HikariDataSource;
import dev.gladhand.persistence.Database;
import dev.gladhand.persistence.MasterKeys;
import dev.gladhand.persistence.Migrations;
import dev.gladhand.persistence.PoolSettings;
import dev.gladhand.persistence.SettingsSchemas;
import dev.gladhand.persistence.SqlStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store while the node runs: its pool of connections, at the schema of this build. */
record OpenStore(HikariDataSource pool, SqlStore ports) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenStore.class);

  /**
   * A secret that every start opens, so that a wrong master key is noticed before anything needs
   * it.
   */
  private static final String CHECK = "master-key-check";

  static OpenStore open(NodeSettings.Database where, MasterKeys keys, SettingsSchemas schemas) {
    HikariDataSource pool;
    try {
      pool =
          new HikariDataSource(
              PoolSettings.of(
                  where.url(),
                  where.user() == null ? "" : where.user(),
                  where.password() == null ? "" : where.password()));
    } catch (RuntimeException e) {
      LOG.debug("the database cannot be opened", e);
      throw new CannotStart(
          "GLADHAND_DATABASE_URL: the database cannot be reached, or refuses "
              + "GLADHAND_DATABASE_USER and GLADHAND_DATABASE_PASSWORD");
    }
    try {
      var database = new Database(pool);
      Migrations.run(database);
      var ports = SqlStore.of(database, keys, schemas);
      check(ports);
      return new OpenStore(pool, ports);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static void check(SqlStore ports) {
    try {
      ports.secrets().findOrMake(CHECK, () -> new byte[] {1});
    } catch (IllegalStateException | SecurityException e) {
      LOG.debug("the master key does not fit", e);
      throw new CannotStart("GLADHAND_MASTER_KEY: is not the key that this database was used with");
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
