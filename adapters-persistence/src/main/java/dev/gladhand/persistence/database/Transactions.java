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

/**
 * Runs calls over pooled connections within Micronaut's transactions, which repositories join, and
 * again where they failed in passing. Thread-safe.
 */
@Singleton
public class Transactions {
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
   * Tries once; the annotation has it called again as long as it fails in passing. A call counts
   * its tries and its time, because the annotation's own limit of time adds up only the pauses.
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
        writer.inTurn(() -> file.mend(damage, call.tryBegan()));
      }
      throw told;
    }
  }

  /** What became of an embedded database's damage; null for a server. */
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

  /** A connection that is of no more use goes, and with it an H2 that has closed its file. */
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

  /** Within a call: waits until what it has seen would outlive a crash. */
  void store(Connection connection) throws SQLException {
    if (file != null) {
      file.store(connection);
    }
  }
}
