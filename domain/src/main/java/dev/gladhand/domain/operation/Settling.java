package dev.gladhand.domain.operation;

import dev.gladhand.domain.operation.State.Failed;
import dev.gladhand.domain.operation.State.Waits;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.Settler.Settlement;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides what follows the look-up of an unanswered attempt: the end, a further attempt, or another
 * look-up. Pure.
 *
 * @param jitter a random number from 0 inclusive to 1 exclusive, for the wait that this one
 *     decision gives
 */
record Settling(RetryPolicy policy, Instant now, double jitter) {
  /**
   * The longest time after the end of an unanswered attempt in which the TSP is taken to be still
   * working on it.
   */
  private static final Duration LONGEST_QUIET = Duration.ofSeconds(10);

  private static final int QUIET_WAITS = 10;

  ResourceOperation after(ResourceOperation op, Settlement settlement) {
    return switch (settlement) {
      case Settlement.Applied(var source, var recipients) -> {
        var progress = op.progress().plus(recipients);
        var open = progress.open(op.payload().recipients());
        if (!op.payload().recipients().isEmpty() && !open.isEmpty()) {
          yield mayStillCome(op) ? lookAgain(op, progress) : goOn(op, progress);
        }
        yield op.changed(
            EndState.of(op, progress, source),
            op.attempts(),
            op.log(),
            progress,
            op.notDelivered(),
            now);
      }
      case Settlement.Progressed(var progress) -> goOn(op, progress);
      case Settlement.NotApplied() -> mayStillCome(op) ? lookAgain(op, op.progress()) : again(op);
      case Settlement.CannotTell(_) -> op.moved(new Failed(Verdict.UNKNOWN), now);
      case Settlement.TryLater(_) -> lookAgain(op, op.progress());
    };
  }

  /**
   * Whether the attempt ended so recently that the TSP may still apply it, because a TSP that
   * answers slowly also acts slowly.
   */
  private boolean mayStillCome(ResourceOperation op) {
    if (op.log().isEmpty()) {
      return false;
    }
    var quiet = policy.first().multipliedBy(QUIET_WAITS);
    var cut = quiet.compareTo(LONGEST_QUIET) > 0 ? LONGEST_QUIET : quiet;
    return now.isBefore(op.log().getLast().endedAt().plus(cut));
  }

  private ResourceOperation lookAgain(ResourceOperation op, Progress progress) {
    var at = now.plus(untilNextLook(op));
    State next =
        at.isAfter(op.createdAt().plus(policy.window()))
            ? new Failed(Verdict.UNKNOWN)
            : new Waits(at, Waiting.SETTLING, true, false);
    return op.changed(next, op.attempts(), op.log(), progress, op.notDelivered(), now);
  }

  /**
   * Decides what follows after a part of the write was applied: a further attempt for the rest, or,
   * if no attempt is left, the failure of the operation.
   */
  private ResourceOperation goOn(ResourceOperation op, Progress progress) {
    State next =
        op.attempts() >= policy.attempts()
            ? new Failed(Verdict.NOT_APPLIED)
            : new Waits(now, Waiting.QUEUE, false, false);
    return op.changed(next, op.attempts(), op.log(), progress, op.notDelivered(), now);
  }

  /**
   * The wait until the next look-up. Look-ups are not attempts; they become rarer with the time
   * since the last attempt.
   */
  private Duration untilNextLook(ResourceOperation op) {
    var since = op.log().isEmpty() ? op.createdAt() : op.log().getLast().endedAt();
    var age = Duration.between(since, now);
    var wait = age.compareTo(policy.first()) < 0 ? policy.first() : age;
    var cut = wait.compareTo(policy.longest()) > 0 ? policy.longest() : wait;
    return Duration.ofNanos((long) (cut.toNanos() * (0.5 + jitter / 2)));
  }

  private ResourceOperation again(ResourceOperation op) {
    return policy.decide(new Retry.Backoff(), op.attempts(), op.createdAt(), now, jitter)
            instanceof RetryPolicy.Decision.TryAgain(var at)
        ? op.moved(new Waits(at, Waiting.BACKOFF, false, false), now)
        : op.moved(new Failed(Verdict.NOT_APPLIED), now);
  }
}
