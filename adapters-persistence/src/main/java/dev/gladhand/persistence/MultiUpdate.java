package dev.gladhand.persistence;

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

  /**
   * @param table with its alias
   * @param set what follows {@code set}, with columns as {@code {name}}
   * @param where which row, and under which conditions, likewise
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiUpdate(String table, String set, String where, String... declared) {
    columns = new RowColumns(declared);
    var all =
        "update %s set %s from %s with ordinality as v (%s, place)%nwhere %s returning v.place"
            .formatted(
                table,
                PerRow.COLUMN.matcher(set).replaceAll("v.$1"),
                columns.unnested(),
                columns.names(),
                PerRow.COLUMN.matcher(where).replaceAll("v.$1"));
    var one = "update " + table + " set " + set + "\nwhere " + where;
    rows = new PerRow(columns, all, one, statement -> statement.executeUpdate() == 1);
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
  <T> Together.Answer<List<Boolean>> ask(
      Together together, List<T> items, BiConsumer<T, Row> binder) {
    return items.isEmpty()
        ? Together.Answer.of(List.of())
        : together.ask(rows.part(columns.rows(items, binder)));
  }
}
