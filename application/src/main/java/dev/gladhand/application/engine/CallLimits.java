package dev.gladhand.application.engine;

import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.limit.StatedLimits;
import dev.gladhand.application.reference.PullReferences;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.domain.connection.Connection;
import java.time.Duration;

/**
 * The rate limits of calls that are not writes, such as the pages of a listing. Between two such
 * calls, whichever nodes make them, a job waits {@link #interval}. On the node that holds the
 * connection's lane, each call also takes a permit of the lane's limits, so that these calls and
 * the writes together stay within the limits. Thread-safe.
 */
public final class CallLimits implements PullReferences.Limits {
  private final HeldWrites held;
  private final Lanes lanes;
  private final Adapters adapters;
  private final EngineSettings settings;

  public CallLimits(HeldWrites held, Lanes lanes, Adapters adapters, EngineSettings settings) {
    this.held = held;
    this.lanes = lanes;
    this.adapters = adapters;
    this.settings = settings;
  }

  /**
   * Takes a permit of the lane's limits and returns zero, or returns how long to wait before asking
   * again. If no node holds the lane, no permit is needed; if another node holds it, the call has
   * to wait.
   */
  @Override
  public Duration take(Connection connection) {
    var here = held.takeOther(connection);
    if (here.isPresent()) {
      return here.get();
    }
    var holder = lanes.status(connection.id()).map(lane -> lane.holder()).orElse(null);
    return holder == null || holder.equals(settings.node()) ? Duration.ZERO : settings.poll();
  }

  @Override
  public Duration interval(Connection connection) {
    var adapter = adapters.get(connection.tsp());
    return StatedLimits.others(adapter, connection).stream()
        .map(limit -> Duration.ofNanos((long) Math.ceil(1e9 / limit.perSecond())))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
