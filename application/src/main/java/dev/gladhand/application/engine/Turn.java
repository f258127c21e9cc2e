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

/** From where a write is delivered: a lane that this node holds, or a caller who waits. */
interface Turn {
  Connection connection();

  /** Null for a caller who waits: the write is in no lane, and its intent is stored already. */
  @Nullable LaneLease<ConnectionId> lease();

  /** Whether a call may be begun now. */
  boolean lasts();

  /** Bound of one exchange with the TSP. */
  Duration timeout();

  /**
   * The call that this turn was given for has ended.
   *
   * @param outcome null where none was made
   */
  default void called(@Nullable Outcome outcome) {}

  /** What a write of this turn has waited for until now. */
  default List<Past> waited(ResourceOperation write) {
    return List.of();
  }

  /** The TSP takes nothing of this connection before then. */
  default void hold(Instant until, Waiting why) {}

  /** The TSP does not take the connection's credentials any more. */
  default void credentialsLost(Connection connection) {}

  /** What became of the write is brought into the store from now on. */
  default void storing() {}
}
