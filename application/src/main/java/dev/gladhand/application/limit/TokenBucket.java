package dev.gladhand.application.limit;

import dev.gladhand.domain.limit.RateLimit;
import java.time.Duration;
import java.time.Instant;

/**
 * A limit on calls. Permits come at a steady rate; at most a second's worth is saved up, or what
 * the TSP's window leaves room for. A 429 of the TSP lowers the rate, which then recovers. Not
 * thread-safe.
 */
final class TokenBucket {
  /** The factor of the rate after a 429; several in sequence lower it further. */
  private static final double LEARN_DOWN = 0.9;

  private static final double LEARN_DOWN_AGAIN = 0.7;
  private static final Duration SOON = Duration.ofSeconds(5);

  /**
   * The factor by which the rate recovers within a second: 3 % within five. It is applied
   * continuously and not in steps, so that a lane that often changes its holder recovers as fast as
   * another.
   */
  private static final double RECOVERS_A_SECOND = Math.pow(1.03, 0.2);

  private static final double SLOWEST_SHARE = 0.01;

  /** The seconds whose permits may be saved up; at least one permit is saved. */
  private static final double BURST_SECONDS = 0.2;

  private final double nominal;
  private final int saved;
  private double rate;
  private double permits;
  private Instant at;
  private Instant slowedAt = Instant.MIN;

  /**
   * The permits that one write takes at once; as many may be saved up, however slow the rate is.
   */
  private int atOnce = 1;

  /**
   * @param saved how many permits may be saved up, however slow the rate is
   * @param permits the permits and the learned share at the time {@code at}
   */
  TokenBucket(double perSecond, int saved, double permits, double learnedShare, Instant at) {
    this.nominal = perSecond;
    this.saved = saved;
    this.rate = perSecond * Math.clamp(learnedShare, SLOWEST_SHARE, 1.0);
    this.permits = Math.clamp(permits, 0.0, burst());
    this.at = at;
  }

  /** How long until there is a permit; zero if there is one. */
  Duration untilNext(Instant now) {
    return untilNext(1, now);
  }

  /** How long until this many permits are there at once; zero if they are. */
  Duration untilNext(int wanted, Instant now) {
    atOnce = Math.max(atOnce, wanted);
    refill(now);
    return permits >= wanted
        ? Duration.ZERO
        : Duration.ofNanos((long) Math.ceil((wanted - permits) / rate * 1e9));
  }

  void take() {
    permits -= 1;
  }

  /** Gives back a permit that was taken and not used. */
  void giveBack() {
    permits = Math.min(burst(), permits + 1);
  }

  /**
   * Lowers the rate after the TSP answered 429.
   *
   * @param begun when the refused call began; refusals of calls that were under way together lower
   *     the rate once
   */
  void slowDown(Instant begun, Instant now) {
    refill(now);
    permits = Math.min(permits, 0);
    if (!begun.isAfter(slowedAt)) {
      return;
    }
    var again = slowedAt.plus(SOON).isAfter(now);
    rate = Math.max(nominal * SLOWEST_SHARE, rate * (again ? LEARN_DOWN_AGAIN : LEARN_DOWN));
    slowedAt = now;
  }

  double permits() {
    return permits;
  }

  boolean is(RateLimit limit) {
    return nominal == limit.perSecond() && saved == limit.saved();
  }

  double nominal() {
    return nominal;
  }

  double perSecond() {
    return rate;
  }

  double learnedShare() {
    return rate / nominal;
  }

  private double burst() {
    return Math.max(Math.max(atOnce, saved * learnedShare()), rate * BURST_SECONDS);
  }

  private void refill(Instant now) {
    if (now.isAfter(at)) {
      var seconds = Duration.between(at, now).toNanos() / 1e9;
      permits = Math.min(burst(), permits + seconds * rate);
      if (rate < nominal) {
        rate = Math.min(nominal, rate * Math.pow(RECOVERS_A_SECOND, seconds));
      }
    }
    // If the clock was set back, time is counted from the new point.
    at = now;
  }
}
