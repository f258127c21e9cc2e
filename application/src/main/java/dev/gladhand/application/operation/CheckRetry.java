package dev.gladhand.application.operation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.Permitted;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;

/**
 * Checks whether an operation can be retried, and admits the retry as a write of the partner.
 * Blocks.
 */
public final class CheckRetry {
  private final Operations operations;
  private final LiveConnections connections;
  private final Admission admission;

  public CheckRetry(Operations operations, LiveConnections connections, Admission admission) {
    this.operations = operations;
    this.connections = connections;
    this.admission = admission;
  }

  /** A failed operation that can be retried, and what the new operation waits for. */
  record Retryable(ResourceOperation failed, Waiting why) {}

  Answer<Retryable> check(PartnerId partner, ConnectionId connection, OperationId id) {
    // The limits are checked first, so that a refused retry does not cost the reading of a long
    // operation.
    var full = admission.refusal(partner);
    if (full.isPresent()) {
      return Answer.refused(full.get());
    }
    var found = operations.find(partner, connection, id);
    if (found.isEmpty()) {
      return missing(id);
    }
    var failed = found.get();
    if (!(failed.state() instanceof State.Failed)) {
      return conflict("only a failed operation can be retried");
    }
    var through = connections.find(connection);
    var forbidden = through.flatMap(one -> Permitted.check(one, failed.resource()));
    if (forbidden.isPresent()) {
      return Answer.refused(forbidden.get());
    }
    var status = through.map(Connection::status).orElse(ConnectionStatus.DELETED);
    if (status != ConnectionStatus.ACTIVE && status != ConnectionStatus.FAILED) {
      return conflict("connection " + connection + " is " + status.wire());
    }
    var refusal = admission.admitBriefly(partner);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    return Answer.ok(
        new Retryable(
            failed, status == ConnectionStatus.FAILED ? Waiting.CREDENTIALS : Waiting.QUEUE));
  }

  /**
   * Counts those recipients of an admitted retry who have not got the message yet, as {@link
   * Admission#addressed} states.
   */
  void addressed(ResourceOperation again) {
    var open = again.progress().open(again.payload().recipients());
    admission.addressed(again.partner(), open.size());
  }

  static <T> Answer<T> missing(OperationId id) {
    return Answer.notFound("operation " + id + " does not exist");
  }

  static <T> Answer<T> conflict(String why) {
    return Answer.refused(new Refusal.Conflict(why, Duration.ZERO));
  }
}
