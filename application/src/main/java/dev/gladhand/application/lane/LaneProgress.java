package dev.gladhand.application.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The progress of one held lane: the items that were read, those under way, and what the lane waits
 * for. Never blocks. Thread-safe; times are the store's.
 */
public final class LaneProgress<T> {
  private static final Duration NEVER_BY_WAITING = Duration.ofDays(1);

  private final LaneQueue<T> queue;
  private final Memory memory;
  private boolean more = true;

  /**
   * Whether the last read brought no new item although the store may have more; the store returns
   * further ones only after an item that was read before has begun or ended.
   */
  private boolean beyond;

  private Instant readsAt = Instant.MIN;
  private Instant watchesUntil = Instant.MIN;
  private Instant permitAt = Instant.MIN;
  private Instant timer = Instant.MIN;
  private boolean parking;
  private boolean stopping;
  private boolean over;

  /**
   * A listener that is told how much memory the lane takes whenever that changes. It is called
   * while the lane's progress is locked.
   */
  @FunctionalInterface
  public interface Memory {
    /**
     * Reports the memory that the lane takes.
     *
     * @param bytes the size of all items that were read and have not ended
     * @param reading whether a read is under way, for which memory was taken
     */
    void keeps(long bytes, boolean reading);
  }

  /**
   * @param id identifies an item of the lane
   * @param orderKey the order key; of two items with the same key only one is under way at a time
   * @param bytes the memory that an item takes, in bytes
   * @param memory is told how much memory all items take
   */
  public LaneProgress(
      Function<T, Object> id,
      Function<T, Optional<String>> orderKey,
      ToLongFunction<T> bytes,
      Memory memory) {
    this.queue = new LaneQueue<>(id, orderKey, bytes);
    this.memory = memory;
  }

  /** Reports that the store may have more items than were read last. */
  synchronized void wake() {
    more = true;
  }

  /**
   * Forgets the items that have not begun, and takes no further ones. The lane is released after
   * the items under way have ended.
   */
  public synchronized void stop() {
    stopping = true;
    forgetWaiting();
  }

  /**
   * Reports that this node no longer holds the lane, so that another node may hold it; forgets the
   * items that have not begun.
   */
  synchronized void lost() {
    over = true;
    forgetWaiting();
  }

  /** Forgets the items that were read and have not begun. */
  public synchronized void forgetWaiting() {
    queue.clear();
    memory.keeps(queue.bytes(), queue.reading());
  }

  /** Whether this node no longer holds the lane, so that another node may hold it. */
  public synchronized boolean over() {
    return over;
  }

  public synchronized int waiting() {
    return queue.waiting();
  }

  public synchronized int underWay() {
    return queue.underWay();
  }

  /**
   * Forgets the time before which no waiting item was to begin, so that the waiting items are
   * checked again.
   */
  synchronized void reconsider() {
    permitAt = Instant.MIN;
  }

  /**
   * Decides the next step of the lane, which the caller must carry out. From now on a read or a
   * parking counts as under way, and a lane to release counts as no longer held.
   */
  synchronized LanePlan.Next next(HeldLane<?, ?> lane, boolean trusted, Instant now) {
    if (over) {
      return new LanePlan.Next.Rest();
    }
    var next = LanePlan.next(state(lane, trusted), now);
    return switch (next) {
      case LanePlan.Next.Read() -> {
        queue.beginReading();
        more = false;
        yield next;
      }
      case LanePlan.Next.Park() -> {
        parking = true;
        yield next;
      }
      case LanePlan.Next.Release _ -> {
        lost();
        yield next;
      }
      case LanePlan.Next.Wait(var until) -> sooner(until, now);
      case LanePlan.Next.Begin _, LanePlan.Next.Rest _ -> next;
    };
  }

  private LaneState state(HeldLane<?, ?> lane, boolean trusted) {
    return new LaneState(
        stopping,
        trusted,
        lane.paused(),
        queue.waiting(),
        queue.underWay(),
        lane.atOnce(),
        queue.reading(),
        parking,
        more,
        readsAt,
        watchesUntil,
        permitAt);
  }

  /**
   * The wait until this time, but of a second at most, so that the lane is checked again soon; or a
   * rest, if a wait that ends no later is already running.
   */
  private LanePlan.Next sooner(Instant until, Instant now) {
    var cut = now.plus(LanePlan.SHORT_WAIT);
    var at = until.isBefore(cut) ? until : cut;
    if (timer.isAfter(now) && !timer.isAfter(at)) {
      return new LanePlan.Next.Rest();
    }
    timer = at;
    return new LanePlan.Next.Wait(at);
  }

  /** Reports that the wait until the time {@code at} is over. */
  synchronized void waited(Instant at, Instant now) {
    if (at.equals(timer)) {
      timer = Instant.MIN;
    }
    // Once the attempt of an earlier holder must have ended, the store is read again.
    more |= !watchesUntil.equals(Instant.MIN) && !now.isBefore(watchesUntil);
  }

  /** Reports that none of the waiting items may begin before this time. */
  public synchronized void blockedUntil(Instant at) {
    permitAt = at;
  }

  /**
   * Takes the first waiting item that may begin, which is under way from now on; empty if none may
   * begin.
   *
   * @param most the most items that may be under way
   * @param wait returns how long an item has to wait; an item may begin if that is zero
   */
  public synchronized Optional<T> choose(int most, Function<T, Duration> wait, Instant now) {
    if (queue.underWay() >= most) {
      return Optional.empty();
    }
    var choice = queue.choose(wait, NEVER_BY_WAITING);
    if (choice.chosen() == null) {
      permitAt = now.plus(choice.shortest());
    } else {
      lookBeyond();
    }
    return Optional.ofNullable(choice.chosen());
  }

  /**
   * Adds the items that were read from the store.
   *
   * @param ready the items that may begin
   * @param mayBeMore whether the store may have more items than were read
   * @param otherUntil until when an attempt of an earlier holder may still be under way; {@link
   *     Instant#MIN} if there is none
   */
  public synchronized void read(List<T> ready, boolean mayBeMore, Instant otherUntil) {
    queue.stopReading();
    if (!stopping && !over) {
      watchesUntil = otherUntil;
      var known = queue.waiting() + queue.underWay();
      var current = queue.add(ready);
      beyond = mayBeMore && known > 0 && queue.waiting() + queue.underWay() == known;
      more |= !current || mayBeMore && !beyond;
    }
    memory.keeps(queue.bytes(), false);
  }

  private void lookBeyond() {
    more |= beyond;
    beyond = false;
  }

  /** Reports that the store could not be read; it is read again at this time. */
  public synchronized void notRead(Instant until) {
    queue.stopReading();
    memory.keeps(queue.bytes(), false);
    readAgain(until);
  }

  /** Asks for another read of the store, not before this time. */
  public synchronized void readAgain(Instant notBefore) {
    more = true;
    readsAt = notBefore;
  }

  /** Reports that the item is no longer under way. */
  public synchronized void ended(T thing) {
    queue.ended(thing);
    lookBeyond();
    memory.keeps(queue.bytes(), queue.reading());
  }

  /**
   * Reports that a step of an item has ended and the item's next step is due at once. The item then
   * comes before all other waiting items.
   *
   * @param before the item before the step
   * @param after the item after it
   */
  public synchronized void goesOn(T before, T after) {
    queue.ended(before);
    if (!stopping && !over) {
      queue.addFirst(after);
    }
    memory.keeps(queue.bytes(), queue.reading());
  }

  /**
   * Reports that the store may have more items that may begin, because the item for which they
   * waited has ended.
   */
  public synchronized void othersMayFollow() {
    more = true;
  }

  /**
   * Reports that the attempt to park the lane has ended.
   *
   * @param stored whether the attempt succeeded
   * @param paused whether the lane is still paused; if not, it was found to take items again, and
   *     was not parked
   * @param readAgainAt when to read the lane again if the attempt failed
   */
  public synchronized void parked(boolean stored, boolean paused, Instant readAgainAt) {
    parking = false;
    if (!stored) {
      readAgain(readAgainAt);
    } else if (paused) {
      stop();
    } else {
      more = !stopping;
    }
  }
}
