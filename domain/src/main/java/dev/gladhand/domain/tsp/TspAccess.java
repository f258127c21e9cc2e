package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import java.time.Duration;

/**
 * What an adapter needs to call a TSP for one connection.
 *
 * @param timeout bound of the whole exchange, from connecting to the last byte
 */
public record TspAccess(
    ConnectionId connection, Credentials credentials, Settings settings, Duration timeout) {}
