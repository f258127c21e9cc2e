package dev.gladhand.application.feed;

import dev.gladhand.application.webhook.DeliveryHistory;
import java.time.Duration;
import java.time.InstantSource;

/** Deletes events and deliveries whose time of retention is over, in short transactions. */
public final class PruneEvents {
  private static final int BATCH = 2_000;
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofMinutes(10);

  private final Events events;
  private final DeliveryHistory history;
  private final Retention retention;
  private final InstantSource clock;

  public PruneEvents(
      Events events, DeliveryHistory history, Retention retention, InstantSource clock) {
    this.events = events;
    this.history = history;
    this.retention = retention;
    this.clock = clock;
  }

  /** Deletes a batch; returns how long to wait before the next. */
  public Duration step() {
    var now = clock.instant();
    var gone =
        history.prune(now.minus(retention.deliveries()), BATCH)
            + events.prune(now.minus(retention.events()), BATCH);
    return gone >= BATCH ? BETWEEN_BATCHES : REST;
  }
}
