package dev.gladhand.application.webhook;

import dev.gladhand.application.event.EventId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attempts of deliveries and their results. Every method but {@link #prune} is one
 * transaction. Every method blocks, may be called from any thread, and throws {@code
 * StoreUnavailable}.
 */
public interface DeliveryHistory {
  /**
   * A page of the subscription's attempts, newest first.
   *
   * @param before only attempts with a lower number; null for the newest ones
   */
  List<LogLine> log(WebhookId webhook, @Nullable Long before, int size);

  /**
   * An attempt of a delivery.
   *
   * @param number grows with each attempt of any subscription
   * @param attempt the number of the attempt within its delivery
   * @param status the status of the receiver's answer; null if there was none
   * @param error why the attempt failed; null if it succeeded
   * @param millis how long the attempt took
   */
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

  /** The sums over the subscription's attempts since a time. */
  Figures since(WebhookId webhook, Instant from);

  /**
   * Sums over several attempts.
   *
   * @param totalMillis how long all attempts together took, in milliseconds
   */
  record Figures(long attempts, long successes, long totalMillis) {}

  /** How many deliveries of the subscription the receiver has not got. */
  Backlog backlog(WebhookId webhook);

  /**
   * Numbers of deliveries.
   *
   * @param waiting deliveries that still have an attempt to come
   */
  record Backlog(long waiting, long deadLetters) {}

  /**
   * Deletes deliveries that ended before a time, attempts and figures of that age, and what is left
   * of deleted subscriptions, in several transactions with at most {@code limit} rows of each kind;
   * old figures of a subscription are deleted all at once.
   *
   * @return how many rows were deleted
   */
  int prune(Instant before, int limit);
}
