package dev.gladhand.domain.limit;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.util.List;

/** The limits that a TSP states, by kind of write. */
@FunctionalInterface
public interface RateLimits {
  /** Every limit that one call for this write counts against. */
  List<RateLimit> of(Resource resource, OperationType type);

  /** A TSP that states no limits. */
  static RateLimits unknown() {
    return (_, _) -> List.of();
  }
}
