package dev.gladhand.application.lane;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a lane does next, from the facts in {@link LaneState} and the time alone, so that a
 * test can list all cases in a table.
 */
final class LanePlan {
  /** The longest wait for which a lane is kept; for a longer one it is released. */
  static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  /**
   * The longest time for which a lane that waits for a rate limit is released. Then it may be
   * claimed and read again, because new items may count against other limits.
   */
  static final Duration LONGEST_HOLD = Duration.ofSeconds(5);

  private LanePlan() {}

  /** What the lane does next. */
  sealed interface Next {
    /** Read the store. */
    record Read() implements Next {}

    /** Begin the first item that may begin. */
    record Begin() implements Next {}

    /**
     * Do nothing until the given time, or until something is reported about the lane if that comes
     * first.
     */
    record Wait(Instant until) implements Next {}

    /** Park the lane, because no item may begin. */
    record Park() implements Next {}

    /**
     * Release the lane.
     *
     * @param notBefore when it may be claimed again; null for as soon as an item is due
     */
    record Release(@Nullable Instant notBefore) implements Next {}

    /** Do nothing until something is reported about the lane. */
    record Rest() implements Next {}
  }

  static Next next(LaneState lane, Instant now) {
    if (lane.stopping() || !lane.trusted()) {
      return atEnd(lane);
    }
    if (lane.waiting() > 0 && !lane.full()) {
      if (!now.isBefore(lane.permitAt())) {
        return new Next.Begin();
      }
      if (!lane.paused()) {
        return lane.reads(now) ? new Next.Read() : untilPermit(lane, now);
      }
    }
    // An attempt that an earlier holder began is handled before the lane is parked.
    if (lane.paused()
        && lane.quiet()
        && !lane.watches(now)
        && (!lane.more() || lane.waiting() > 0)) {
      return new Next.Park();
    }
    if (lane.reads(now)) {
      return new Next.Read();
    }
    if (lane.watches(now)) {
      return new Next.Wait(lane.watchesUntil());
    }
    if (now.isBefore(lane.readsAt())) {
      return new Next.Wait(lane.readsAt());
    }
    return atEnd(lane);
  }

  private static Next atEnd(LaneState lane) {
    return lane.quiet() && (lane.stopping() || lane.waiting() == 0)
        ? new Next.Release(null)
        : new Next.Rest();
  }

  private static Next untilPermit(LaneState lane, Instant now) {
    var wait = Duration.between(now, lane.permitAt());
    if (wait.compareTo(SHORT_WAIT) <= 0 || !lane.quiet() || lane.watches(now)) {
      return new Next.Wait(lane.permitAt());
    }
    // Items that were not read yet may count against other limits than the items that wait here.
    return new Next.Release(
        wait.compareTo(LONGEST_HOLD) > 0 ? now.plus(LONGEST_HOLD) : lane.permitAt());
  }
}
