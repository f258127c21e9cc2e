package dev.gladhand.share;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how much processor time each holder, usually a partner, uses: a share of one processor in
 * the long run. A holder that has used more than it had must pause until it has regained the
 * difference. A parameter {@code now} is a value of {@link System#nanoTime}. Thread-safe.
 */
public final class Rests<K> {
  private static final int MOST_REMEMBERED = 10_000;

  private final double share;
  private final double burst;
  private final double mostOwed;
  private final Map<K, Account> accounts = new HashMap<>();

  /**
   * @param left nanoseconds of processor time that the holder may use without a pause; negative if
   *     it has used more than it had
   * @param at the time at which {@code left} was right
   */
  private record Account(double left, long at) {}

  /**
   * @param share the share of one processor that a holder may use in the long run, such as 0.25; it
   *     regains so much processor time in each second; more than 0
   * @param burst the processor time that a holder may use without a pause after it has used none
   *     for a long time
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

  /** How long the holder must pause from now on, in nanoseconds; 0 if it need not. */
  public synchronized long due(K holder, long now) {
    return (long) Math.ceil(Math.max(0, -left(holder, now)) / share);
  }

  /** Reports that the holder has used processor time, in nanoseconds. */
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
