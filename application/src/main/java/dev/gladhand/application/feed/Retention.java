package dev.gladhand.application.feed;

import java.time.Duration;

/**
 * How long what has ended is kept.
 *
 * @param events in the feed; no longer than the operations they tell of
 * @param deliveries dead letters, delivered events that can be replayed, logs and figures
 */
public record Retention(Duration events, Duration deliveries) {
  /** The contract's. */
  public static Retention defaults() {
    return new Retention(Duration.ofDays(90), Duration.ofDays(14));
  }
}
