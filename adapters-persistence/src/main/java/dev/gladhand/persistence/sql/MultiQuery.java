package dev.gladhand.persistence.sql;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Asks of many rows of parameters whether there is something, with one statement; H2, which is in
 * the same process, is asked row by row. Thread-safe.
 */
public final class MultiQuery {
  private final RowColumns columns;
  private final PerRow rows;

  /**
   * @param select a query, with columns as {@code {name}}
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiQuery(String select, String... declared) {
    columns = new RowColumns(declared);
    var all =
        "select v.place from %s with ordinality as v (%s, place) where exists (%s)"
            .formatted(
                columns.unnested(),
                columns.names(),
                PerRow.COLUMN.matcher(select).replaceAll("v.$1"));
    rows =
        new PerRow(
            columns,
            all,
            select + " limit 1",
            statement -> {
              try (var found = statement.getResultSet()) {
                return found.next();
              }
            });
  }

  /**
   * @param binder gives a row its values, in the order of the columns
   * @return for each whether the query finds something
   */
  public <T> Together.Answer<List<Boolean>> ask(
      Together together, List<T> items, BiConsumer<T, Row> binder) {
    return items.isEmpty()
        ? Together.Answer.of(List.of())
        : together.ask(rows.part(columns.rows(items, binder)));
  }
}
