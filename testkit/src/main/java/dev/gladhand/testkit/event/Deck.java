package dev.gladhand.testkit.event;

import dev.gladhand.application.Answer;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.event.DeliverEvents;
import dev.gladhand.application.event.DeliveryMeters;
import dev.gladhand.application.event.DeliveryPolicy;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.EventStores;
import dev.gladhand.application.event.ReadFeed;
import dev.gladhand.application.event.ReadWebhooks;
import dev.gladhand.application.event.RenderEvents;
import dev.gladhand.application.event.ReplayEvents;
import dev.gladhand.application.event.SequenceEvents;
import dev.gladhand.application.event.SubscribeToEvents;
import dev.gladhand.application.event.WebhookId;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.testkit.store.InMemoryAuditTrail;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The use cases and engines of events over a store in memory, with a clock that is moved. */
public final class Deck {
  static final PartnerId PARTNER = PartnerId.of("00000000-0000-7000-8000-0000000000aa");
  static final ConnectionId CONNECTION = ConnectionId.of("00000000-0000-7000-8000-0000000000cc");
  private static final int MOST_STEPS = 10_000;
  private static final int ROUNDS_AT_REST = 3;

  final MovedClock clock = new MovedClock();
  final EventStores stores;
  final Receivers receivers = new Receivers();
  final RenderEvents render = new RenderEvents(_ -> Map.of(), _ -> Map.of());
  final List<DeliverEvents> nodes = new ArrayList<>();
  final SubscribeToEvents subscribe;
  final ReplayEvents replay;
  final ReadWebhooks read;
  final ReadFeed feed;
  private final AtomicLong ids = new AtomicLong();
  private final SequenceEvents sequence;
  private final Outbox outbox;

  /** Over stores that are empty. */
  public Deck(EventStores stores, Outbox outbox) {
    this.stores = stores;
    this.outbox = outbox;
    var audit = new Audit(new InMemoryAuditTrail(), this::id, clock);
    subscribe =
        new SubscribeToEvents(
            stores.webhooks(),
            url -> url.contains("inner") ? Optional.of("inner") : Optional.empty(),
            clock,
            new SecureRandom(),
            this::id,
            this::changed,
            PartnerCaps.DEFAULT,
            audit);
    replay = new ReplayEvents(stores.webhooks(), clock, this::id, this::changed, audit);
    read = new ReadWebhooks(stores.webhooks(), stores.history(), clock);
    feed = new ReadFeed(stores.events(), render);
    sequence =
        new SequenceEvents(
            stores.events(),
            clock,
            Duration.ofSeconds(1),
            List.of((_, webhooks) -> nodes.forEach(node -> node.added(webhooks))));
    node("one");
  }

  DeliverEvents node(String name) {
    var node =
        new DeliverEvents(
            name,
            stores.deliveries(),
            stores.webhooks(),
            render,
            receivers,
            DeliveryPolicy.defaults(),
            DeliveryMeters.NONE,
            clock,
            () -> 0L,
            this::id,
            Runnable::run,
            () -> {},
            () -> {});
    nodes.add(node);
    return node;
  }

  UUID id() {
    return new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0000L | ids.incrementAndGet());
  }

  private void changed(WebhookId id) {
    nodes.forEach(node -> node.changed(id));
  }

  WebhookId subscribe(String url, String eventName) {
    return subscribe(Map.of("url", url, "event_name", eventName));
  }

  WebhookId subscribe(Map<String, Object> body) {
    return ok(subscribe.create(PARTNER, body)).webhook().id();
  }

  static <T> T ok(Answer<T> answer) {
    if (answer instanceof Answer.Ok<T>(var value)) {
      return value;
    }
    throw new AssertionError("refused: " + answer);
  }

  EventId happens(String name) {
    return happens(name, Mode.ASYNC, CONNECTION);
  }

  EventId happens(String name, Mode mode, ConnectionId connection) {
    return happens(PARTNER, name, mode, connection);
  }

  EventId happens(PartnerId partner, String name, Mode mode, ConnectionId connection) {
    var event = new Event(new EventId(id()), partner, name, null, "{\"n\":1}", clock.instant());
    outbox.write(event, mode, connection);
    return event.id();
  }

  /** Lets everything happen that happens at this moment. */
  void settle() {
    var rounds = 0;
    for (var i = 0; i < MOST_STEPS && rounds < ROUNDS_AT_REST; i++) {
      sequence.step();
      var idle = true;
      for (var node : nodes) {
        idle &= node.step().isPositive();
      }
      rounds = idle ? rounds + 1 : 0;
    }
    if (rounds == ROUNDS_AT_REST) {
      return;
    }
    throw new AssertionError("never at rest");
  }

  void after(Duration time) {
    clock.move(time);
    settle();
  }
}
