package dev.gladhand.application.event;

import dev.gladhand.application.Watched;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.store.Wakeups.Signal;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Everything that a node does about events in the background: one thread puts them in order, one
 * has them delivered, one clears up. Thread-safe.
 */
public final class EventEngine {
  /** Under load events are put in order this often, many at once, and not one by one. */
  private static final Duration SEQUENCING = Duration.ofMillis(10);

  private final DeliverEvents deliver;
  private final EventsRuntime sequencing;
  private final EventsRuntime delivering;
  private final EventsRuntime pruning;
  private final ExecutorService senders =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
  private final EventBell bell;
  private final Wakeups wakeups;
  private volatile boolean started;

  /**
   * @param node names this process among those on the same store
   * @param ids makes the ids of events: UUIDv7
   * @param feed told when feeds grow
   * @param bell rings when an event was written on this node
   */
  public EventEngine(
      String node,
      EventStores stores,
      RenderEvents render,
      Sender sender,
      DeliveryPolicy policy,
      Retention retention,
      DeliveryMeters meters,
      FeedSignals feed,
      EventBell bell,
      Wakeups wakeups,
      InstantSource clock,
      RandomGenerator random,
      Supplier<UUID> ids) {
    this.bell = bell;
    this.wakeups = wakeups;
    this.deliver =
        new DeliverEvents(
            node,
            stores.deliveries(),
            stores.webhooks(),
            render,
            sender,
            policy,
            meters,
            clock,
            random,
            ids,
            senders,
            this::wakeDelivering,
            this::eventWritten);
    var sequence =
        new SequenceEvents(stores.events(), clock, policy.poll(), List.of(feed, this::deliver));
    var prune = new PruneEvents(stores.events(), stores.history(), retention, clock);
    this.sequencing = new EventsRuntime("events-sequencing", SEQUENCING, sequence::step);
    this.delivering = new EventsRuntime("events-delivering", Duration.ZERO, deliver::step);
    this.pruning = new EventsRuntime("events-pruning", Duration.ZERO, prune::step);
  }

  /** Begins; called once. */
  public void start() {
    started = true;
    bell.onRing(this::eventWritten);
    wakeups.listen(
        signal -> {
          if (signal instanceof Signal.EventAdded || signal instanceof Signal.ConnectionChanged) {
            sequencing.wake();
          }
        });
    sequencing.start();
    delivering.start();
    pruning.start();
  }

  /** What goes on for as long as the engine runs. */
  public List<Watched> watched() {
    return List.of(sequencing, delivering, pruning);
  }

  /**
   * Begins no further delivery, waits for those under way, stores them, and gives the lanes back.
   */
  public void stop(Duration grace) {
    if (!started) {
      // Where the node's start failed, there is nothing to wait for.
      senders.shutdownNow();
      return;
    }
    var deadline = System.nanoTime() + grace.toNanos();
    pruning.end(Duration.ofSeconds(1));
    deliver.stop();
    while (!deliver.stopped() && System.nanoTime() < deadline) {
      delivering.wake();
      pause();
    }
    sequencing.end(left(deadline));
    delivering.end(left(deadline));
    senders.shutdownNow();
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(
        Math.max(TimeUnit.MILLISECONDS.toNanos(100), deadline - System.nanoTime()));
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
  }

  /** Has it put in order soon: by this node, which hears its own signals at once, or another. */
  private void eventWritten() {
    wakeups.signal(new Signal.EventAdded());
  }

  /** A subscription was made, changed, or given something to send: this node looks at it anew. */
  public void webhookChanged(WebhookId webhook) {
    deliver.changed(webhook);
  }

  private void deliver(Set<PartnerId> partners, Set<WebhookId> webhooks) {
    if (!webhooks.isEmpty()) {
      deliver.added(webhooks);
    }
  }

  private void wakeDelivering() {
    delivering.wake();
  }
}
