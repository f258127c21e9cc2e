package dev.gladhand.application.lane;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the decisions of {@link LanePlan} for each lane that this node holds. Thread-safe.
 */
public final class LaneDriver<K, M, L extends HeldLane<K, M>> {
  private static final Logger LOG = LoggerFactory.getLogger(LaneDriver.class);

  /** How long a lane is left alone if it cannot be read although the store is available. */
  private static final Duration CANNOT_READ = Duration.ofMinutes(1);

  private final LaneWork<K, M, L> work;
  private final LaneDelivery<K, M, L> delivery;
  private final Leases<K, M, L> leases;
  private final LaneSettings settings;
  private final Tasks tasks;

  LaneDriver(
      LaneWork<K, M, L> work,
      LaneDelivery<K, M, L> delivery,
      Leases<K, M, L> leases,
      LaneSettings settings,
      Tasks tasks) {
    this.work = work;
    this.delivery = delivery;
    this.leases = leases;
    this.settings = settings;
    this.tasks = tasks;
  }

  /** Reports that there may be more items in the lane than were read last. */
  void wake(L lane) {
    lane.progress().wake();
    drive(lane);
  }

  /**
   * Reports that an item of the lane is due after this wait. Does nothing for a wait of a second or
   * more, because the regular looks find the item.
   */
  public void wakeIn(Duration wait, L lane) {
    if (wait.compareTo(LanePlan.SHORT_WAIT) < 0) {
      tasks.after(
          wait,
          () -> {
            if (lane.progress().over()) {
              leases.mayBeFree();
            } else {
              wake(lane);
            }
          });
    }
  }

  /** Begins no further item of the lane; releases the lane after all items under way have ended. */
  public void stop(L lane) {
    lane.progress().stop();
    drive(lane);
  }

  /** Whether an item of the lane may begin without the risk that another node begins it too. */
  public boolean trusts(L lane) {
    return !lane.progress().over() && leases.trusted(lane.lease());
  }

  /** The store's time. */
  public Instant now() {
    return leases.now();
  }

  /**
   * Does all that can be done for the lane now. It is called after every event that concerns the
   * lane.
   */
  public void drive(L lane) {
    lane.progress().reconsider();
    while (step(lane)) {}
  }

  /**
   * Takes one step.
   *
   * @return whether there may be a further step
   */
  private boolean step(L lane) {
    switch (lane.progress().next(lane, leases.trusted(lane.lease()), now())) {
      case LanePlan.Next.Begin() -> delivery.deliverNext(lane, this);
      case LanePlan.Next.Read() -> read(lane);
      case LanePlan.Next.Park() -> tasks.run(() -> park(lane));
      case LanePlan.Next.Wait(var until) -> {
        wait(lane, until);
        return false;
      }
      case LanePlan.Next.Release(var notBefore) -> {
        leases.release(lane, lane.release(notBefore, now()));
        return false;
      }
      case LanePlan.Next.Rest() -> {
        return false;
      }
    }
    return true;
  }

  private void read(L lane) {
    work.read(lane, this)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                lane.progress().notRead(now().plus(untilNextTry(lane, failure)));
              }
              drive(lane);
            });
  }

  /**
   * How long until the lane is read again after a failure. A lane that cannot be read for another
   * reason than an unavailable store is tried only once a minute, so that it does not burden
   * others.
   */
  private Duration untilNextTry(L lane, Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof StoreUnavailable) {
      return settings.poll();
    }
    LOG.error("lane {} cannot be read: {}", lane.lease().lane(), Traces.of(cause));
    return CANNOT_READ;
  }

  private void wait(L lane, Instant until) {
    tasks.after(
        Duration.between(now(), until),
        () -> {
          lane.progress().waited(until, now());
          drive(lane);
        });
  }

  private void park(L lane) {
    var stored = false;
    try {
      work.park(lane);
      stored = true;
    } catch (StoreUnavailable e) {
      LOG.debug("lane {} is parked later: the store is not available", lane.lease().lane());
    } finally {
      lane.progress().parked(stored, lane.paused(), now().plus(settings.poll()));
    }
    drive(lane);
  }
}
