package dev.gladhand.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Inserts many rows with few statements: blocks of 32 rows sent together, and one statement for the
 * rest. Rows that are there already are left alone. So no more than 32 texts are prepared for a
 * table, and a batch takes two round trips.
 */
public final class MultiInsert {
  private static final int BLOCK = 32;

  private final String[] byRows = new String[BLOCK + 1];

  /**
   * @param table and its columns, such as {@code event (id, name)}
   */
  public MultiInsert(String table) {
    var columns = (int) table.chars().filter(c -> c == ',').count() + 1;
    var row = "(" + "?, ".repeat(columns - 1) + "?)";
    for (var rows = 1; rows <= BLOCK; rows++) {
      byRows[rows] =
          "insert into "
              + table
              + " values "
              + (row + ", ").repeat(rows - 1)
              + row
              + " on conflict do nothing";
    }
  }

  /** Binds one row. */
  @FunctionalInterface
  public interface Binder<T> {
    void bind(T value, Parameters row) throws SQLException;
  }

  /** How many of the rows are new. */
  public <T> int run(Connection connection, List<T> rows, Binder<T> binder) throws SQLException {
    var inserted = 0;
    var whole = rows.size() - rows.size() % BLOCK;
    if (whole > 0) {
      try (var statement = connection.prepareStatement(byRows[BLOCK])) {
        for (var from = 0; from < whole; from += BLOCK) {
          var parameters = Parameters.of(statement);
          for (var row : rows.subList(from, from + BLOCK)) {
            binder.bind(row, parameters);
          }
          statement.addBatch();
        }
        for (var count : statement.executeBatch()) {
          inserted += count;
        }
      }
    }
    var rest = rows.subList(whole, rows.size());
    if (!rest.isEmpty()) {
      try (var statement = connection.prepareStatement(byRows[rest.size()])) {
        var parameters = Parameters.of(statement);
        for (var row : rest) {
          binder.bind(row, parameters);
        }
        inserted += statement.executeUpdate();
      }
    }
    return inserted;
  }
}
