package dev.gladhand.share;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Shares a number of places between holders, usually partners. A holder gets at most a fixed number
 * of places, or more while enough places are free. The next place goes to the waiting holder with
 * the fewest places; if several have equally few, to the one that got a place longest ago. A place
 * may stand for anything, such as a byte of memory. Thread-safe.
 */
public final class Shares<K> {
  /**
   * If this object remembers more holders than this, it forgets those without a place; they then
   * count as if they had never had one.
   */
  private static final int MOST_REMEMBERED = 10_000;

  private final long places;
  private final long each;
  private final long spare;
  private final Map<K, Account> accounts = new HashMap<>();
  private long taken;
  private long turns;

  private static final class Account {
    private long held;
    private long turn;
  }

  /**
   * Makes shares in which no holder may have more than {@code each} places.
   *
   * @param places the number of all places, at least 1
   * @param each the most places of one holder, at least 1
   */
  public Shares(long places, long each) {
    this(places, each, places);
  }

  /**
   * Makes shares in which a holder may have more than {@code each} places.
   *
   * @param spare a holder may have more than {@code each} places as long as this many places stay
   *     free; if this is the number of all places, no holder may
   */
  public Shares(long places, long each, long spare) {
    if (places < 1 || each < 1) {
      throw new IllegalArgumentException("no places: " + places + ", " + each + " each");
    }
    this.places = places;
    this.each = each;
    this.spare = spare;
  }

  /**
   * Takes a place for the waiting holder whose turn it is, and returns that holder; empty if no
   * waiting holder may have one.
   */
  public Optional<K> take(Collection<? extends K> waiting) {
    return take(waiting, _ -> 1);
  }

  /**
   * Takes places for the waiting holder whose turn it is, if holders want several places each.
   * While too few are free for that holder, the others get none either, so that a holder that wants
   * many also gets them in the end.
   *
   * @param wanted the number of places that a holder wants, at least 1 and no more than a holder
   *     may have
   */
  public synchronized Optional<K> take(
      Collection<? extends K> waiting, ToLongFunction<? super K> wanted) {
    if (taken >= places) {
      return Optional.empty();
    }
    var free = places - taken;
    var next =
        waiting.stream()
            .filter(holder -> mayHave(holder, wanted.applyAsLong(holder)))
            .min(Comparator.<K>comparingLong(this::held).thenComparingLong(this::turn))
            .<K>map(holder -> holder)
            .filter(holder -> wanted.applyAsLong(holder) <= free);
    if (next.isPresent()) {
      var account = accounts.computeIfAbsent(next.get(), _ -> new Account());
      account.held += wanted.applyAsLong(next.get());
      account.turn = ++turns;
      taken += wanted.applyAsLong(next.get());
      forget();
    }
    return next;
  }

  /** Gives back a place that {@link #take} took. */
  public void giveBack(K holder) {
    giveBack(holder, 1);
  }

  /** Gives back some of the places that {@link #take} took. */
  public synchronized void giveBack(K holder, long some) {
    var account = accounts.get(holder);
    if (account == null || account.held < some) {
      throw new IllegalStateException(holder + " does not have that many places");
    }
    account.held -= some;
    taken -= some;
  }

  /** The number of places that the holder has. */
  public synchronized long held(K holder) {
    var account = accounts.get(holder);
    return account == null ? 0 : account.held;
  }

  /** The holders that have a place. */
  public synchronized Set<K> holders() {
    var holders = new HashSet<>(accounts.keySet());
    holders.removeIf(holder -> held(holder) == 0);
    return holders;
  }

  private synchronized boolean mayHave(K holder, long more) {
    return held(holder) + more <= each || places - taken - more >= spare;
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
