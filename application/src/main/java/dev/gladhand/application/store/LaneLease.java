package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;

/**
 * The right to dispatch one connection's writes for a while.
 *
 * @param fence grows with each change of holder; 1 or more
 */
public record LaneLease(ConnectionId connection, long fence) {}
