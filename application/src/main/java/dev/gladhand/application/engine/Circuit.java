package dev.gladhand.application.engine;

import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a TSP that is down from seeing more than probes: opens after several failures in a row,
 * lets one call through when a pause is over, and doubles what may be under way with each success
 * after it. Not thread-safe.
 */
final class Circuit {
  private static final int OPENS_AFTER = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private int failures;
  private int allowed = Integer.MAX_VALUE;
  private Instant closedUntil = Instant.MIN;
  private Duration pause = FIRST_PAUSE;

  /** How long until a call may be made; zero when one may. */
  Duration untilAllowed(int underWay, Instant now) {
    if (now.isBefore(closedUntil)) {
      return Duration.between(now, closedUntil);
    }
    // A full house empties by itself: whoever comes back asks again.
    return underWay < allowed ? Duration.ZERO : FIRST_PAUSE;
  }

  boolean open(Instant now) {
    return now.isBefore(closedUntil);
  }

  void after(Outcome outcome, Instant now) {
    if (isDown(outcome)) {
      failures++;
      if (failures >= OPENS_AFTER) {
        allowed = 1;
        closedUntil = now.plus(pause);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : pause.multipliedBy(2);
      }
      return;
    }
    failures = 0;
    pause = FIRST_PAUSE;
    closedUntil = Instant.MIN;
    allowed = allowed > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : allowed * 2;
  }

  private static boolean isDown(Outcome outcome) {
    return outcome instanceof Outcome.Rejected(var error, _, _)
        && (error.type() == ErrorType.NETWORK
            || error.type() == ErrorType.TSP
                && error.reply() != null
                && error.reply().status() >= 500);
  }
}
