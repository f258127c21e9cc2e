package dev.gladhand.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement with an answer for each of many rows of parameters: one for all on PostgreSQL, which
 * answers with the places of those that say yes; H2, which is in the same process, takes row by
 * row. Thread-safe.
 */
final class PerRow {
  /** A column in the text of a statement, as {@code {name}}. */
  static final Pattern COLUMN = Pattern.compile("\\{(\\w+)}");

  private final RowColumns columns;
  private final String all;
  private final String one;
  private final List<Integer> parametersOfOne;
  private final Yes yes;

  /** Runs the statement of one row. */
  @FunctionalInterface
  interface Yes {
    boolean of(PreparedStatement statement) throws SQLException;
  }

  /**
   * @param all whose parameters are the columns
   * @param one with columns as {@code {name}}
   */
  PerRow(RowColumns columns, String all, String one, Yes yes) {
    this.columns = columns;
    this.all = all;
    this.one = COLUMN.matcher(one).replaceAll("?");
    this.yes = yes;
    parametersOfOne =
        COLUMN.matcher(one).results().map(found -> columns.place(found.group(1))).toList();
  }

  Part<List<Boolean>> part(List<Row> rows) {
    return new Part<>() {
      @Override
      public String text() {
        return all;
      }

      @Override
      public int bind(PreparedStatement statement, int first) throws SQLException {
        return columns.bindUnnested(statement, first, rows);
      }

      @Override
      public List<Boolean> read(PreparedStatement statement) throws SQLException {
        var answers = new Boolean[rows.size()];
        Arrays.fill(answers, false);
        try (var places = statement.getResultSet()) {
          while (places.next()) {
            answers[Math.toIntExact(places.getLong(1)) - 1] = true;
          }
        }
        return List.of(answers);
      }

      @Override
      public List<Boolean> run(Connection connection) throws SQLException {
        return Dialect.of(connection) == Dialect.POSTGRESQL
            ? Part.super.run(connection)
            : oneByOne(connection, rows);
      }
    };
  }

  private List<Boolean> oneByOne(Connection connection, List<Row> rows) throws SQLException {
    var answers = new ArrayList<Boolean>(rows.size());
    try (var statement = connection.prepareStatement(one)) {
      for (var row : rows) {
        for (var i = 0; i < parametersOfOne.size(); i++) {
          columns.bind(statement, i + 1, row, parametersOfOne.get(i));
        }
        answers.add(yes.of(statement));
      }
    }
    return answers;
  }
}
