package dev.gladhand.persistence.sql;

import dev.gladhand.persistence.database.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;

/**
 * Moves rows from one table to another, each with its own values and conditions. A row is inserted
 * only if this transaction has deleted its source row. PostgreSQL does it with one statement, and
 * H2 with two statements for each row. Rows are locked in the given order. Thread-safe.
 */
public final class MultiMove {
  private final RowColumns columns;
  private final String all;
  private final String allSupposed;
  private final Named one;
  private final Named oneSupposed;
  private final Named insert;
  private final Named delete;

  /**
   * A statement whose parameters are columns.
   *
   * @param places the positions of the columns, in the order of the parameters
   */
  private record Named(String text, List<Integer> places) {
    static Named of(String text, RowColumns columns) {
      var names = RowStatement.COLUMN.matcher(text);
      return new Named(
          RowStatement.COLUMN.matcher(text).replaceAll("?"),
          names.results().map(found -> columns.place(found.group(1))).toList());
    }
  }

  /**
   * @param from the table from which rows are deleted, with its alias
   * @param into the table into which rows are inserted
   * @param values the value of each column of {@code into}: a declared column as {@code {name}}, or
   *     an expression on the deleted row
   * @param computed further columns of {@code into}, with expressions on the deleted row; only
   *     PostgreSQL computes them, and H2 leaves them at their default
   * @param key the condition that finds the row, with columns as {@code {name}}
   * @param guard the further conditions, with columns as {@code {name}}
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiMove(
      String from,
      String into,
      Map<String, String> values,
      Map<String, String> computed,
      String key,
      String guard,
      String... declared) {
    columns = new RowColumns(declared);
    var ofH2 = String.join(", ", values.keySet());
    var toldByH2 = String.join(", ", values.values());
    var more = new LinkedHashMap<>(values);
    more.putAll(computed);
    var names = String.join(", ", more.keySet());
    var told = String.join(", ", more.values());
    var where = key + " and " + guard;
    var gone = "gone (%s) as (delete from %s%s where %s returning %s)";
    var put = "put as (insert into %s (%s) select %s from gone)".formatted(into, names, names);
    // The statements of the supposed kind fail with a division by zero if a row was not found.
    var single =
        "with %s, %s ".formatted(gone.formatted(names, from, "", cast(where), cast(told)), put);
    one = Named.of(single + "select 1 from gone", columns);
    oneSupposed = Named.of(single + "select 1 / count(*) from gone", columns);
    var many =
        "with v as materialized (select * from %s with ordinality as v (%s, place)), %s, %s "
            .formatted(
                columns.unnested(),
                columns.names(),
                gone.formatted(
                    "place, " + names,
                    from,
                    " using v",
                    RowStatement.COLUMN.matcher(where).replaceAll("v.$1"),
                    "v.place, " + RowStatement.COLUMN.matcher(told).replaceAll("v.$1")),
                put);
    all = many + "select place from gone";
    allSupposed =
        many
            + "select place, 1 / (case when (select count(*) from gone) = (select count(*) from v)"
            + " then 1 else 0 end) from v";
    insert =
        Named.of(
            "insert into %s (%s) select %s from %s where %s"
                .formatted(into, ofH2, toldByH2, from, where),
            columns);
    delete = Named.of("delete from %s where %s".formatted(from, key), columns);
  }

  /**
   * Gives each parameter in the text its type, because PostgreSQL cannot infer the type of a
   * parameter that is only copied into a row.
   */
  private String cast(String text) {
    return RowStatement.COLUMN
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "cast(%s as %s)".formatted(found.group(), columns.type(found.group(1)))));
  }

  /**
   * Moves a row for each item, in a pipeline with other statements.
   *
   * @param binder sets the values of a row, in the order of the columns
   * @return for each row whether it was found and met its conditions
   */
  public <T> Pipeline.Answer<List<Boolean>> ask(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder) {
    return ask(pipeline, items, binder, all, one);
  }

  /**
   * Adds to a pipeline the updates of rows that are expected to exist in their earlier state. If
   * one is not found, H2 answers false as {@link #ask} does, and on PostgreSQL the transaction
   * fails with an exception for which {@link SqlFailure#supposedTooMuch} is true.
   */
  public <T> Pipeline.Answer<List<Boolean>> suppose(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder) {
    return ask(pipeline, items, binder, allSupposed, oneSupposed);
  }

  private <T> Pipeline.Answer<List<Boolean>> ask(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder, String many, Named single) {
    if (items.isEmpty()) {
      return Pipeline.Answer.of(List.of());
    }
    var rows = columns.rows(items, binder);
    return pipeline.add(
        rows.size() == 1
            ? new PipelinedStatement<>(
                single.text,
                (statement, first) -> bind(statement, first, single, rows.getFirst()),
                statement -> List.of(found(statement)),
                sql -> oneByOne(sql, rows))
            : new PipelinedStatement<>(
                many,
                (statement, first) -> columns.bindUnnested(statement, first, rows),
                statement -> RowStatement.places(statement, rows.size()),
                sql -> oneByOne(sql, rows)));
  }

  private static boolean found(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      return rows.next();
    }
  }

  private int bind(PreparedStatement statement, int first, Named text, Row row)
      throws SQLException {
    for (var i = 0; i < text.places.size(); i++) {
      columns.bind(statement, first + i, row, text.places.get(i));
    }
    return first + text.places.size();
  }

  private List<Boolean> oneByOne(Connection connection, List<Row> rows) throws SQLException {
    var answers = new ArrayList<Boolean>(rows.size());
    try (var putting = connection.prepareStatement(insert.text);
        var taking = connection.prepareStatement(delete.text)) {
      for (var row : rows) {
        bind(putting, 1, insert, row);
        var found = putting.executeUpdate() == 1;
        if (found) {
          bind(taking, 1, delete, row);
          taking.executeUpdate();
        }
        answers.add(found);
      }
    }
    return answers;
  }
}
