package dev.gladhand.application.lane;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says what a lane does next. Pure, so that every case is a row of a table in a test. */
final class LanePlan {
  /** A wait up to this long is sat out; for a longer one the lane is given back. */
  static final Duration SHORT_WAIT = Duration.ofSeconds(1);

  /** A lane that waits for its limits is looked at this often: what came since may have others. */
  static final Duration LONGEST_HOLD = Duration.ofSeconds(5);

  private LanePlan() {}

  /** What is to be done. */
  sealed interface Next {
    /** The store is read. */
    record Read() implements Next {}

    /** The first thing that may be begun is begun. */
    record Begin() implements Next {}

    /** Nothing until then, or until something happens. */
    record Wait(Instant until) implements Next {}

    /** The lane is set aside: nothing may be begun in it. */
    record Park() implements Next {}

    /**
     * The lane is given back.
     *
     * @param notBefore when it may be claimed again, or null for as soon as something is due
     */
    record Release(@Nullable Instant notBefore) implements Next {}

    /** Nothing until something happens. */
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
    // What an earlier holder began is looked after before the lane is set aside.
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
    // What has not been read may count against other limits than what waits here.
    return new Next.Release(
        wait.compareTo(LONGEST_HOLD) > 0 ? now.plus(LONGEST_HOLD) : lane.permitAt());
  }
}
