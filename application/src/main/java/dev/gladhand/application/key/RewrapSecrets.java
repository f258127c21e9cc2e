package dev.gladhand.application.key;

import dev.gladhand.application.Repeated;
import dev.gladhand.application.RepeatedWork;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does this node's part of wrapping all secrets by the current master key, a few at a time. Between
 * two steps it waits at least as long as the step took, so that other work can run. If a node is
 * killed, another continues its job. Thread-safe.
 */
public final class RewrapSecrets implements RepeatedWork {
  private static final Logger LOG = LoggerFactory.getLogger(RewrapSecrets.class);
  private static final int STEP = 50;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LEAST_REST = Duration.ofMillis(20);

  private final KeyWraps wraps;
  private final Repeated steps;

  public RewrapSecrets(KeyWraps wraps, Tasks tasks) {
    this.wraps = wraps;
    this.steps = new Repeated("rewrapping", tasks, this::step);
  }

  @Override
  public Repeated watched() {
    return steps;
  }

  private Duration step() {
    var begun = System.nanoTime();
    try {
      return switch (wraps.step(STEP)) {
        case MORE -> rest(Duration.ofNanos(System.nanoTime() - begun));
        case NOTHING, LATER -> LOOK;
        case ENDED -> ended();
      };
    } catch (StoreUnavailable e) {
      LOG.debug("secrets could not be re-wrapped: the store is not available");
      return LOOK;
    }
  }

  private static Duration rest(Duration took) {
    return took.compareTo(LEAST_REST) < 0 ? LEAST_REST : took;
  }

  private Duration ended() {
    var job = wraps.job();
    if (job.status() == KeyWraps.Status.FAILED) {
      LOG.error(
          "{} secrets were re-wrapped by the master key {}; others could not be opened and stay as"
              + " they were",
          job.done(),
          wraps.current());
    } else {
      LOG.info(
          "all secrets are wrapped by the master key {}; {} of them were re-wrapped",
          wraps.current(),
          job.done());
    }
    return LOOK;
  }
}
