package dev.gladhand.application.engine;

import dev.gladhand.domain.limit.RateLimit;
import java.time.Duration;
import java.time.Instant;

/**
 * A limit on calls: permits come at a steady rate, and no more may be saved up than a second's
 * worth or what the TSP's window leaves room for. The rate is learned down when the TSP says 429,
 * and recovers. Not thread-safe.
 */
final class TokenBucket {
  /** What a 429 takes off: little where it is the first for a while, more where they follow. */
  private static final double LEARN_DOWN = 0.9;

  private static final double LEARN_DOWN_AGAIN = 0.7;
  private static final Duration SOON = Duration.ofSeconds(5);

  /**
   * What comes back within a second: 3 % within five. It comes at any moment rather than in steps,
   * so that a lane which changes hands all the time recovers as one that does not.
   */
  private static final double RECOVERS_A_SECOND = Math.pow(1.03, 0.2);

  private static final double SLOWEST_SHARE = 0.01;

  /** The share of a second's worth that may be saved up; at least one permit. */
  private static final double BURST_SECONDS = 0.2;

  private final double nominal;
  private final int saved;
  private double rate;
  private double permits;
  private Instant at;
  private Instant slowedAt = Instant.MIN;

  /** As many as one write takes at once may be saved up, however slow the rate is. */
  private int atOnce = 1;

  /**
   * @param saved as many may be saved up, however slow the rate is
   * @param permits and the share as they were at that time
   */
  TokenBucket(double perSecond, int saved, double permits, double learnedShare, Instant at) {
    this.nominal = perSecond;
    this.saved = saved;
    this.rate = perSecond * Math.clamp(learnedShare, SLOWEST_SHARE, 1.0);
    this.permits = Math.clamp(permits, 0.0, burst());
    this.at = at;
  }

  /** How long until a permit is there; zero when one is. */
  Duration untilNext(Instant now) {
    return untilNext(1, now);
  }

  /** How long until so many permits are there at once; zero when they are. */
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

  /** A permit that was taken and not used. */
  void giveBack() {
    permits = Math.min(burst(), permits + 1);
  }

  /**
   * The TSP said that this was too fast.
   *
   * @param begun when the refused call began: calls that were under way together are one lesson
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
    // A clock set back only shifts the point from which time is counted.
    at = now;
  }
}
