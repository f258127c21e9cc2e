package dev.gladhand.application.health;

import dev.gladhand.application.lane.LaneSettings;
import dev.gladhand.domain.operation.RetryPolicy;
import java.time.Duration;

/**
 * How an engine works.
 *
 * @param node names this process among those on the same store
 * @param lease how long a lane is held without a sign of life
 * @param poll how often to look for work that nobody announced
 * @param tspTimeout bound of one exchange with a TSP
 * @param syncTimeout bound of a sync write as a whole
 * @param concurrency calls of one connection under way at once, where its settings say nothing
 * @param lanes how many lanes one node holds at most
 * @param window how many due operations of a lane are read at once
 */
public record EngineSettings(
    String node,
    Duration lease,
    Duration poll,
    Duration tspTimeout,
    Duration syncTimeout,
    int concurrency,
    int lanes,
    int window,
    RetryPolicy policy) {
  /** Calls to TSPs that one node has under way: in all, and to one address. */
  public static final int CALLS = 2_048;

  public static final int CALLS_TO_AN_ADDRESS = 1_024;

  /** How lanes are held. */
  public LaneSettings held() {
    return new LaneSettings(node, lease, poll, lanes);
  }

  public static EngineSettings defaults(String node) {
    return new EngineSettings(
        node,
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        16,
        4000,
        64,
        RetryPolicy.DEFAULT);
  }
}
