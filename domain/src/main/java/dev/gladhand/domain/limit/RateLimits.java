package dev.gladhand.domain.limit;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.util.List;

/** The rate limits that a TSP states, by resource and type of write. */
@FunctionalInterface
public interface RateLimits {
  /** All limits against which one call of this write counts. */
  List<RateLimit> of(Resource resource, OperationType type);

  /** For a TSP that states no limits: gives an empty list for every write. */
  static RateLimits unknown() {
    return (_, _) -> List.of();
  }
}
