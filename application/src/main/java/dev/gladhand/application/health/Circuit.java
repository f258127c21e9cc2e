package dev.gladhand.application.health;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds back calls to a TSP that is down. After several failures in a row the circuit opens and
 * admits no call during a pause. Then it admits one call, a probe; with each success it admits
 * twice as many concurrent calls, until it no longer limits them. Thread-safe.
 */
public final class Circuit {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration FULL = Duration.ofMillis(500);

  /**
   * The most sources that are remembered for their failures or probes; a source that is not
   * remembered may always send a probe.
   */
  private static final int MOST_SOURCES = 10_000;

  private final int opensAfter;
  private final int sources;
  private final Duration quiet;
  private final boolean turns;
  private final Set<Object> failing = new HashSet<>();
  private final Set<Object> probed = new HashSet<>();
  private @Nullable Object lastProbe;
  private int failures;
  private int underWay;
  private int allowed = Integer.MAX_VALUE;
  private Instant succeededAt = Instant.MIN;
  private Instant closedUntil = Instant.MIN;
  private Duration pause = FIRST_PAUSE;

  /**
   * Makes a circuit for calls of one source, such as a connection.
   *
   * @param opensAfter the number of failures in a row after which it opens
   */
  public Circuit(int opensAfter) {
    this(opensAfter, 1);
  }

  /**
   * Makes a circuit for calls of several sources, such as a partner's connections.
   *
   * @param sources the number of different sources that must fail before it opens, so that failures
   *     of one source alone do not block others
   */
  public Circuit(int opensAfter, int sources) {
    this(opensAfter, sources, Duration.ZERO, false);
  }

  private Circuit(int opensAfter, int sources, Duration quiet, boolean turns) {
    this.opensAfter = opensAfter;
    this.sources = sources;
    this.quiet = quiet;
    this.turns = turns;
  }

  /**
   * Makes a circuit that several partners share. While it is open, a source that has not failed may
   * always send a probe; sources that have failed take turns.
   *
   * @param quiet it opens only if no call has succeeded for this long
   */
  static Circuit shared(int opensAfter, int sources, Duration quiet) {
    return new Circuit(opensAfter, sources, quiet, true);
  }

  /**
   * How long until a call of the source may be made; zero if it may be made now.
   *
   * @param source the source of the call, such as a connection
   */
  public synchronized Duration untilAllowed(Object source, Instant now) {
    if (turns && isOpen() && !failing.contains(source) && !probed.contains(source)) {
      return Duration.ZERO;
    }
    var othersFirst = turns && failing.size() > 1 && source.equals(lastProbe);
    var until = othersFirst && isOpen() ? closedUntil.plus(FULL) : closedUntil;
    if (now.isBefore(until)) {
      return Duration.between(now, until);
    }
    return underWay < allowed ? Duration.ZERO : FULL;
  }

  private boolean isOpen() {
    return allowed != Integer.MAX_VALUE && !closedUntil.equals(Instant.MIN);
  }

  /**
   * The end of the pause during which no call is admitted. While probes are made, this is the end
   * of the last pause; null if the circuit is closed.
   */
  public synchronized @Nullable Instant openUntil() {
    return isOpen() ? closedUntil : null;
  }

  public synchronized int underWay() {
    return underWay;
  }

  /**
   * Puts a new circuit into the state of an open one after its pause: one call is admitted as a
   * probe. For a lane whose last holder left its circuit open.
   */
  public synchronized void probe() {
    failures = opensAfter;
    allowed = 1;
  }

  public synchronized void enter(Object source) {
    underWay++;
    if (isOpen() && probed.size() < MOST_SOURCES) {
      probed.add(source);
      lastProbe = source;
    }
  }

  /** Reports that the call was not made, or that its result says nothing about the TSP. */
  public synchronized void leave(Object source) {
    underWay--;
    probed.remove(source);
  }

  /**
   * Reports the result of a call.
   *
   * @param source the source of the call
   * @param jitter from 0 inclusive to 1 exclusive; it spreads the closing of circuits that opened
   *     at the same time
   */
  public synchronized void leave(Object source, Outcome outcome, Instant now, double jitter) {
    underWay--;
    if (!isDown(outcome)) {
      failures = 0;
      failing.clear();
      probed.clear();
      lastProbe = null;
      succeededAt = now;
      pause = FIRST_PAUSE;
      closedUntil = Instant.MIN;
      allowed = allowed > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : allowed * 2;
      return;
    }
    failures++;
    if (failing.size() < MOST_SOURCES) {
      failing.add(source);
    }
    // A call that was under way when the circuit opened gives no new information.
    if (failures >= opensAfter
        && failing.size() >= sources
        && isQuiet(now)
        && !now.isBefore(closedUntil)) {
      allowed = 1;
      closedUntil = now.plusNanos((long) (pause.toNanos() * (0.5 + jitter / 2)));
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private boolean isQuiet(Instant now) {
    return succeededAt.equals(Instant.MIN) || !now.isBefore(succeededAt.plus(quiet));
  }

  private static boolean isDown(Outcome outcome) {
    return outcome instanceof Outcome.Rejected(var error, _, _)
        && (error.type() == ErrorType.NETWORK
            || error.type() == ErrorType.TSP
                && error.reply() != null
                && error.reply().status() >= 500);
  }
}
