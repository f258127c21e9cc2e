package dev.gladhand.application.feed;

import java.time.Duration;

/**
 * How long events, and deliveries that have ended, are kept.
 *
 * @param events how long events stay in the feed; at most as long as their operations
 * @param deliveries how long dead letters, delivered events for replays, logs and figures are kept
 */
public record Retention(Duration events, Duration deliveries) {
  /** The values that the API's documentation states. */
  public static Retention defaults() {
    return new Retention(Duration.ofDays(90), Duration.ofDays(14));
  }
}
