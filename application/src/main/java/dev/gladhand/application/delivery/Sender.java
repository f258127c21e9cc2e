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
   * Sends the event.
   *
   * @return the receiver's answer; null if this node could not try in time, which counts neither as
   *     an attempt nor as a failure of the receiver
   */
  @Nullable Receipt send(Outgoing outgoing);

  /**
   * What is sent in one attempt.
   *
   * @param secrets the secrets to sign with, newest first
   * @param partner the subscription's partner
   * @param attempt 1 for the first
   * @param at the time of the attempt
   * @param trace the trace context that the receiver gets; null for none
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

    /** The same attempt with another trace context for the receiver. */
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
   * The result of an attempt.
   *
   * @param status the answer's status; null if there was no answer
   * @param error null on success; else the reason, with the beginning of the answer's body, at most
   *     2,048 characters
   * @param retryAfter how long the receiver asks not to be called; zero if it asks nothing
   * @param took the time until the answer was complete or the attempt was given up
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
