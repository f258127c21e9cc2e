package dev.gladhand.application.delivery;

import dev.gladhand.application.Watched;
import dev.gladhand.application.event.EventBell;
import dev.gladhand.application.feed.PruneEvents;
import dev.gladhand.application.feed.SequenceEvents;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.application.store.Wakeups.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a node's background work on events: one thread numbers new events, another deletes old ones,
 * and lanes deliver them to receivers. Thread-safe.
 */
public final class EventEngine {
  private static final Logger LOG = LoggerFactory.getLogger(EventEngine.class);

  /**
   * The pause between two rounds of numbering, so that under load many events are numbered at once.
   */
  private static final Duration SEQUENCING = Duration.ofMillis(10);

  private final DeliverEvents deliver;
  private final EventsRuntime sequencing;
  private final EventsRuntime pruning;
  private final EventBell bell;
  private final Wakeups wakeups;
  private volatile boolean started;

  /**
   * @param bell signals that an event was written on this node
   */
  public EventEngine(
      SequenceEvents sequence,
      DeliverEvents deliver,
      PruneEvents prune,
      EventBell bell,
      Wakeups wakeups) {
    this.deliver = deliver;
    this.bell = bell;
    this.wakeups = wakeups;
    this.sequencing = new EventsRuntime("events-sequencing", SEQUENCING, sequence::step);
    this.pruning = new EventsRuntime("events-pruning", Duration.ZERO, prune::step);
  }

  /** Starts the work; called once. */
  public void start() {
    started = true;
    bell.onRing(() -> wakeups.signal(new Signal.EventAdded()));
    wakeups.listen(
        signal -> {
          if (signal instanceof Signal.EventAdded || signal instanceof Signal.ConnectionChanged) {
            sequencing.wake();
          }
        });
    sequencing.start();
    deliver.start();
    pruning.start();
  }

  /** The tasks that run for as long as the engine does. */
  public List<Watched> watched() {
    var all = new ArrayList<Watched>(List.of(sequencing, pruning));
    all.addAll(deliver.watched());
    return all;
  }

  /**
   * Begins no further delivery, and waits until those under way have ended, their results are
   * stored and the lanes are released.
   *
   * @param grace the longest wait
   */
  public void stop(Duration grace) {
    if (!started) {
      // If the node's start failed, there is nothing to wait for.
      return;
    }
    var deadline = System.nanoTime() + grace.toNanos();
    pruning.end(Duration.ofSeconds(1));
    try {
      deliver.stop().get(grace.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "the node stopped while deliveries were under way: another node, or the next start, repeats them");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.error(
          "the delivery of events did not shut down cleanly; another node, or the next start, continues it",
          e.getCause());
    }
    sequencing.end(
        Duration.ofNanos(
            Math.max(TimeUnit.MILLISECONDS.toNanos(100), deadline - System.nanoTime())));
  }
}
