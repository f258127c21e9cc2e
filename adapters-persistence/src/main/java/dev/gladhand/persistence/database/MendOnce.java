package dev.gladhand.persistence.database;

import dev.gladhand.persistence.sql.Dialect;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs the indexes of an H2 file that an earlier version of this program wrote. A crash of that
 * version could leave rows without index entries, which no query would find.
 */
public final class MendOnce implements JavaMigration {
  private static final Logger LOG = LoggerFactory.getLogger(MendOnce.class);

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("28");
  }

  @Override
  public String getDescription() {
    return "mend indexes of H2";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    var connection = context.getConnection();
    if (Dialect.of(connection) == Dialect.POSTGRESQL) {
      return;
    }
    var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    var mended = MendIndexes.of(session.getDatabase());
    if (mended > 0) {
      LOG.warn("{} entries of H2's indexes did not fit their tables, and were mended", mended);
    }
  }
}
