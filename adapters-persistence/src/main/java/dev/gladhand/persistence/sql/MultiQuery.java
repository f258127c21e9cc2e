package dev.gladhand.persistence.sql;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Finds out with one statement, for each of many sets of parameters, whether a query finds a row.
 * H2, which runs in the same process, gets one query for each set. Thread-safe.
 */
public final class MultiQuery {
  private final RowColumns columns;
  private final RowStatement rows;

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
                RowStatement.COLUMN.matcher(select).replaceAll("v.$1"));
    rows =
        new RowStatement(
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
   * Adds the query for all items to a pipeline.
   *
   * @param binder sets the values of a row, in the order of the columns
   * @return for each item whether the query finds a row
   */
  public <T> Pipeline.Answer<List<Boolean>> ask(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder) {
    return items.isEmpty()
        ? Pipeline.Answer.of(List.of())
        : pipeline.add(rows.statement(columns.rows(items, binder)));
  }
}
