package dev.gladhand.domain.operation;

import dev.gladhand.domain.operation.State.Failed;
import dev.gladhand.domain.operation.State.Pending;
import dev.gladhand.domain.operation.State.Succeeded;
import dev.gladhand.domain.operation.State.UnderWay;
import dev.gladhand.domain.operation.State.Waits;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.RecipientResult.Status;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of an operation. Each function is pure: it takes an operation and an event, and
 * gives the operation after the event. Every function refuses an operation that has ended. {@code
 * Settling} decides what follows a look-up.
 *
 * @param jitter a random number from 0 inclusive to 1 exclusive, for the wait that this one
 *     decision gives
 */
public record Transitions(RetryPolicy policy, Instant now, double jitter) {
  private static final Duration SETTLE_FIRST = Duration.ofMillis(500);

  /**
   * The shortest wait after a TSP has asked to call again later, even if it names a shorter one.
   */
  private static final Duration LEAST_WAIT = Duration.ofMillis(200);

  /** Begins an attempt. The returned operation must be stored before the first byte is sent. */
  public ResourceOperation begin(ResourceOperation op) {
    var waits = waits(op);
    // A further call of the same attempt (a next step, a next recipient) is not a new attempt.
    var attempts = waits.midway() ? op.attempts() : op.attempts() + 1;
    return op.changed(
        new UnderWay(waits.dueAt(), now, waits.doubtful(), waits.midway()),
        attempts,
        op.log(),
        op.progress(),
        op.notDelivered(),
        now);
  }

  /** Ends the attempt under way, or one of its several calls, with the outcome of the call. */
  public ResourceOperation after(ResourceOperation op, Outcome outcome, RepeatSafety safety) {
    var pending = underWay(op);
    var begun = pending.since();
    return switch (outcome) {
      case Outcome.Progressed(var progress) ->
          op.changed(
              new Waits(now, Waiting.QUEUE, pending.doubtful(), true),
              op.attempts(),
              op.log(),
              progress,
              op.notDelivered(),
              now);
      case Outcome.Accepted accepted -> accepted(op, accepted, begun);
      case Outcome.Throttled(_, var retryAfter) when op.mode() == Mode.ASYNC ->
          throttled(op, pending, retryAfter);
      case Outcome.Throttled(var error, _) ->
          failedAttempt(op, error, begun).moved(notApplied(pending), now);
      case Outcome.Rejected rejected -> rejected(op, pending, rejected, safety, begun);
    };
  }

  /** Ends an attempt that a crash interrupted; it may have been sent. */
  public ResourceOperation lost(ResourceOperation op, RepeatSafety safety) {
    var error =
        new TspError(
            ErrorType.NETWORK,
            "the gateway stopped during the attempt; it is not known whether "
                + op.tsp()
                + " applied the write",
            true,
            null);
    return after(op, Outcome.rejected(error, new Retry.Backoff()), safety);
  }

  /**
   * Ends an attempt that was begun but certainly not sent. The attempt is not counted, and the
   * operation waits in the queue again.
   */
  public ResourceOperation withdraw(ResourceOperation op) {
    return unattempted(op, waiting(underWay(op), now, Waiting.QUEUE));
  }

  /** Ends the look-up of an unanswered attempt, and decides what follows from its result. */
  public ResourceOperation settled(ResourceOperation op, Settlement settlement) {
    var _ = waits(op);
    return new Settling(policy, now, jitter).after(op, settlement);
  }

  /**
   * Makes the operation wait until a time, for a reason that is not a failure; no attempt is
   * counted.
   */
  public ResourceOperation snooze(ResourceOperation op, Instant until, Waiting why) {
    var waits = waits(op);
    return op.moved(new Waits(until, why, waits.doubtful(), waits.midway()), now);
  }

  /** Ends an operation whose deadline passed before its next attempt. */
  public ResourceOperation expire(ResourceOperation op) {
    return op.moved(notApplied(waits(op)), now);
  }

  /**
   * Ends an operation as failed because its write can no longer be made: its connection was
   * deleted, or the adapter refuses the write.
   */
  public ResourceOperation refuse(ResourceOperation op, TspError error) {
    var waits = waits(op);
    return failedAttempt(op, error, now).moved(notApplied(waits), now);
  }

  private ResourceOperation accepted(
      ResourceOperation op, Outcome.Accepted accepted, Instant begun) {
    var progress = op.progress().plus(accepted.recipients());
    var dropped = new LinkedHashSet<>(op.notDelivered());
    dropped.addAll(accepted.notDelivered());
    var open = progress.open(op.payload().recipients());
    if (!accepted.recipients().isEmpty() && !open.isEmpty()) {
      return op.changed(
          new Waits(now, Waiting.QUEUE, false, true),
          op.attempts(),
          op.log(),
          progress,
          List.copyOf(dropped),
          now);
    }
    var source = accepted.source() == null ? progress.source() : accepted.source();
    var refused =
        progress.recipients().stream()
            .filter(result -> result.status() != Status.DELIVERED)
            .toList();
    var log = new ArrayList<>(op.log());
    if (!refused.isEmpty()) {
      log.add(
          new Attempt(
              op.attempts(), begun, now, false, ErrorType.VALIDATION, cut(told(refused)), null));
    } else if (!log.isEmpty()) {
      log.add(Attempt.succeeded(op.attempts(), begun, now));
    }
    return op.changed(
        EndState.of(op, progress, source), op.attempts(), log, progress, List.copyOf(dropped), now);
  }

  private ResourceOperation throttled(
      ResourceOperation op, UnderWay pending, @Nullable Duration retryAfter) {
    var wait =
        retryAfter == null
            ? policy.backoff(Math.max(1, op.attempts()), jitter)
            : RetryPolicy.cut(retryAfter);
    var least = wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait;
    return unattempted(op, waiting(pending, now.plus(least), Waiting.RATE_LIMIT));
  }

  /**
   * Returns the operation in the state {@code next}, without counting the attempt that was under
   * way.
   */
  private ResourceOperation unattempted(ResourceOperation op, Waits next) {
    var attempts = next.midway() ? op.attempts() : op.attempts() - 1;
    return op.changed(next, attempts, op.log(), op.progress(), op.notDelivered(), now);
  }

  private ResourceOperation rejected(
      ResourceOperation op,
      UnderWay pending,
      Outcome.Rejected rejected,
      RepeatSafety safety,
      Instant begun) {
    var error = rejected.error();
    if (rejected.advice() instanceof Retry.NewCredentials && op.mode() == Mode.ASYNC) {
      return unattempted(op, waiting(pending, now, Waiting.CREDENTIALS));
    }
    var failed = failedAttempt(op, error, begun);
    failed =
        failed.changed(
            failed.state(),
            failed.attempts(),
            failed.log(),
            op.progress().plus(rejected.recipients()),
            op.notDelivered(),
            now);
    var doubtful = pending.doubtful() || error.maybeApplied();
    if (op.mode() == Mode.SYNC) {
      return failed.moved(new Failed(doubtful ? Verdict.UNKNOWN : Verdict.NOT_APPLIED), now);
    }
    if (error.maybeApplied() && safety == RepeatSafety.NEVER) {
      return failed.moved(new Failed(Verdict.UNKNOWN), now);
    }
    if (error.maybeApplied() && safety == RepeatSafety.LOOK_UP_FIRST) {
      return failed.moved(new Waits(now.plus(SETTLE_FIRST), Waiting.SETTLING, true, false), now);
    }
    if (pending.doubtful()
        && rejected.advice() instanceof Retry.Never
        && safety != RepeatSafety.NEVER) {
      // "Exists already" may be the TSP's answer to a repetition of an earlier attempt of this
      // operation.
      return failed.moved(new Waits(now, Waiting.SETTLING, true, false), now);
    }
    return switch (policy.decide(rejected.advice(), op.attempts(), op.createdAt(), now, jitter)) {
      case RetryPolicy.Decision.GiveUp() ->
          failed.moved(new Failed(doubtful ? Verdict.UNKNOWN : Verdict.NOT_APPLIED), now);
      case RetryPolicy.Decision.TryAgain(var at) ->
          failed.moved(new Waits(at, Waiting.BACKOFF, doubtful, false), now);
    };
  }

  private ResourceOperation failedAttempt(ResourceOperation op, TspError error, Instant begun) {
    var log = new ArrayList<>(op.log());
    log.add(Attempt.failed(op.attempts(), begun, now, error));
    return op.changed(op.state(), op.attempts(), log, op.progress(), op.notDelivered(), now);
  }

  private static Failed notApplied(Pending pending) {
    return new Failed(pending.doubtful() ? Verdict.UNKNOWN : Verdict.NOT_APPLIED);
  }

  private static String told(List<RecipientResult> refused) {
    return refused.size()
        + " recipients were not reached: "
        + String.join(
            "; ",
            refused.stream()
                .limit(10)
                .map(
                    result ->
                        (result.recipient().source() == null
                                ? ""
                                : result.recipient().source() + ": ")
                            + result.errorDetails())
                .toList());
  }

  private static String cut(String text) {
    return new TspError(ErrorType.VALIDATION, text, false, null).details();
  }

  private static Waits waiting(UnderWay attempt, Instant until, Waiting why) {
    return new Waits(until, why, attempt.doubtful(), attempt.midway());
  }

  private static Waits waits(ResourceOperation op) {
    return switch (op.state()) {
      case Waits waits -> waits;
      case UnderWay _ ->
          throw new IllegalStateException("operation " + op.id() + " has an attempt under way");
      case Succeeded _, Failed _ ->
          throw new IllegalStateException("operation " + op.id() + " has ended");
    };
  }

  private static UnderWay underWay(ResourceOperation op) {
    return switch (op.state()) {
      case UnderWay attempt -> attempt;
      case Waits _ ->
          throw new IllegalStateException("operation " + op.id() + " has no attempt under way");
      case Succeeded _, Failed _ ->
          throw new IllegalStateException("operation " + op.id() + " has ended");
    };
  }
}
