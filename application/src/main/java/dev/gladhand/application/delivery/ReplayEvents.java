package dev.gladhand.application.delivery;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.EventNames;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.Webhooks;
import dev.gladhand.application.webhook.Webhooks.Replay;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.json.JsonWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Replays deliveries, and sends test events. Blocks; throws {@code StoreUnavailable}. */
public final class ReplayEvents {
  private static final String EVENT_IDS = "event_ids";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final Set<String> KNOWN = Set.of(EVENT_IDS, FROM, TO);
  private static final int MOST_EVENTS = 1_000;
  private static final String NO_TIME =
      "must be a time by RFC 3339 with an offset, such as 2026-11-20T08:30:00Z";
  private static final String NO_SUCH = "there is no such webhook";

  private final Webhooks webhooks;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Consumer<WebhookId> changed;
  private final Audit audit;

  /**
   * @param ids makes the ids of events: UUIDv7
   * @param changed is called with a subscription that has new deliveries, so that this node begins
   *     them at once
   */
  public ReplayEvents(
      Webhooks webhooks,
      InstantSource clock,
      Supplier<UUID> ids,
      Consumer<WebhookId> changed,
      Audit audit) {
    this.webhooks = webhooks;
    this.clock = clock;
    this.ids = ids;
    this.changed = changed;
    this.audit = audit;
  }

  /** Replays the deliveries of a subscription that the body selects; returns how many. */
  public Answer<Integer> replay(
      PartnerId partner, WebhookId id, Map<String, ? extends @Nullable Object> body) {
    var faults = new Faults();
    var which = read(body, faults);
    if (which == null || !faults.none()) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    if (webhooks.find(partner, id).isEmpty()) {
      return Answer.notFound(NO_SUCH);
    }
    var replayed =
        audit.record(
            () -> webhooks.replay(id, which, clock.instant()),
            _ -> true,
            AuditEntry.done(AuditAction.WEBHOOK_REPLAYED, id, partner));
    changed.accept(id);
    return Answer.ok(replayed);
  }

  private static @Nullable Replay read(
      Map<String, ? extends @Nullable Object> body, Faults faults) {
    body.forEach(
        (name, value) -> {
          if (!KNOWN.contains(name)) {
            faults.at(name).add(value, "is not a field of this body", "unknown_field");
          }
        });
    var events = body.get(EVENT_IDS);
    var ranged = body.get(FROM) != null || body.get(TO) != null;
    if (events != null) {
      if (ranged) {
        faults.at(EVENT_IDS).add("", "can't be combined with from and to", "exclusive");
      }
      return new Replay.Of(events(events, faults.at(EVENT_IDS)));
    }
    return ranged ? range(body, faults) : new Replay.DeadLetters();
  }

  private static @Nullable Replay range(
      Map<String, ? extends @Nullable Object> body, Faults faults) {
    var from = moment(body, FROM, faults);
    var to = moment(body, TO, faults);
    if (from == null || to == null) {
      return null;
    }
    if (!from.isBefore(to)) {
      faults.at(TO).add(body.get(TO), "must be after from", "out_of_range");
    }
    return new Replay.Between(from, to);
  }

  private static @Nullable Instant moment(
      Map<String, ? extends @Nullable Object> body, String name, Faults faults) {
    var at = faults.at(name);
    return switch (body.get(name)) {
      case null -> at.add(null, "is required: from and to must be sent together", "required");
      case String text -> {
        var moment = Moments.parse(text);
        yield moment == null ? at.add(text, NO_TIME, "date_time") : moment;
      }
      case Object other -> at.add(other, NO_TIME, "date_time");
    };
  }

  private static List<EventId> events(Object value, Faults at) {
    var found = new ArrayList<EventId>();
    if (!(value instanceof List<?> items)) {
      at.add(value, "must be an array", "array_type");
      return found;
    }
    if (items.isEmpty() || items.size() > MOST_EVENTS) {
      at.add(
          items.size() + " items", "must have from 1 to " + MOST_EVENTS + " items", "array_length");
      return found;
    }
    for (var i = 0; i < items.size(); i++) {
      var id = items.get(i) instanceof String text ? Uuids.parse(text) : null;
      if (id == null) {
        at.at(Integer.toString(i)).add(items.get(i), "must be a UUID", "uuid");
      } else {
        found.add(new EventId(id));
      }
    }
    return found;
  }

  /** Sends a test event to this subscription alone. */
  public Answer<EventId> test(PartnerId partner, WebhookId id) {
    var webhook = webhooks.find(partner, id).orElse(null);
    if (webhook == null) {
      return Answer.notFound(NO_SUCH);
    }
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("webhook_id", id.toString());
    data.put("message", "This is a test.");
    var event =
        new Event(
            new EventId(ids.get()),
            partner,
            EventNames.WEBHOOK_TEST,
            null,
            JsonWriter.text(data),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (!webhooks.tell(id, event)) {
      return Answer.notFound(NO_SUCH);
    }
    changed.accept(id);
    return Answer.ok(event.id());
  }
}
