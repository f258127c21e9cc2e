package dev.gladhand.testkit.event;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.delivery.DeliverEvents;
import dev.gladhand.application.delivery.Deliveries;
import dev.gladhand.application.delivery.DeliveryPolicy;
import dev.gladhand.application.delivery.EventStores;
import dev.gladhand.application.delivery.ReplayEvents;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.feed.ReadFeed;
import dev.gladhand.application.feed.RenderEvents;
import dev.gladhand.application.feed.SequenceEvents;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.webhook.ReadWebhooks;
import dev.gladhand.application.webhook.SubscribeToEvents;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.testkit.simulation.World;
import dev.gladhand.testkit.store.memory.InMemoryAuditTrail;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The bench of the event contracts: runs the real use cases and engines of events on a store under
 * test, in virtual time. All actions run one after another, in the same order in every run.
 */
public final class Deck {
  static final PartnerId PARTNER = PartnerId.of("00000000-0000-7000-8000-0000000000aa");
  static final ConnectionId CONNECTION = ConnectionId.of("00000000-0000-7000-8000-0000000000cc");
  private static final int MOST_ROUNDS = 10_000;

  private final World world = new World(1, Instant.parse("2026-11-20T08:00:00Z"));
  final MovedClock clock = new MovedClock(world);
  final EventStores stores;
  final Receivers receivers = new Receivers();
  final RenderEvents render = new RenderEvents(_ -> Map.of(), _ -> Map.of());
  private final List<Node> nodes = new ArrayList<>();
  final SubscribeToEvents subscribe;
  final ReplayEvents replay;
  final ReadWebhooks read;
  final ReadFeed feed;
  private final AtomicLong ids = new AtomicLong();
  private final SequenceEvents sequence;
  private final Outbox outbox;
  private final Consumer<Instant> storeTime;

  /** Whether the delivering processes cannot reach their store. */
  boolean storeIsAway;

  /** A process that delivers events. */
  private record Node(World.Place place, DeliverEvents deliver) {}

  /**
   * Starts one process that delivers events.
   *
   * @param stores the stores under test, which must be empty
   * @param outbox writes an event into these stores
   * @param storeTime sets the clock of the stores
   */
  public Deck(EventStores stores, Outbox outbox, Consumer<Instant> storeTime) {
    this.stores = stores;
    this.outbox = outbox;
    this.storeTime = storeTime;
    var audit = new Audit(new InMemoryAuditTrail(), this::id, clock);
    subscribe =
        new SubscribeToEvents(
            stores.webhooks(),
            url -> url.contains("inner") ? Optional.of("inner") : Optional.empty(),
            new ClockAndIds(clock, this::id),
            new SecureRandom(),
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
            List.of((_, webhooks) -> nodes.forEach(node -> node.deliver.added(webhooks))));
    start("one");
  }

  /** Starts a process that delivers events. */
  void start(String name) {
    var place = new World.Place();
    var node =
        new Node(
            place,
            new DeliverEvents(
                name,
                new EventStores(stores.events(), stores.webhooks(), inTime(), stores.history()),
                render,
                receivers,
                DeliveryPolicy.defaults(),
                Measurements.NONE,
                new DeliverEvents.Surroundings(tasks(place), clock, () -> 0L, this::id, () -> {})));
    nodes.add(node);
    world.after(Duration.ZERO, place, node.deliver::start);
  }

  /**
   * Stops the oldest process in an orderly way. The result completes when its attempts under way
   * have ended and its lanes are released.
   */
  CompletableFuture<Void> stop() {
    return nodes.getFirst().deliver.stop();
  }

  /**
   * Blocks the caller, which must be an attempt of the oldest process, for this long in virtual
   * time.
   */
  void takeTime(Duration time) {
    world.sleep(time, nodes.getFirst().place);
  }

  /**
   * Kills all processes at once, as a crash would; throws {@code World.Gone} to end the caller,
   * which runs in one of them.
   */
  void kill() {
    nodes.forEach(node -> node.place.gone = true);
    nodes.clear();
    throw new World.Gone();
  }

  private Tasks tasks(World.Place place) {
    return new Tasks() {
      @Override
      public void run(Runnable task) {
        after(Duration.ZERO, task);
      }

      @Override
      public void after(Duration delay, Runnable task) {
        world.after(delay, place, task);
      }

      @Override
      public <T> T await(CompletableFuture<T> result) {
        world.await(result, place);
        return Tasks.super.await(result);
      }
    };
  }

  /** The store of deliveries, whose clock is set to the virtual time before each call. */
  private Deliveries inTime() {
    return (Deliveries)
        Proxy.newProxyInstance(
            Deliveries.class.getClassLoader(),
            new Class<?>[] {Deliveries.class},
            (_, called, arguments) -> {
              if (storeIsAway) {
                throw new StoreUnavailable("away", false, new IllegalStateException("away"));
              }
              storeTime.accept(world.time());
              try {
                return called.invoke(stores.deliveries(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  UUID id() {
    return new UUID(0x0192_0000_0000_7000L, 0x8000_0000_0000_0000L | ids.incrementAndGet());
  }

  private void changed(WebhookId id) {
    nodes.forEach(node -> node.deliver.changed(id));
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

  /** Runs everything that is due at the present time. */
  void settle() {
    for (var round = 0; round < MOST_ROUNDS; round++) {
      var before = world.steps();
      var atRest = sequence.step().isPositive();
      world.runUntil(world.time());
      if (atRest && world.steps() == before) {
        return;
      }
    }
    throw new AssertionError("never at rest");
  }

  void after(Duration time) {
    clock.move(time);
    settle();
  }
}
