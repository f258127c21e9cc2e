package dev.gladhand.application.limit;

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
 * Finds the rate limits of a connection: those that its settings state, or else those of its TSP.
 */
public final class StatedLimits {
  /**
   * The scope of the limit per second that the connection's settings state; the scope of their
   * limit per minute begins with it.
   */
  private static final String OWN = "connection";

  private StatedLimits() {}

  /**
   * The limits of a call that is not a write: those that the connection's settings state, or else
   * those limits of the TSP that count every kind of write.
   */
  public static List<RateLimit> others(TspAdapter adapter, Connection connection) {
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

  /**
   * The limits that the connection's settings state; empty if they state none, so that those of the
   * TSP apply.
   */
  public static List<RateLimit> own(Connection connection) {
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
