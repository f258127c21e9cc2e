package dev.gladhand.application;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Shares a number of places between holders, which are partners as a rule: no holder has more than
 * its own number, and the holder that has the fewest, then the one served longest ago, comes next.
 * Thread-safe.
 */
public final class Shares<K> {
  /** A holder without a place is forgotten past this number; it then counts as never served. */
  private static final int MOST_REMEMBERED = 10_000;

  private final int places;
  private final int each;
  private final Map<K, Account> accounts = new HashMap<>();
  private int taken;
  private long turns;

  private static final class Account {
    private int held;
    private long turn;
  }

  /**
   * @param places in all, at least 1
   * @param each for one holder, at least 1
   */
  public Shares(int places, int each) {
    if (places < 1 || each < 1) {
      throw new IllegalArgumentException("no places: " + places + ", " + each + " each");
    }
    this.places = places;
    this.each = each;
  }

  /** Takes a place for that one of these whose turn it is; empty when none of them may have one. */
  public synchronized Optional<K> take(Collection<? extends K> waiting) {
    if (taken >= places) {
      return Optional.empty();
    }
    var next =
        waiting.stream()
            .filter(holder -> held(holder) < each)
            .min(Comparator.<K>comparingInt(this::held).thenComparingLong(holder -> turn(holder)))
            .<K>map(holder -> holder);
    if (next.isPresent()) {
      var account = accounts.computeIfAbsent(next.get(), _ -> new Account());
      account.held++;
      account.turn = ++turns;
      taken++;
      forget();
    }
    return next;
  }

  /** Gives a place back that {@link #take} took. */
  public synchronized void giveBack(K holder) {
    var account = accounts.get(holder);
    if (account == null || account.held == 0) {
      throw new IllegalStateException(holder + " has no place");
    }
    account.held--;
    taken--;
  }

  /** How many places the holder has. */
  public synchronized int held(K holder) {
    var account = accounts.get(holder);
    return account == null ? 0 : account.held;
  }

  private synchronized long turn(K holder) {
    var account = accounts.get(holder);
    return account == null ? 0 : account.turn;
  }

  private synchronized void forget() {
    if (accounts.size() > MOST_REMEMBERED) {
      accounts.values().removeIf(account -> account.held == 0);
    }
  }
}
