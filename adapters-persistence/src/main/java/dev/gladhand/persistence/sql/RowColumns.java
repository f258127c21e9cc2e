package dev.gladhand.persistence.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** The declared columns of a statement for many rows: their names and types. */
final class RowColumns {
  private final List<String> names;
  private final List<ColumnType> types;

  /**
   * @param declared each a name and a type, such as {@code id uuid}
   */
  RowColumns(String... declared) {
    names = new ArrayList<>();
    types = new ArrayList<>();
    for (var one : declared) {
      var words = one.split(" ");
      names.add(words[0]);
      types.add(ColumnType.of(words[1]));
    }
  }

  int count() {
    return names.size();
  }

  int place(String name) {
    var place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException("no column " + name + " was declared");
    }
    return place;
  }

  /** The type of a column, as PostgreSQL names it. */
  String type(String name) {
    return types.get(place(name)).sqlName();
  }

  String names() {
    return String.join(", ", names);
  }

  /** One parameter for each column, cast to its type. */
  String casts() {
    return types.stream()
        .map(type -> "cast(? as " + type.sqlName() + ")")
        .collect(Collectors.joining(", "));
  }

  /**
   * SQL for a table of all rows, with one parameter for each column, however many rows there are.
   */
  String unnested() {
    return types.stream()
        .map(ColumnType::arrayParameter)
        .collect(Collectors.joining(", ", "unnest(", ")"));
  }

  /**
   * Binds all rows.
   *
   * @return the position after the last parameter
   */
  int bindUnnested(PreparedStatement statement, int first, List<Row> rows) throws SQLException {
    for (var column = 0; column < types.size(); column++) {
      types.get(column).bindAll(statement, first + column, rows, column);
    }
    return first + types.size();
  }

  void bind(PreparedStatement statement, int parameter, Row row, int column) throws SQLException {
    types.get(column).bind(statement, parameter, row.value(column));
  }

  <T> List<Row> rows(Collection<T> items, BiConsumer<T, Row> binder) {
    var rows = new ArrayList<Row>(items.size());
    for (var item : items) {
      var row = new Row(names.size());
      binder.accept(item, row);
      rows.add(row.complete());
    }
    return rows;
  }
}
