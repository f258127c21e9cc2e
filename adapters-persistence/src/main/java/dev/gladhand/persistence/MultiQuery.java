package dev.gladhand.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Asks of many rows of parameters whether there is something, with one statement; H2, which is in
 * the same process, is asked row by row. Thread-safe.
 */
final class MultiQuery {
  private static final Pattern COLUMN = Pattern.compile("\\{(\\w+)}");

  private final RowColumns columns;
  private final String all;
  private final String one;
  private final List<Integer> parametersOfOne;

  /**
   * @param select a query, with columns as {@code {name}}
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  MultiQuery(String select, String... declared) {
    columns = new RowColumns(declared);
    parametersOfOne =
        COLUMN.matcher(select).results().map(found -> columns.place(found.group(1))).toList();
    one = COLUMN.matcher(select).replaceAll("?") + " limit 1";
    all =
        "select v.place from %s with ordinality as v (%s, place) where exists (%s)"
            .formatted(
                columns.unnested(), columns.names(), COLUMN.matcher(select).replaceAll("v.$1"));
  }

  /**
   * @param binder gives a row its values, in the order of the columns
   * @return for each whether the query finds something
   */
  <T> List<Boolean> run(Connection connection, List<T> items, BiConsumer<T, Row> binder)
      throws SQLException {
    if (items.isEmpty()) {
      return List.of();
    }
    var rows = columns.rows(items, binder);
    if (Dialect.of(connection) == Dialect.POSTGRESQL) {
      try (var statement = connection.prepareStatement(all)) {
        columns.bindUnnested(statement, rows);
        return MultiUpdate.places(statement, rows.size());
      }
    }
    try (var statement = connection.prepareStatement(one)) {
      var found = new ArrayList<Boolean>(rows.size());
      for (var row : rows) {
        for (var i = 0; i < parametersOfOne.size(); i++) {
          columns.bind(statement, i + 1, row, parametersOfOne.get(i));
        }
        try (var result = statement.executeQuery()) {
          found.add(result.next());
        }
      }
      return found;
    }
  }
}
