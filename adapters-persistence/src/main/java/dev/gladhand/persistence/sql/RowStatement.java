package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement that answers yes or no for each of many rows of parameters. PostgreSQL gets one
 * statement for all rows: its parameters are whole columns, and it returns the positions of the
 * rows with a yes. A single row gets a plain statement, because building a table from columns takes
 * longer. H2, which runs in the same process, gets one statement for each row. Thread-safe.
 */
final class RowStatement {
  /** A column in the text of a statement, as {@code {name}}. */
  static final Pattern COLUMN = Pattern.compile("\\{(\\w+)}");

  private final RowColumns columns;
  private final String all;
  private final String alone;
  private final String one;
  private final List<Integer> parametersOfOne;
  private final Yes yes;

  /** Reads whether the answer of a statement for one row is yes. */
  @FunctionalInterface
  interface Yes {
    boolean of(PreparedStatement statement) throws SQLException;
  }

  /**
   * @param all the statement for all rows, whose parameters are the columns
   * @param one the statement for one row, with columns as {@code {name}}
   */
  RowStatement(RowColumns columns, String all, String one, Yes yes) {
    this(columns, all, one, one, yes);
  }

  /**
   * Makes a statement that has a text of its own for a single row on PostgreSQL.
   *
   * @param alone the statement for a single row on PostgreSQL, with the columns of {@code one} in
   *     the same order
   */
  RowStatement(RowColumns columns, String all, String alone, String one, Yes yes) {
    this.columns = columns;
    this.all = all;
    this.alone = COLUMN.matcher(alone).replaceAll("?");
    this.one = COLUMN.matcher(one).replaceAll("?");
    this.yes = yes;
    parametersOfOne =
        COLUMN.matcher(one).results().map(found -> columns.place(found.group(1))).toList();
  }

  PipelinedStatement<List<Boolean>> statement(List<Row> rows) {
    return rows.size() == 1 ? ofOne(rows.getFirst()) : ofMany(rows);
  }

  private PipelinedStatement<List<Boolean>> ofOne(Row row) {
    return new PipelinedStatement<>(
        alone,
        (statement, first) -> bindOne(statement, first, row),
        statement -> List.of(yes.of(statement)),
        connection -> oneByOne(connection, List.of(row)));
  }

  private PipelinedStatement<List<Boolean>> ofMany(List<Row> rows) {
    return new PipelinedStatement<>(
        all,
        (statement, first) -> columns.bindUnnested(statement, first, rows),
        statement -> places(statement, rows.size()),
        connection -> oneByOne(connection, rows));
  }

  /**
   * The answers of a statement for all rows, whose result is the positions, from 1, of the rows
   * with a yes.
   */
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
