package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement with an answer for each of many rows of parameters. PostgreSQL gets one for all,
 * whose parameters are columns, and which answers with the places of those that say yes; or, as
 * making a table of columns takes a while, a plain one for a single row. H2, which is in the same
 * process, takes row by row. Thread-safe.
 */
final class PerRow {
  /** A column in the text of a statement, as {@code {name}}. */
  static final Pattern COLUMN = Pattern.compile("\\{(\\w+)}");

  private final RowColumns columns;
  private final String all;
  private final String alone;
  private final String one;
  private final List<Integer> parametersOfOne;
  private final Yes yes;

  /** Reads the answer of a statement of one row, which has run. */
  @FunctionalInterface
  interface Yes {
    boolean of(PreparedStatement statement) throws SQLException;
  }

  /**
   * @param all whose parameters are the columns
   * @param one with columns as {@code {name}}
   */
  PerRow(RowColumns columns, String all, String one, Yes yes) {
    this(columns, all, one, one, yes);
  }

  /**
   * @param alone what PostgreSQL gets for a single row, with the columns of {@code one} in its
   *     order
   */
  PerRow(RowColumns columns, String all, String alone, String one, Yes yes) {
    this.columns = columns;
    this.all = all;
    this.alone = COLUMN.matcher(alone).replaceAll("?");
    this.one = COLUMN.matcher(one).replaceAll("?");
    this.yes = yes;
    parametersOfOne =
        COLUMN.matcher(one).results().map(found -> columns.place(found.group(1))).toList();
  }

  Part<List<Boolean>> part(List<Row> rows) {
    return rows.size() == 1 ? ofOne(rows.getFirst()) : ofMany(rows);
  }

  private Part<List<Boolean>> ofOne(Row row) {
    return new Part<>(
        alone,
        (statement, first) -> bindOne(statement, first, row),
        statement -> List.of(yes.of(statement)),
        connection -> oneByOne(connection, List.of(row)));
  }

  private Part<List<Boolean>> ofMany(List<Row> rows) {
    return new Part<>(
        all,
        (statement, first) -> columns.bindUnnested(statement, first, rows),
        statement -> places(statement, rows.size()),
        connection -> oneByOne(connection, rows));
  }

  /** The answers of a statement for all rows, which tells the places of those that say yes. */
  static List<Boolean> places(PreparedStatement statement, int count) throws SQLException {
    var answers = new Boolean[count];
    Arrays.fill(answers, false);
    try (var places = statement.getResultSet()) {
      while (places.next()) {
        answers[Math.toIntExact(places.getLong(1)) - 1] = true;
      }
    }
    return List.of(answers);
  }

  private int bindOne(PreparedStatement statement, int first, Row row) throws SQLException {
    for (var i = 0; i < parametersOfOne.size(); i++) {
      columns.bind(statement, first + i, row, parametersOfOne.get(i));
    }
    return first + parametersOfOne.size();
  }

  private List<Boolean> oneByOne(Connection connection, List<Row> rows) throws SQLException {
    var answers = new ArrayList<Boolean>(rows.size());
    try (var statement = connection.prepareStatement(one)) {
      for (var row : rows) {
        bindOne(statement, 1, row);
        statement.execute();
        answers.add(yes.of(statement));
      }
    }
    return answers;
  }
}
