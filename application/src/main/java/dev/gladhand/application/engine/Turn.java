package dev.gladhand.application.engine;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances in which one write is delivered: its connection, its time limits, and whether
 * calls may still begin. The write comes either from a lane that this node holds or from a caller
 * who waits for the result.
 */
interface Turn {
  Connection connection();

  /**
   * The lane's lease; null for a sync write, which is in no lane and whose intent is already
   * stored.
   */
  @Nullable LaneLease<ConnectionId> lease();

  /** Whether a call may begin now. */
  boolean lasts();

  /** The time limit of one exchange with the TSP. */
  Duration timeout();

  /**
   * Reports that the call of this turn has ended.
   *
   * @param outcome null if no call was made
   */
  default void called(@Nullable Outcome outcome) {}

  /** What the write has waited for until now, as far as its history does not contain it yet. */
  default List<Past> waited(ResourceOperation write) {
    return List.of();
  }

  /** Reports that nothing of this connection may be sent to the TSP before the given time. */
  default void hold(Instant until, Waiting why) {}

  /** Reports that the TSP refuses the connection's credentials. */
  default void credentialsLost(Connection connection) {}

  /** Reports that the result is being stored from now on. */
  default void storing() {}
}
