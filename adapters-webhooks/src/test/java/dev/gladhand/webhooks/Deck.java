package dev.gladhand.webhooks;

import dev.gladhand.application.Answer;
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
import dev.gladhand.testkit.event.InMemoryEventStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The use cases and engines of events over a store in memory, with a clock that is moved. */
final class Deck {
  static final PartnerId PARTNER = PartnerId.of("00000000-0000-7000-8000-0000000000aa");
  static final ConnectionId CONNECTION = ConnectionId.of("00000000-0000-7000-8000-0000000000cc");
  private static final int MOST_STEPS = 10_000;
  private static final int ROUNDS_AT_REST = 3;

  final MovedClock clock = new MovedClock();
  final InMemoryEventStores store = new InMemoryEventStores();
  final Receivers receivers = new Receivers();
  final EventStores ports = store.ports();
  final EventJson json = new EventJson();
  final RenderEvents render = new RenderEvents(_ -> Map.of(), json);
  final List<DeliverEvents> nodes = new ArrayList<>();
  final SubscribeToEvents subscribe;
  final ReplayEvents replay;
  final ReadWebhooks read;
  final ReadFeed feed;
  private final AtomicLong ids = new AtomicLong();
  private final SequenceEvents sequence;
  private final DeliveryPolicy policy;

  Deck() {
    this(DeliveryPolicy.defaults());
  }

  Deck(DeliveryPolicy policy) {
    this.policy = policy;
    subscribe =
        new SubscribeToEvents(
            store,
            url -> url.contains("inner") ? Optional.of("inner") : Optional.empty(),
            clock,
            new Random(7),
            this::id,
            this::changed);
    replay = new ReplayEvents(store, json, clock, this::id, this::changed);
    read = new ReadWebhooks(store, store, clock);
    feed = new ReadFeed(store, render);
    sequence =
        new SequenceEvents(
            store,
            clock,
            Duration.ofSeconds(1),
            List.of((_, webhooks) -> nodes.forEach(node -> node.added(webhooks))));
    node("one");
  }

  DeliverEvents node(String name) {
    var node =
        new DeliverEvents(
            name,
            store,
            store,
            render,
            json,
            receivers,
            policy,
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
    var event = new Event(new EventId(id()), PARTNER, name, null, "{\"n\":1}", clock.instant());
    store.write(event, Mode.ASYNC, CONNECTION, null, null);
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
