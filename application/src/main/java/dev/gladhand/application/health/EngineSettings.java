package dev.gladhand.application.health;

import dev.gladhand.application.lane.LaneSettings;
import dev.gladhand.domain.operation.RetryPolicy;
import java.time.Duration;

/**
 * The settings of a node's engine.
 *
 * @param node the id of this node
 * @param lease how long a lane is held unless it is prolonged
 * @param poll how often to look for due lanes whose signal was lost
 * @param tspTimeout the time limit of one exchange with a TSP
 * @param syncTimeout the time limit of a whole sync write
 * @param concurrency the most calls of one connection at once, if its settings do not state a
 *     number
 * @param lanes the most lanes that one node holds
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
  /** The most calls to TSPs that one node has under way. */
  public static final int CALLS = 2_048;

  /** The most calls to one address that one node has under way. */
  public static final int CALLS_TO_AN_ADDRESS = 1_024;

  /** The settings that concern the holding of lanes. */
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
