package dev.gladhand.application.engine;

import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.reference.PullReferences;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.limit.RateLimit;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The rate limits of calls that are not writes, such as the pages of a listing. The job that makes
 * them keeps {@link #interval} between two calls on any node. While this node holds the lane, it
 * also takes a permit of the lane's own limits, so that both together stay within the limit.
 * Thread-safe.
 */
public final class CallLimits implements PullReferences.Limits {
  /** The scope of a limit that the connection's settings state. */
  private static final String OWN = "connection";

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

  /** Takes a permit. If another node holds the connection's lane, there is always a permit. */
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
    return others(adapter, connection).stream()
        .map(limit -> Duration.ofNanos((long) Math.ceil(1e9 / limit.perSecond())))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /**
   * The limits of a call that is not a write: the connection's own, or those that all writes have
   * in common.
   */
  static List<RateLimit> others(TspAdapter adapter, Connection connection) {
    var own = own(connection);
    if (!own.isEmpty()) {
      return own;
    }
    var stated = adapter.rateLimits(connection.settings());
    var shared = new LinkedHashSet<RateLimit>();
    var first = true;
    for (var resource : Resource.values()) {
      for (var type : OperationType.values()) {
        if (first) {
          shared.addAll(stated.of(resource, type));
          first = false;
        } else {
          shared.retainAll(stated.of(resource, type));
        }
      }
    }
    return List.copyOf(shared);
  }

  /** The limits that the connection's settings state; empty if they leave them to the TSP. */
  static List<RateLimit> own(Connection connection) {
    var own = connection.settings().get(Settings.RATE_LIMIT);
    var limits = new ArrayList<RateLimit>();
    if (own != null) {
      var second = own.get(Settings.PER_SECOND);
      if (second != null) {
        limits.add(new RateLimit(OWN, second.doubleValue(), Duration.ofSeconds(1)));
      }
      var minute = own.get(Settings.PER_MINUTE);
      if (minute != null) {
        limits.add(new RateLimit(OWN + "-minute", minute.doubleValue(), Duration.ofMinutes(1)));
      }
    }
    return limits;
  }
}
