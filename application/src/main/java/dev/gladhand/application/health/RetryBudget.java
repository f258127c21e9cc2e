package dev.gladhand.application.health;

import java.time.Duration;
import java.time.Instant;

/**
 * Limits the retries that one partner's writes make at one TSP: a few a second while the TSP is
 * down, and more as calls succeed again, because each success adds two. Thread-safe.
 */
public final class RetryBudget {
  private static final double MOST = 100;
  private static final double PER_SUCCESS = 2;
  private static final double PER_SECOND = 2;

  private double left = MOST;
  private Instant at = Instant.MIN;

  /**
   * Takes one retry from the budget and returns zero; or takes none and returns how long until the
   * budget has one.
   */
  public synchronized Duration take(Instant now) {
    refill(now);
    if (left < 1) {
      return Duration.ofNanos((long) Math.ceil((1 - left) / PER_SECOND * 1e9));
    }
    left -= 1;
    return Duration.ZERO;
  }

  public synchronized void giveBack() {
    left = Math.min(MOST, left + 1);
  }

  public synchronized void succeeded() {
    left = Math.min(MOST, left + PER_SUCCESS);
  }

  private void refill(Instant now) {
    if (!at.equals(Instant.MIN) && now.isAfter(at)) {
      left = Math.min(MOST, left + Duration.between(at, now).toNanos() / 1e9 * PER_SECOND);
    }
    at = now;
  }
}
