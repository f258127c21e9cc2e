package dev.gladhand.persistence.node;

import dev.gladhand.application.node.Nodes;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Micros;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stores in a relational database which nodes share it. Thread-safe. */
@Singleton
public final class SqlNodes implements Nodes {
  private static final int MOST = 1000;

  /**
   * Reads the migrations that have run. The names of the table and its columns are quoted, because
   * Flyway makes them in lower case and H2 would turn unquoted names into upper case.
   */
  private static final String MIGRATIONS =
      """
      select "version", "description", cast("installed_on" as timestamp(6) with time zone)
      from "flyway_schema_history" where "version" is not null and "success" = true
      order by "installed_rank" limit 1000""";

  private final Database database;
  private final NodeRepository rows;

  public SqlNodes(Database database, NodeRepository rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public void seen(Node node, Instant since) {
    database.transact(
        _ -> {
          rows.addIfNew(NodeRow.of(node));
          rows.update(NodeRow.of(node));
          return rows.deleteUnseen(Micros.of(since));
        });
  }

  @Override
  public List<Node> list() {
    return database.read(_ -> rows.list(MOST)).stream().map(NodeRow::node).toList();
  }

  @Override
  public List<Migration> migrations() {
    return database.read(SqlNodes::migrations);
  }

  private static List<Migration> migrations(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(MIGRATIONS);
        var rows = statement.executeQuery()) {
      var found = new ArrayList<Migration>();
      while (rows.next()) {
        var row = Columns.of(rows);
        found.add(new Migration(row.text(), row.text(), row.time()));
      }
      return found;
    }
  }
}
