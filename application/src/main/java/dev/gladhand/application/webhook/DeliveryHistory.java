package dev.gladhand.application.webhook;

import dev.gladhand.application.event.EventId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attempts of deliveries and their results. Every method is one transaction, blocks, may
 * be called from any thread, and throws {@code StoreUnavailable}.
 */
public interface DeliveryHistory {
  /**
   * Attempts before the one with the number {@code before}, newest first; null for the first page.
   */
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

  /** Sums of the attempts since a time. */
  Figures since(WebhookId webhook, Instant from);

  /** Sums over a time. */
  record Figures(long attempts, long successes, long totalMillis) {}

  /** The deliveries that the receiver has not got. */
  Backlog backlog(WebhookId webhook);

  /** The counts of one subscription. */
  record Backlog(long waiting, long deadLetters) {}

  /**
   * Deletes deliveries that ended before a time, log lines and figures of that age, and the rest of
   * deleted subscriptions; returns the number of rows.
   */
  int prune(Instant before, int limit);
}
