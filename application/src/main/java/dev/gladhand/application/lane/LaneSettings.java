package dev.gladhand.application.lane;

import java.time.Duration;

/**
 * How a node holds lanes of one kind.
 *
 * @param node names this process among those on the same store
 * @param lease how long a lane is held without a sign of life
 * @param poll how often to look for work that nobody announced
 * @param lanes how many lanes one node holds at most
 */
public record LaneSettings(String node, Duration lease, Duration poll, int lanes) {}
