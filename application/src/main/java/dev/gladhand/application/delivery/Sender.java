package dev.gladhand.application.delivery;

import dev.gladhand.application.event.EventId;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookKey;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.TraceContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends one event to its receiver, once. Called on a virtual thread; blocks up to the time-out;
 * throws nothing.
 */
public interface Sender {
  /**
   * @return what came of it; null where this node could not try in time, which is no attempt and no
   *     failure of the receiver
   */
  @Nullable Receipt send(Outgoing outgoing);

  /**
   * One attempt.
   *
   * @param secrets to sign with, the newest first
   * @param partner whose subscription it is
   * @param attempt 1 for the first
   * @param at when it is made
   * @param trace that the receiver is told; null for none
   */
  record Outgoing(
      URI url,
      List<WebhookKey> secrets,
      PartnerId partner,
      WebhookId webhook,
      EventId event,
      String eventName,
      int attempt,
      Instant at,
      String body,
      @Nullable TraceContext trace) {
    public Outgoing {
      secrets = List.copyOf(secrets);
    }

    /** The same, by which the receiver is told another span. */
    public Outgoing in(TraceContext other) {
      return new Outgoing(
          url, secrets, partner, webhook, event, eventName, attempt, at, body, other);
    }

    @Override
    public String toString() {
      return "Outgoing["
          + eventName
          + " "
          + event
          + " to "
          + webhook
          + ", attempt "
          + attempt
          + "]";
    }
  }

  /**
   * What came of it.
   *
   * @param status the answer's; null without one
   * @param error null on success; else what happened, with the answer's body cut, at most 2,048
   *     characters
   * @param retryAfter how long the receiver asks to be left alone; zero where it asks nothing
   * @param took until the answer was whole, or the attempt given up
   */
  record Receipt(
      @Nullable Integer status, @Nullable String error, Duration retryAfter, Duration took) {
    private static final int GONE = 410;

    public boolean success() {
      return error == null;
    }

    boolean gone() {
      return status != null && status == GONE;
    }
  }
}
