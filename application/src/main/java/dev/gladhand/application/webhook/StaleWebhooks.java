package dev.gladhand.application.webhook;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.EventNames;
import dev.gladhand.application.webhook.Webhooks.Change;
import dev.gladhand.json.JsonWriter;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Marks subscriptions whose receivers fail as stale, and writes an event for their partners. */
public final class StaleWebhooks {
  private static final Logger log = LoggerFactory.getLogger(StaleWebhooks.class);

  private final Webhooks webhooks;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final Runnable eventWritten;

  public StaleWebhooks(
      Webhooks webhooks, Supplier<UUID> ids, InstantSource clock, Runnable eventWritten) {
    this.webhooks = webhooks;
    this.ids = ids;
    this.clock = clock;
    this.eventWritten = eventWritten;
  }

  /**
   * Marks a subscription as stale; returns false and changes nothing if the subscription was
   * changed since {@code seen} was read.
   */
  public boolean stale(Webhook seen, String reason) {
    var now = clock.instant();
    var known = webhooks.find(seen.partner(), seen.id()).orElse(null);
    // The failed attempts say nothing about a newer version of the subscription: it may have
    // another receiver, or may have just been activated.
    if (known == null
        || known.status() != WebhookStatus.ACTIVE
        || known.version() != seen.version()) {
      return false;
    }
    var stale = known.with(WebhookStatus.STALE, reason, now);
    var event =
        new Event(
            new EventId(ids.get()),
            stale.partner(),
            EventNames.WEBHOOK_STALED,
            null,
            JsonWriter.text(stale.toJson()),
            now);
    if (webhooks.update(stale, null, event) != Change.DONE) {
      return false;
    }
    log.warn(
        "webhook {} is stale: {}; its events are kept until it is activated", stale.id(), reason);
    eventWritten.run();
    return true;
  }
}
