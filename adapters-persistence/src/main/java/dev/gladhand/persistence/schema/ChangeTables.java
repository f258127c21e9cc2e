package dev.gladhand.persistence.schema;

import dev.gladhand.persistence.database.ReachDatabase;
import dev.gladhand.persistence.database.StartPatience;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * Makes a starting node wait before it changes the tables of a PostgreSQL database, until no node
 * of an earlier version uses them. A migration that earlier versions tolerate does not wait.
 */
public final class ChangeTables implements Callback {
  private static final String OTHERS =
      "nodes of an earlier version use this database, and the change of its tables to this"
          + " version would break them: stop them";

  private final SharedTables tables;
  private final @Nullable StartPatience patience;

  /**
   * @param patience how long to wait for nodes that are about to end; null to not wait
   */
  public ChangeTables(SharedTables tables, @Nullable StartPatience patience) {
    this.tables = tables;
    this.patience = patience;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try {
      if (event == Event.AFTER_MIGRATE) {
        tables.areKnown(context.getConnection());
      } else if (!SharedTables.rolling(context.getMigrationInfo())) {
        awaitOthers(context.getConnection());
      }
    } catch (SQLException e) {
      throw new FlywayException("the nodes that use this database cannot be determined", e);
    }
  }

  private void awaitOthers(Connection connection) throws SQLException {
    while (!SharedTables.exclude(connection)) {
      if (patience == null || !patience.again(OTHERS)) {
        throw new ReachDatabase.Refused(OTHERS);
      }
    }
  }

  @Override
  public String getCallbackName() {
    return "change-tables";
  }
}
