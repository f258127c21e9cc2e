package dev.gladhand.persistence.sql;

import dev.gladhand.persistence.database.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Updates many rows, each with its own values and conditions, with one statement. H2, which runs in
 * the same process, gets one statement for each. Rows are locked in the given order. If two items
 * name the same row, only one of them has an effect. Thread-safe.
 */
public final class MultiUpdate {
  private final RowColumns columns;
  private final RowStatement rows;
  private final RowStatement supposed;

  /**
   * @param table the table with its alias
   * @param set the text after {@code set}, with columns as {@code {name}}
   * @param where the row and its conditions, with columns as {@code {name}}
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiUpdate(String table, String set, String where, String... declared) {
    columns = new RowColumns(declared);
    var change = "update %s set %s from %s%nwhere %s returning v.place";
    var values = RowStatement.COLUMN.matcher(set).replaceAll("v.$1");
    var conditions = RowStatement.COLUMN.matcher(where).replaceAll("v.$1");
    var all =
        change.formatted(
            table,
            values,
            "%s with ordinality as v (%s, place)".formatted(columns.unnested(), columns.names()),
            conditions);
    var one = "update " + table + " set " + set + "\nwhere " + where;
    rows = new RowStatement(columns, all, one, statement -> statement.getUpdateCount() == 1);
    // These statements divide by zero if a row was not found.
    var supposingOne =
        "with changed as (%s returning 1) select 1 / count(*) from changed".formatted(one);
    var supposing =
        """
        with v as materialized (select * from %s with ordinality as v (%s, place)),
          changed as (%s)
        select place, 1 / (case when (select count(*) from changed) = (select count(*) from v) then 1 else 0 end)
        from v"""
            .formatted(
                columns.unnested(),
                columns.names(),
                change.formatted(table, values, "v", conditions));
    supposed =
        new RowStatement(
            columns,
            supposing,
            supposingOne,
            one,
            statement -> statement.getUpdateCount() == 1 || statement.getResultSet() != null);
  }

  /**
   * Updates a row for each item.
   *
   * @param binder sets the values of a row, in the order of the columns
   * @return for each item whether a row met its conditions
   */
  public <T> List<Boolean> run(Connection connection, List<T> items, BiConsumer<T, Row> binder)
      throws SQLException {
    return items.isEmpty()
        ? List.of()
        : rows.statement(columns.rows(items, binder)).run(connection);
  }

  /**
   * Adds the updates of the items to a pipeline of statements.
   *
   * @return for each item whether a row met its conditions
   */
  public <T> Pipeline.Answer<List<Boolean>> ask(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder) {
    return ask(pipeline, items, binder, rows);
  }

  /**
   * Adds to a pipeline the updates of rows that are expected to be found. If one is not found, H2
   * answers false as {@link #ask} does, and on PostgreSQL the transaction fails with an exception
   * for which {@link SqlFailure#supposedTooMuch} is true.
   */
  public <T> Pipeline.Answer<List<Boolean>> suppose(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder) {
    return ask(pipeline, items, binder, supposed);
  }

  private <T> Pipeline.Answer<List<Boolean>> ask(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder, RowStatement way) {
    return items.isEmpty()
        ? Pipeline.Answer.of(List.of())
        : pipeline.add(way.statement(columns.rows(items, binder)));
  }
}
