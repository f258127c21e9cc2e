package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.tsp.RepeatSafety;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what nobody else would: writes past their deadline in lanes that stand still, sync calls
 * whose process died; and deletes what is older than the operator wants to keep. Any node may do it
 * at any time.
 */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int MOST = 200;
  private static final int PRUNE = 1000;
  private static final Duration KEYS_KEPT = Duration.ofHours(24);

  private final Operations operations;
  private final Recorder recorder;
  private final Tasks tasks;
  private final InstantSource clock;
  private final Duration every;
  private final Duration syncGivenUp;
  private final Duration kept;
  private volatile boolean stopped;

  /**
   * @param every between two rounds
   * @param syncTimeout of sync calls: one that has lasted this long and a margin belongs to a dead
   *     process
   * @param kept how long ended operations are kept
   */
  public Sweeper(
      Operations operations,
      Recorder recorder,
      Tasks tasks,
      InstantSource clock,
      Duration every,
      Duration syncTimeout,
      Duration kept) {
    this.operations = operations;
    this.recorder = recorder;
    this.tasks = tasks;
    this.clock = clock;
    this.every = every;
    this.syncGivenUp = syncTimeout.plusSeconds(10);
    this.kept = kept;
  }

  public void start() {
    round();
  }

  public void stop() {
    stopped = true;
  }

  private void round() {
    if (stopped) {
      return;
    }
    try {
      sweep();
    } catch (StoreUnavailable e) {
      LOG.debug("nothing was swept: the store is away");
    }
    tasks.after(every, this::round);
  }

  /** One round. */
  void sweep() {
    var transitions =
        new Transitions(RetryPolicy.DEFAULT, clock.instant().truncatedTo(ChronoUnit.MICROS), 0);
    operations.expired(MOST).forEach(op -> recorder.record(transitions.expire(op), 0, false));
    operations
        .abandonedSync(syncGivenUp, MOST)
        .forEach(op -> recorder.record(transitions.lost(op, RepeatSafety.NEVER), 0, true));
    var now = clock.instant();
    operations.pruneKeys(now.minus(KEYS_KEPT), PRUNE);
    operations.prune(now.minus(kept), PRUNE);
  }
}
