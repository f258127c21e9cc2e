package dev.gladhand.application.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How far the work of one held lane is: what was read of it, what is under way, and what it waits
 * for. Never blocks. Thread-safe; times are the store's.
 */
public final class LaneProgress<T> {
  private static final Duration NEVER_BY_WAITING = Duration.ofDays(1);

  private final LaneQueue<T> queue;
  private final Memory memory;
  private boolean more = true;
  private Instant readsAt = Instant.MIN;
  private Instant watchesUntil = Instant.MIN;
  private Instant permitAt = Instant.MIN;
  private Instant timer = Instant.MIN;
  private boolean parking;
  private boolean stopping;
  private boolean over;

  /** Is told how much memory the lane takes, whenever that changes. Called with the lane locked. */
  @FunctionalInterface
  public interface Memory {
    /**
     * @param bytes of all that was read and has not ended
     * @param reading whether there is more to come, for which memory was taken
     */
    void keeps(long bytes, boolean reading);
  }

  /**
   * @param id tells two things of a lane apart
   * @param orderKey of two things with the same one is under way at a time
   * @param bytes that one takes in memory
   */
  public LaneProgress(
      Function<T, Object> id,
      Function<T, Optional<String>> orderKey,
      ToLongFunction<T> bytes,
      Memory memory) {
    this.queue = new LaneQueue<>(id, orderKey, bytes);
    this.memory = memory;
  }

  /** There may be more to do than was read last. */
  synchronized void wake() {
    more = true;
  }

  /** Begins nothing more. */
  public synchronized void stop() {
    stopping = true;
    forgetWaiting();
  }

  /** Somebody else may hold the lane by now. */
  synchronized void lost() {
    over = true;
    forgetWaiting();
  }

  /** Forgets what was read and not begun. */
  public synchronized void forgetWaiting() {
    queue.clear();
    memory.keeps(queue.bytes(), queue.reading());
  }

  /** Whether somebody else may hold the lane. */
  public synchronized boolean over() {
    return over;
  }

  public synchronized int waiting() {
    return queue.waiting();
  }

  public synchronized int underWay() {
    return queue.underWay();
  }

  /** What was found out about permits may not hold any more. */
  synchronized void reconsider() {
    permitAt = Instant.MIN;
  }

  /** What is to be done next; from now on it counts as being done. */
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

  /** A long wait is looked at now and then; one look at a time is enough. */
  private LanePlan.Next sooner(Instant until, Instant now) {
    var cut = now.plus(LanePlan.SHORT_WAIT);
    var at = until.isBefore(cut) ? until : cut;
    if (timer.isAfter(now) && !timer.isAfter(at)) {
      return new LanePlan.Next.Rest();
    }
    timer = at;
    return new LanePlan.Next.Wait(at);
  }

  /** The wait until then is over. */
  synchronized void waited(Instant at, Instant now) {
    if (at.equals(timer)) {
      timer = Instant.MIN;
    }
    // What an earlier holder began can be decided on by now.
    more |= !watchesUntil.equals(Instant.MIN) && !now.isBefore(watchesUntil);
  }

  /** None of those waiting may be begun before then. */
  public synchronized void blockedUntil(Instant at) {
    permitAt = at;
  }

  /**
   * The first of those waiting that may be begun; it is under way from now on.
   *
   * @param most that may be under way
   * @param wait how long each has to wait; one that has not to wait is begun
   */
  public synchronized Optional<T> choose(int most, Function<T, Duration> wait, Instant now) {
    if (queue.underWay() >= most) {
      return Optional.empty();
    }
    var choice = queue.choose(wait, NEVER_BY_WAITING);
    if (choice.chosen() == null) {
      permitAt = now.plus(choice.shortest());
    }
    return Optional.ofNullable(choice.chosen());
  }

  /**
   * The store was read.
   *
   * @param ready what may be begun
   * @param mayBeMore whether there may be more in the store
   * @param otherUntil an attempt of an earlier holder may be going on until then
   */
  public synchronized void read(List<T> ready, boolean mayBeMore, Instant otherUntil) {
    queue.stopReading();
    if (!stopping && !over) {
      watchesUntil = otherUntil;
      more |= !queue.add(ready) || mayBeMore;
    }
    memory.keeps(queue.bytes(), false);
  }

  /** The store could not be read, and is not before then. */
  public synchronized void notRead(Instant until) {
    queue.stopReading();
    memory.keeps(queue.bytes(), false);
    readAgain(until);
  }

  /** The store is to be read again, but not before then. */
  public synchronized void readAgain(Instant notBefore) {
    more = true;
    readsAt = notBefore;
  }

  /** It is under way no more. */
  public synchronized void ended(T thing) {
    queue.ended(thing);
    memory.keeps(queue.bytes(), queue.reading());
  }

  /**
   * It is under way no more, and what it has become may be begun before everything else: nobody
   * else may take it.
   */
  public synchronized void goesOn(T before, T after) {
    queue.ended(before);
    if (!stopping && !over) {
      queue.addFirst(after);
    }
    memory.keeps(queue.bytes(), queue.reading());
  }

  /** There may be more to do, since something has ended that others waited for. */
  public synchronized void othersMayFollow() {
    more = true;
  }

  /** The attempt to set the lane aside has ended. */
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
