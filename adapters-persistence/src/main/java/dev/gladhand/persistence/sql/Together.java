package dev.gladhand.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one transaction that PostgreSQL gets in one round trip and runs one after the
 * other. H2 runs in the same process and gets each by itself. Each statement sees the effects of
 * those before it. For one thread.
 */
public final class Together {
  private static final Part<Boolean> COMMIT =
      new Part<>("commit", (statement, first) -> first, statement -> true, null);

  private final Connection connection;
  private final List<Asked<?>> asked = new ArrayList<>();

  public Together(Connection connection) {
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

  private static final class Asked<T> implements Answer<T> {
    private final Part<T> part;
    private @Nullable T answer;

    Asked(Part<T> part) {
      this.part = part;
    }

    void runAlone(Connection connection) throws SQLException {
      answer = part.run(connection);
    }

    void read(PreparedStatement statement) throws SQLException {
      answer = part.reading().read(statement);
    }

    @Override
    public T get() {
      return Objects.requireNonNull(answer, "it has not run");
    }
  }

  public <T> Answer<T> ask(Part<T> part) {
    var one = new Asked<>(part);
    asked.add(one);
    return one;
  }

  /** Runs all statements that were added since the last run. */
  public void run() throws SQLException {
    if (asked.size() > 1 && Dialect.of(connection) == Dialect.POSTGRESQL) {
      runAll();
    } else {
      for (var one : asked) {
        one.runAlone(connection);
      }
    }
    asked.clear();
  }

  /**
   * Runs the remaining statements and commits. On PostgreSQL the commit is part of the same round
   * trip; on H2 the caller that began the transaction commits it.
   */
  public void commit() throws SQLException {
    if (Dialect.of(connection) == Dialect.POSTGRESQL) {
      ask(COMMIT);
    }
    run();
  }

  private void runAll() throws SQLException {
    var text = new StringBuilder();
    for (var one : asked) {
      text.append(text.isEmpty() ? "" : ";\n").append(one.part.text());
    }
    try (var statement = connection.prepareStatement(text.toString())) {
      var parameter = 1;
      for (var one : asked) {
        parameter = one.part.binding().bind(statement, parameter);
      }
      statement.execute();
      for (var one : asked) {
        one.read(statement);
        statement.getMoreResults();
      }
    }
  }
}
