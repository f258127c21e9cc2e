package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Inserts many rows at once and ignores rows that exist. On PostgreSQL it uses one statement whose
 * parameters are whole columns, on H2 statements of up to 32 rows; each is the fastest way for its
 * database. Thread-safe.
 */
public final class MultiInsert {
  private static final int BLOCK = 32;

  private final RowColumns columns;
  private final String all;
  private final String allNew;
  private final String oneNew;
  private final String[] byRows = new String[BLOCK + 1];

  /**
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiInsert(String table, String... declared) {
    columns = new RowColumns(declared);
    var into = "insert into " + table + " (" + columns.names() + ") ";
    allNew = into + "select * from " + columns.unnested();
    all = allNew + " on conflict do nothing";
    var row = "(?" + ", ?".repeat(columns.count() - 1) + ")";
    oneNew = into + "values " + row;
    for (var rows = 1; rows <= BLOCK; rows++) {
      byRows[rows] = oneNew + (", " + row).repeat(rows - 1) + " on conflict do nothing";
    }
  }

  /**
   * Inserts rows in this order.
   *
   * @param binder sets the values of a row, in the order of the columns
   * @return how many of the rows are new
   */
  public <T> int run(Connection connection, List<T> items, BiConsumer<T, Row> binder)
      throws SQLException {
    return items.isEmpty() ? 0 : part(false, columns.rows(items, binder)).run(connection);
  }

  /** Does the same together with other statements. */
  public <T> Together.Answer<Integer> ask(
      Together together, List<T> items, BiConsumer<T, Row> binder) {
    return items.isEmpty()
        ? Together.Answer.of(0)
        : together.ask(part(false, columns.rows(items, binder)));
  }

  /**
   * Does the same for rows that are expected to be new. If one is not, the transaction fails on
   * PostgreSQL with an exception for which {@link SqlFailure#supposedTooMuch} is true.
   */
  public <T> Together.Answer<Integer> suppose(
      Together together, List<T> items, BiConsumer<T, Row> binder) {
    return items.isEmpty()
        ? Together.Answer.of(0)
        : together.ask(part(true, columns.rows(items, binder)));
  }

  private Part<Integer> part(boolean supposed, List<Row> rows) {
    // Building a table from columns takes longer than inserting a single row.
    var single = rows.size() == 1;
    var text = supposed ? single ? oneNew : allNew : single ? byRows[1] : all;
    return new Part<>(
        text,
        (statement, first) ->
            single
                ? bindPlain(statement, first, rows)
                : columns.bindUnnested(statement, first, rows),
        PreparedStatement::getUpdateCount,
        connection -> blocks(connection, rows));
  }

  private int blocks(Connection connection, List<Row> rows) throws SQLException {
    var inserted = 0;
    for (var from = 0; from < rows.size(); from += BLOCK) {
      inserted += block(connection, rows.subList(from, Math.min(rows.size(), from + BLOCK)));
    }
    return inserted;
  }

  private int block(Connection connection, List<Row> rows) throws SQLException {
    try (var statement = connection.prepareStatement(byRows[rows.size()])) {
      bindPlain(statement, 1, rows);
      return statement.executeUpdate();
    }
  }

  private int bindPlain(PreparedStatement statement, int first, List<Row> rows)
      throws SQLException {
    var parameter = first;
    for (var row : rows) {
      for (var column = 0; column < columns.count(); column++) {
        columns.bind(statement, parameter++, row, column);
      }
    }
    return parameter;
  }
}
