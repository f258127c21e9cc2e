package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends several statements of one transaction to PostgreSQL in one round trip. PostgreSQL runs them
 * one after the other. H2 runs in the same process and gets each by itself. Each statement sees the
 * effects of those before it. For one thread.
 */
public final class Pipeline {
  private static final PipelinedStatement<Boolean> COMMIT =
      new PipelinedStatement<>("commit", (statement, first) -> first, statement -> true, null);

  private final Connection connection;
  private final List<Added<?>> added = new ArrayList<>();

  public Pipeline(Connection connection) {
    this.connection = connection;
  }

  /** The result of a statement, which is available after all have run. */
  public interface Answer<T> {
    T get();

    /** A result that is already known. */
    static <T> Answer<T> of(T known) {
      return () -> known;
    }
  }

  private static final class Added<T> implements Answer<T> {
    private final PipelinedStatement<T> sent;
    private @Nullable T answer;

    Added(PipelinedStatement<T> sent) {
      this.sent = sent;
    }

    void runAlone(Connection connection) throws SQLException {
      answer = sent.run(connection);
    }

    void read(PreparedStatement statement) throws SQLException {
      answer = sent.reading().read(statement);
    }

    @Override
    public T get() {
      return Objects.requireNonNull(answer, "it has not run");
    }
  }

  /** Adds a statement to those that the next run sends. */
  public <T> Answer<T> add(PipelinedStatement<T> statement) {
    var one = new Added<>(statement);
    added.add(one);
    return one;
  }

  /** Runs all statements that were added since the last run. */
  public void run() throws SQLException {
    if (added.size() > 1 && Dialect.of(connection) == Dialect.POSTGRESQL) {
      runAll();
    } else {
      for (var one : added) {
        one.runAlone(connection);
      }
    }
    added.clear();
  }

  /**
   * Runs the remaining statements and commits. On PostgreSQL the commit is part of the same round
   * trip; on H2 the caller that began the transaction commits it.
   */
  public void commit() throws SQLException {
    if (Dialect.of(connection) == Dialect.POSTGRESQL) {
      add(COMMIT);
    }
    run();
  }

  private void runAll() throws SQLException {
    var text = new StringBuilder();
    for (var one : added) {
      text.append(text.isEmpty() ? "" : ";\n").append(one.sent.text());
    }
    try (var statement = connection.prepareStatement(text.toString())) {
      var parameter = 1;
      for (var one : added) {
        parameter = one.sent.binding().bind(statement, parameter);
      }
      statement.execute();
      for (var one : added) {
        one.read(statement);
        statement.getMoreResults();
      }
    }
  }
}
