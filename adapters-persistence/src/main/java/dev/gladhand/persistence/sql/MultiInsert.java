package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Inserts many rows at once and ignores rows that exist. On PostgreSQL it uses one statement whose
 * parameters are whole columns, on H2 statements of up to 32 rows; each is the fastest way for its
 * database. Thread-safe.
 */
public final class MultiInsert {
  /** One statement on H2 inserts at most 2 to the power of this number of rows, which is 32. */
  private static final int LARGEST_BLOCK = 5;

  private static final String SKIPPING = " on conflict do nothing";

  private final RowColumns columns;
  private final String all;
  private final String allNew;
  private final String oneNew;
  private final String one;

  /**
   * The statements for blocks of 1, 2, 4 … rows. H2 keeps the tokens of each statement that a
   * session has used, so there must be few of them.
   */
  private final String[] blocks = new String[LARGEST_BLOCK + 1];

  /**
   * @param declared the columns, each a name and a type, such as {@code id uuid}
   */
  public MultiInsert(String table, String... declared) {
    this(new RowColumns(declared), table, null, null);
  }

  private MultiInsert(
      RowColumns columns, String table, @Nullable Computed computed, @Nullable String condition) {
    this.columns = columns;
    var into = "insert into " + table + " (" + columns.names() + ") ";
    var row = "(?" + ", ?".repeat(columns.count() - 1) + ")";
    if (computed == null && condition == null) {
      allNew = into + "select * from " + columns.unnested();
      oneNew = into + "values " + row;
    } else {
      var more =
          computed == null
              ? into + "select v.* from "
              : "insert into %s (%s, %s) select v.*, %s from "
                  .formatted(table, columns.names(), computed.column, computed.expression);
      var named = " v (" + columns.names() + ")" + (condition == null ? "" : " where " + condition);
      allNew = more + columns.unnested() + named;
      oneNew = more + "(values (" + columns.casts() + "))" + named;
    }
    all = allNew + SKIPPING;
    one = oneNew + SKIPPING;
    for (var size = 0; size <= LARGEST_BLOCK; size++) {
      blocks[size] = into + "values " + row + (", " + row).repeat((1 << size) - 1) + SKIPPING;
    }
  }

  private record Computed(String column, String expression) {}

  /**
   * Makes the statement for rows with a further column, which PostgreSQL computes and H2 leaves at
   * its default.
   *
   * @param expression the SQL that computes the column from the row {@code v}, which has the
   *     declared columns
   */
  public static MultiInsert computing(
      String table, String column, String expression, String... declared) {
    return new MultiInsert(new RowColumns(declared), table, new Computed(column, expression), null);
  }

  /**
   * Makes a statement that on PostgreSQL inserts only the rows that meet a condition, and on H2 all
   * rows.
   *
   * @param condition an SQL condition on the row {@code v}, which has the declared columns
   */
  public static MultiInsert filtering(String table, String condition, String... declared) {
    return new MultiInsert(new RowColumns(declared), table, null, condition);
  }

  /**
   * Inserts rows in this order.
   *
   * @param binder sets the values of a row, in the order of the columns
   * @return how many of the rows are new
   */
  public <T> int run(Connection connection, List<T> items, BiConsumer<T, Row> binder)
      throws SQLException {
    return items.isEmpty() ? 0 : statement(false, columns.rows(items, binder)).run(connection);
  }

  /**
   * Adds the insert of these rows to a pipeline of statements; like {@link #run}, it ignores rows
   * that exist.
   *
   * @return how many of the rows are new
   */
  public <T> Pipeline.Answer<Integer> ask(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder) {
    return items.isEmpty()
        ? Pipeline.Answer.of(0)
        : pipeline.add(statement(false, columns.rows(items, binder)));
  }

  /**
   * Adds to a pipeline the insert of rows that are expected to be new. If one of them exists, H2
   * ignores it as {@link #ask} does, and on PostgreSQL the transaction fails with an exception for
   * which {@link SqlFailure#supposedTooMuch} is true.
   */
  public <T> Pipeline.Answer<Integer> suppose(
      Pipeline pipeline, List<T> items, BiConsumer<T, Row> binder) {
    return items.isEmpty()
        ? Pipeline.Answer.of(0)
        : pipeline.add(statement(true, columns.rows(items, binder)));
  }

  /**
   * Adds the insert of these rows to a pipeline: by {@link #suppose} if {@code supposed}, otherwise
   * by {@link #ask}.
   */
  public <T> Pipeline.Answer<Integer> put(
      Pipeline pipeline, boolean supposed, List<T> items, BiConsumer<T, Row> binder) {
    return supposed ? suppose(pipeline, items, binder) : ask(pipeline, items, binder);
  }

  private PipelinedStatement<Integer> statement(boolean supposed, List<Row> rows) {
    // Building a table from columns takes longer than inserting a single row.
    var single = rows.size() == 1;
    var text = supposed ? single ? oneNew : allNew : single ? one : all;
    return new PipelinedStatement<>(
        text,
        (statement, first) ->
            single
                ? bindPlain(statement, first, rows)
                : columns.bindUnnested(statement, first, rows),
        PreparedStatement::getUpdateCount,
        connection -> blocks(connection, rows));
  }

  private int blocks(Connection connection, List<Row> rows) throws SQLException {
    var inserted = 0;
    for (var from = 0; from < rows.size(); ) {
      var left = rows.size() - from;
      var size = Math.min(LARGEST_BLOCK, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left));
      var to = from + (1 << size);
      try (var statement = connection.prepareStatement(blocks[size])) {
        bindPlain(statement, 1, rows.subList(from, to));
        inserted += statement.executeUpdate();
      }
      from = to;
    }
    return inserted;
  }

  private int bindPlain(PreparedStatement statement, int first, List<Row> rows)
      throws SQLException {
    var parameter = first;
    for (var row : rows) {
      for (var column = 0; column < columns.count(); column++) {
        columns.bind(statement, parameter++, row, column);
      }
    }
    return parameter;
  }
}
