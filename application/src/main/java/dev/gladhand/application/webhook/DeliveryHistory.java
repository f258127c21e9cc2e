package dev.gladhand.application.webhook;

import dev.gladhand.application.event.EventId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What deliveries were tried and how they went. Every method is one transaction, blocks, may be
 * called from any thread, and throws {@code StoreUnavailable}.
 */
public interface DeliveryHistory {
  /** Attempts, the newest first, beyond {@code before}; null for the first page. */
  List<LogLine> log(WebhookId webhook, @Nullable Long before, int size);

  /** One attempt. */
  record LogLine(
      long number,
      EventId event,
      String eventName,
      int attempt,
      boolean success,
      @Nullable Integer status,
      @Nullable String error,
      int millis,
      Instant at) {}

  /** What was tried since. */
  Figures since(WebhookId webhook, Instant from);

  /** Sums over a stretch of time. */
  record Figures(long attempts, long successes, long totalMillis) {}

  /** What is not with the receiver. */
  Backlog backlog(WebhookId webhook);

  /** Counts of one subscription, or of all. */
  record Backlog(long waiting, long deadLetters) {}

  /** Over all subscriptions, for the operator. */
  Backlog backlog();

  /**
   * Deletes what ended before, log lines and figures as old, and the remains of deleted
   * subscriptions; how many rows.
   */
  int prune(Instant before, int limit);
}
