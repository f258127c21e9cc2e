package dev.gladhand.persistence.operation;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Deletes operations that ended long ago, in the order of their ids. An operation that ended before
 * a time was also accepted before it, so only ids made before that time are searched. Rows that
 * another transaction has locked are skipped until the next run.
 */
final class OperationPruning {
  private static final String FIND =
      """
      select id, case when resource = 'message' then resource_id end from ending
      where id < ? and updated_at < ? order by id limit ?
      {skip locked}""";

  private final String find;

  OperationPruning(Database database) {
    find = database.sql(FIND);
  }

  int run(Connection connection, Instant before, int limit) throws SQLException {
    var operations = new ArrayList<UUID>();
    var messages = new ArrayList<UUID>();
    try (var statement = connection.prepareStatement(find)) {
      Parameters.of(statement)
          .id(TimeOrderedIds.from(before.plusMillis(1)))
          .time(before)
          .number(limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          operations.add(row.id());
          var message = row.maybeId();
          if (message != null) {
            messages.add(message);
          }
        }
      }
    }
    if (operations.isEmpty()) {
      return 0;
    }
    // The references of messages are deleted with their operations, because only a message that is
    // still stored can be answered. Those of vehicles, trailers and users are kept.
    delete(connection, "delete from reference where id = any(?)", messages);
    delete(connection, "delete from ending where id = any(?)", operations);
    return delete(connection, "delete from operation where id = any(?)", operations);
  }

  private static int delete(Connection connection, String sql, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return 0;
    }
    try (var statement = connection.prepareStatement(sql)) {
      Parameters.of(statement).ids(ids);
      return statement.executeUpdate();
    }
  }
}
