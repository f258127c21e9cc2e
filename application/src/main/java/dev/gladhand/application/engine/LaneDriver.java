package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.tsp.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what {@link LanePlan} says for each lane that this node holds. Thread-safe. */
final class LaneDriver {
  private static final Logger LOG = LoggerFactory.getLogger(LaneDriver.class);

  /** A lane that cannot be read though the store is there is set aside for so long. */
  private static final Duration CANNOT_READ = Duration.ofMinutes(1);

  private final Windows windows;
  private final DeliverWrite deliver;
  private final ParkLanes parking;
  private final Leases leases;
  private final EngineSettings settings;
  private final Tasks tasks;

  LaneDriver(
      Windows windows,
      DeliverWrite deliver,
      ParkLanes parking,
      Leases leases,
      EngineSettings settings,
      Tasks tasks) {
    this.windows = windows;
    this.deliver = deliver;
    this.parking = parking;
    this.leases = leases;
    this.settings = settings;
    this.tasks = tasks;
  }

  /** There may be more to do in the lane than was read last. */
  void wake(HeldLane lane) {
    lane.wake();
    drive(lane);
  }

  /** Begins nothing more; gives the lane back once what is under way has ended. */
  void stop(HeldLane lane) {
    lane.stop();
    drive(lane);
  }

  /** Does all that can be done now. Every event ends here. */
  void drive(HeldLane lane) {
    lane.reconsider();
    while (step(lane)) {}
  }

  /**
   * @return whether there may be a further step
   */
  private boolean step(HeldLane lane) {
    switch (lane.next(leases.trusted(lane.lease()), leases.now())) {
      case LanePlan.Next.Begin() ->
          lane.choose(leases.now()).map(op -> new Turn(lane, op)).ifPresent(tasks::run);
      case LanePlan.Next.Read() -> read(lane);
      case LanePlan.Next.Park() -> tasks.run(() -> park(lane));
      case LanePlan.Next.Wait(var until) -> {
        wait(lane, until);
        return false;
      }
      case LanePlan.Next.Release(var notBefore) -> {
        leases.release(lane, lane.release(notBefore, leases.now()));
        return false;
      }
      case LanePlan.Next.Rest() -> {
        return false;
      }
    }
    return true;
  }

  private void read(HeldLane lane) {
    var memory = lane.memory();
    if (memory.isEmpty()) {
      lane.notRead(leases.now().plus(settings.poll()));
      return;
    }
    memory
        .get()
        .thenCompose(_ -> windows.read(lane))
        .whenComplete(
            (window, failure) -> {
              if (failure == null) {
                lane.read(window, leases.now());
              } else {
                lane.notRead(leases.now().plus(untilNextTry(lane, failure)));
              }
              drive(lane);
            });
  }

  /** What is wrong with one lane is not to cost others more than a look now and then. */
  private Duration untilNextTry(HeldLane lane, Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof StoreUnavailable) {
      return settings.poll();
    }
    LOG.error("lane {} cannot be read: {}", lane.lease().connection(), Traces.of(cause));
    return CANNOT_READ;
  }

  private void wait(HeldLane lane, Instant until) {
    tasks.after(
        Duration.between(leases.now(), until),
        () -> {
          lane.waited(until, leases.now());
          drive(lane);
        });
  }

  private void park(HeldLane lane) {
    var stored = false;
    try {
      parking.park(lane);
      stored = true;
    } catch (StoreUnavailable e) {
      LOG.debug("lane {} is parked later: the store is away", lane.lease().connection());
    } finally {
      lane.parked(stored, leases.now());
    }
    drive(lane);
  }

  /**
   * One operation's turn; whatever an adapter or a store throws, the operation is not forgotten.
   */
  private final class Turn implements DeliverWrite.Turn, Runnable {
    private final HeldLane lane;
    private final ResourceOperation before;
    private final Instant begunAt = leases.now();

    /** Whether it was let through the lane's gate, and has not left it. */
    private boolean gated;

    Turn(HeldLane lane, HeldLane.Chosen chosen) {
      this.lane = lane;
      this.before = chosen.operation();
      this.gated = chosen.gated();
    }

    @Override
    public void run() {
      ResourceOperation after = null;
      try {
        after = deliver.run(before, this);
      } catch (StoreUnavailable e) {
        LOG.debug("operation {} is worked on later: the store is away", before.id());
      } catch (RuntimeException e) {
        LOG.error("operation {} could not be worked on: {}", before.id(), Traces.of(e));
      } finally {
        called(null);
        lane.ended(before, after, leases.now())
            .ifPresent(wait -> tasks.after(wait, () -> wake(lane)));
        drive(lane);
      }
    }

    @Override
    public Connection connection() {
      return lane.connection();
    }

    @Override
    public LaneLease lease() {
      return lane.lease();
    }

    @Override
    public boolean lasts() {
      return !lane.isOver() && leases.trusted(lane.lease());
    }

    @Override
    public Duration timeout() {
      return settings.tspTimeout();
    }

    @Override
    public void called(@Nullable Outcome outcome) {
      if (gated) {
        gated = false;
        lane.called(before, begunAt, outcome, leases.now());
      }
    }

    @Override
    public void hold(Instant until, Waiting why) {
      lane.hold(until, why);
    }

    @Override
    public void credentialsLost(Connection connection) {
      if (!parking.fail(connection)) {
        lane.hold(leases.now().plus(settings.poll()), Waiting.CREDENTIALS);
      }
      parking.look(lane);
    }
  }
}
