package dev.gladhand.persistence.sql;

import dev.gladhand.persistence.database.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Changes many rows, each to values and under conditions of its own, with one statement; H2, which
 * is in the same process, takes row by row. Rows are locked in the order given. Where two of them
 * mean the same row, one counts. Thread-safe.
 */
public final class MultiUpdate {
  private final RowColumns columns;
  private final PerRow rows;
  private final PerRow supposed;

  /**
   * @param table with its alias
   * @param set what follows {@code set}, with columns as {@code {name}}
   * @param where which row, and under which conditions, likewise
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiUpdate(String table, String set, String where, String... declared) {
    columns = new RowColumns(declared);
    var change = "update %s set %s from %s%nwhere %s returning v.place";
    var values = PerRow.COLUMN.matcher(set).replaceAll("v.$1");
    var conditions = PerRow.COLUMN.matcher(where).replaceAll("v.$1");
    var all =
        change.formatted(
            table,
            values,
            "%s with ordinality as v (%s, place)".formatted(columns.unnested(), columns.names()),
            conditions);
    var one = "update " + table + " set " + set + "\nwhere " + where;
    rows = new PerRow(columns, all, one, statement -> statement.getUpdateCount() == 1);
    // These divide by zero where a row was not found.
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
        new PerRow(
            columns,
            supposing,
            supposingOne,
            one,
            statement -> statement.getUpdateCount() == 1 || statement.getResultSet() != null);
  }

  /**
   * @param binder gives a row its values, in the order of the columns
   * @return for each whether it found its row as its conditions say
   */
  public <T> List<Boolean> run(Connection connection, List<T> items, BiConsumer<T, Row> binder)
      throws SQLException {
    return items.isEmpty() ? List.of() : rows.part(columns.rows(items, binder)).run(connection);
  }

  /** The same beside other statements. */
  public <T> Together.Answer<List<Boolean>> ask(
      Together together, List<T> items, BiConsumer<T, Row> binder) {
    return ask(together, items, binder, rows);
  }

  /**
   * The same where all are supposed to be found: on PostgreSQL the transaction fails with what
   * {@link SqlFailure#supposedTooMuch} knows where one is not.
   */
  public <T> Together.Answer<List<Boolean>> suppose(
      Together together, List<T> items, BiConsumer<T, Row> binder) {
    return ask(together, items, binder, supposed);
  }

  private <T> Together.Answer<List<Boolean>> ask(
      Together together, List<T> items, BiConsumer<T, Row> binder, PerRow way) {
    return items.isEmpty()
        ? Together.Answer.of(List.of())
        : together.ask(way.part(columns.rows(items, binder)));
  }
}
