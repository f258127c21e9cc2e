package dev.gladhand.persistence.database;

import io.micronaut.data.connection.ConnectionDefinition;
import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.retry.annotation.Retryable;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls over pooled connections within Micronaut's transactions, in which repositories take
 * part, and repeats those that failed for a passing reason. Thread-safe.
 */
@Singleton
public class Transactions {
  private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

  private final TransactionOperations<Connection> transactions;
  private final ConnectionOperations<Connection> connections;
  private final @Nullable H2File file;
  private final @Nullable OneWriter writer;

  public Transactions(
      TransactionOperations<Connection> transactions,
      ConnectionOperations<Connection> connections,
      Pool pool) {
    this.transactions = transactions;
    this.connections = connections;
    this.file = pool.file();
    this.writer = file == null ? null : new OneWriter();
  }

  /**
   * Runs the call once. The annotation repeats this method as long as it fails for a passing
   * reason. The call itself counts its tries and its time, because a time limit of the annotation
   * would add up only the pauses.
   */
  @Retryable(includes = FailedInPassing.class, attempts = "19", delay = "20ms", jitter = "0.9")
  public <T> T run(Call<T> call) {
    call.begin();
    try {
      return switch (call.kind()) {
        case STATEMENT ->
            connections.execute(
                ConnectionDefinition.DEFAULT, status -> work(call, status.getConnection()));
        case TRANSACTION, COMMITS_ITSELF ->
            writer == null ? transaction(call) : writer.inTurn(() -> transaction(call));
      };
    } catch (RuntimeException e) {
      var told = call.failed(e);
      var damage = call.damage();
      if (file != null && writer != null && damage != null) {
        try {
          writer.inTurn(() -> file.mend(damage, call.tryBegan()));
        } catch (RuntimeException notMended) {
          // The caller must learn whether its own call may have been committed.
          LOG.warn("the damaged file of H2 could not be mended", notMended);
        }
      }
      throw told;
    }
  }

  /** What is known about damage and repairs of an embedded database; null for PostgreSQL. */
  @Nullable StoreDamage damage() {
    return file == null ? null : file.damage();
  }

  private <T> T transaction(Call<T> call) {
    return transactions.execute(
        TransactionDefinition.DEFAULT, status -> work(call, status.getConnection()));
  }

  private <T> T work(Call<T> call, Connection connection) {
    try {
      var result = call.work(connection);
      if (file != null) {
        file.check(connection);
      }
      call.worked();
      return result;
    } catch (SQLException | RuntimeException e) {
      call.noteFailure(e);
      leave(connection, e);
      throw e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
  }

  /**
   * After a failure, removes from the pool a connection that must be replaced, and closes an
   * embedded H2 that has closed its file.
   */
  private void leave(Connection connection, Exception reason) {
    try {
      var failure = Call.sqlExceptionOf(reason);
      if (failure != null && SqlFailure.leave(failure)) {
        connection.abort(Runnable::run);
      }
      if (file != null) {
        file.giveUpIfClosed(connection);
      }
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * Waits, within a call, until every commit that the call has seen is durable. Only H2 needs the
   * wait: it shows a commit before the commit is durable.
   */
  void store(Connection connection) throws SQLException {
    if (file != null) {
      file.store(connection);
    }
  }
}
