package dev.gladhand.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Changes many rows, each to values and under conditions of its own, with one statement; H2, which
 * is in the same process, takes row by row. Rows are locked in the order given. Where two of them
 * mean the same row, one counts. Thread-safe.
 */
public final class MultiUpdate {
  private static final Pattern COLUMN = Pattern.compile("\\{(\\w+)}");

  private final RowColumns columns;
  private final String all;
  private final String one;
  private final List<Integer> parametersOfOne = new ArrayList<>();

  /**
   * @param table with its alias
   * @param set what follows {@code set}, with columns as {@code {name}}
   * @param where which row, and under which conditions, likewise
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiUpdate(String table, String set, String where, String... declared) {
    columns = new RowColumns(declared);
    var text = set + "\nwhere " + where;
    COLUMN
        .matcher(text)
        .results()
        .forEach(found -> parametersOfOne.add(columns.place(found.group(1))));
    one = "update " + table + " set " + COLUMN.matcher(text).replaceAll("?");
    all =
        "update %s set %s from %s with ordinality as v (%s, place)%nwhere %s returning v.place"
            .formatted(
                table,
                COLUMN.matcher(set).replaceAll("v.$1"),
                columns.unnested(),
                columns.names(),
                COLUMN.matcher(where).replaceAll("v.$1"));
  }

  /**
   * @param binder gives a row its values, in the order of the columns
   * @return for each whether it found its row as its conditions say
   */
  public <T> List<Boolean> run(Connection connection, List<T> items, BiConsumer<T, Row> binder)
      throws SQLException {
    if (items.isEmpty()) {
      return List.of();
    }
    var rows = columns.rows(items, binder);
    if (Dialect.of(connection) == Dialect.POSTGRESQL) {
      try (var statement = connection.prepareStatement(all)) {
        columns.bindUnnested(statement, rows);
        return places(statement, rows.size());
      }
    }
    try (var statement = connection.prepareStatement(one)) {
      return oneByOne(statement, rows);
    }
  }

  static List<Boolean> places(PreparedStatement statement, int count) throws SQLException {
    var changed = new Boolean[count];
    Arrays.fill(changed, false);
    try (var found = statement.executeQuery()) {
      while (found.next()) {
        changed[Math.toIntExact(found.getLong(1)) - 1] = true;
      }
    }
    return List.of(changed);
  }

  private List<Boolean> oneByOne(PreparedStatement statement, List<Row> rows) throws SQLException {
    var changed = new ArrayList<Boolean>(rows.size());
    for (var row : rows) {
      for (var parameter = 0; parameter < parametersOfOne.size(); parameter++) {
        columns.bind(statement, parameter + 1, row, parametersOfOne.get(parameter));
      }
      changed.add(statement.executeUpdate() == 1);
    }
    return changed;
  }
}
