package dev.gladhand.share;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how much processor time each holder, usually a partner, uses. A holder has a balance of
 * processor time, which grows by a share of one processor up to a maximum. What the holder uses is
 * taken from the balance; while the balance is negative, the holder must pause. A parameter {@code
 * now} is a value of {@link System#nanoTime}. Thread-safe.
 */
public final class Rests<K> {
  private static final int MOST_REMEMBERED = 10_000;

  private final double share;
  private final double burst;
  private final double mostOwed;
  private final Map<K, Account> accounts = new HashMap<>();

  /**
   * A holder's balance.
   *
   * @param left nanoseconds of processor time that the holder may use without a pause; while it is
   *     negative, the holder must pause
   * @param at the time at which {@code left} was right, by {@link System#nanoTime}
   */
  private record Account(double left, long at) {}

  /**
   * Makes the limit for all holders; each begins with a balance of {@code burst}.
   *
   * @param share the share of one processor by which a balance grows, such as 0.25 for a quarter of
   *     a second in each second; more than 0
   * @param burst the largest balance: the processor time that a holder may use without a pause
   *     after it has used none for a long time
   * @param longest the longest pause; processor time that would need a longer one is not counted
   */
  public Rests(double share, Duration burst, Duration longest) {
    if (share <= 0 || burst.isNegative() || longest.isNegative()) {
      throw new IllegalArgumentException("no share: " + share + ", " + burst + ", " + longest);
    }
    this.share = share;
    this.burst = burst.toNanos();
    this.mostOwed = longest.toNanos() * share;
  }

  /** How long the holder must pause from {@code now} on, in nanoseconds; 0 if it need not. */
  public synchronized long due(K holder, long now) {
    return (long) Math.ceil(Math.max(0, -left(holder, now)) / share);
  }

  /** Takes processor time that the holder has used, in nanoseconds, from its balance. */
  public synchronized void used(K holder, long processor, long now) {
    if (accounts.size() >= MOST_REMEMBERED) {
      accounts.keySet().removeIf(other -> left(other, now) >= burst);
    }
    accounts.put(holder, new Account(Math.max(left(holder, now) - processor, -mostOwed), now));
  }

  private double left(K holder, long now) {
    var account = accounts.get(holder);
    return account == null
        ? burst
        : Math.min(burst, account.left + (double) Math.max(0, now - account.at) * share);
  }
}
