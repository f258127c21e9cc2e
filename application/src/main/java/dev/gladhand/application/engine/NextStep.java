package dev.gladhand.application.engine;

import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import java.time.Instant;

/**
 * Tells whether the next step of an operation is a call to the TSP, and when a call of an earlier
 * holder must have ended.
 */
final class NextStep {
  private NextStep() {}

  /**
   * Whether the next step is a call to the TSP, which the lane's {@code LaneGate} must admit first.
   */
  static boolean isCall(ResourceOperation op, Connection connection, Instant now) {
    if (!(op.state() instanceof State.Pending pending)
        || pending.begun()
        || connection.status() == ConnectionStatus.DELETED) {
      return false;
    }
    return pending.why() == Waiting.SETTLING
        || op.expiresAt() == null
        || now.isBefore(op.expiresAt());
  }

  /**
   * When the call of an operation that is under way must have ended, so that its attempt can be
   * counted as unknown; {@link Instant#MIN} for an operation that is not under way.
   */
  static Instant callEnds(ResourceOperation op, EngineSettings settings) {
    return op.state() instanceof State.UnderWay(_, var begunAt, _, _)
        ? begunAt.plus(DeliverWrite.MAY_BE_SENT_WITHIN).plus(settings.tspTimeout()).plusSeconds(1)
        : Instant.MIN;
  }
}
