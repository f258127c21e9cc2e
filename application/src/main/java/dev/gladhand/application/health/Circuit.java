package dev.gladhand.application.health;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a TSP that is down from seeing more than probes: opens after several failures in a row,
 * lets one call through when a pause is over, and doubles what may be under way with each success
 * after it. Thread-safe.
 */
public final class Circuit {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration FULL = Duration.ofMillis(500);

  /** More sources than this are not told apart: the further ones may always send a probe. */
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
   * @param opensAfter so many failures in a row
   */
  public Circuit(int opensAfter) {
    this(opensAfter, 1);
  }

  /**
   * @param sources of so many different ones: what fails for one alone is no reason to keep others
   *     waiting
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
   * One that strangers share: a source that has not failed may always send a probe, and those that
   * have failed send theirs in turn.
   *
   * @param quiet it opens only when nobody has succeeded for so long
   */
  static Circuit shared(int opensAfter, int sources, Duration quiet) {
    return new Circuit(opensAfter, sources, quiet, true);
  }

  /**
   * How long until a call may be made; zero when one may.
   *
   * @param source whose call it is
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
   * Until when it lets nothing through, or did before the probes it is at now; null when closed.
   */
  public synchronized @Nullable Instant openUntil() {
    return isOpen() ? closedUntil : null;
  }

  public synchronized int underWay() {
    return underWay;
  }

  /** It was open before; the first call is a probe. */
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

  /** The call was not made after all, or says nothing about the TSP. */
  public synchronized void leave(Object source) {
    underWay--;
    probed.remove(source);
  }

  /**
   * @param source whose call it was
   * @param jitter from 0 inclusive to 1 exclusive: many circuits that opened at once close apart
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
    // What was under way when it opened says nothing new.
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
