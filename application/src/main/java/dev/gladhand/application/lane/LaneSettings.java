package dev.gladhand.application.lane;

import java.time.Duration;

/**
 * How a node holds lanes of one kind.
 *
 * @param node the id of this node
 * @param lease how long a lane is held unless it is prolonged
 * @param poll how often to look for due lanes whose signal was lost
 * @param lanes the most lanes that one node holds
 */
public record LaneSettings(String node, Duration lease, Duration poll, int lanes) {}
