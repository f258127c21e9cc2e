package dev.gladhand.application.limit;

import dev.gladhand.domain.limit.RateLimit;
import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket, which limits calls: each call takes a permit, and permits come at a steady rate.
 * Unused permits are saved up, as many as the limit states, or as many as come in a fifth of a
 * second if that is more. An answer of the TSP with status 429 lowers the rate, which then
 * recovers. Not thread-safe.
 */
final class TokenBucket {
  /**
   * The factor by which a 429 lowers the rate. A further 429 within {@link #SOON} lowers it by
   * {@link #LEARN_DOWN_AGAIN}.
   */
  private static final double LEARN_DOWN = 0.9;

  private static final double LEARN_DOWN_AGAIN = 0.7;
  private static final Duration SOON = Duration.ofSeconds(5);

  /**
   * The factor by which a lowered rate grows within a second: 3 % in five seconds. It is applied
   * continuously and not in steps, so that the rate of a lane that often changes its holder
   * recovers as fast as that of another.
   */
  private static final double RECOVERS_A_SECOND = Math.pow(1.03, 0.2);

  private static final double SLOWEST_SHARE = 0.01;

  /** As many permits as come in this number of seconds may always be saved up. */
  private static final double BURST_SECONDS = 0.2;

  private final double nominal;
  private final int saved;
  private double rate;
  private double permits;
  private Instant at;
  private Instant slowedAt = Instant.MIN;

  /**
   * The most permits that one write has taken at once; as many may be saved up, however low the
   * rate is.
   */
  private int atOnce = 1;

  /**
   * @param perSecond the stated rate
   * @param saved how many permits may be saved up at the stated rate; fewer at a lowered one
   * @param permits the permits that are left at the time {@code at}
   * @param learnedShare the part of the stated rate that is used at that time, from 0 to 1
   */
  TokenBucket(double perSecond, int saved, double permits, double learnedShare, Instant at) {
    this.nominal = perSecond;
    this.saved = saved;
    this.rate = perSecond * Math.clamp(learnedShare, SLOWEST_SHARE, 1.0);
    this.permits = Math.clamp(permits, 0.0, burst());
    this.at = at;
  }

  /** How long until a permit is available; zero if one is available now. */
  Duration untilNext(Instant now) {
    return untilNext(1, now);
  }

  /** How long until this many permits are available at once; zero if they are available now. */
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
   * Lowers the rate and drops the saved permits, because the TSP answered 429.
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
