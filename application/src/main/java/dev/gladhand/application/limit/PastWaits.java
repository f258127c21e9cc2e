package dev.gladhand.application.limit;

import dev.gladhand.application.store.LaneMemory.Span;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.tsp.Settler.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Derives the history of a write, which is what it waited for and how it was settled, from its own
 * state and the waits of its lane. Pure.
 */
public final class PastWaits {
  /** The shortest wait that is listed. */
  private static final Duration LEAST = Duration.ofMillis(100);

  /** The shortest wait in the queue that is listed; an unblocked write gets its turn sooner. */
  private static final Duration LEAST_QUEUE = Duration.ofSeconds(1);

  private PastWaits() {}

  /**
   * The waits of a write that are not in its history yet; none if it was not delayed.
   *
   * @param op the operation before its next step
   * @param lane the waits of its lane
   */
  public static List<Past> of(ResourceOperation op, List<Span> lane, Instant now) {
    return switch (op.state()) {
      case State.UnderWay(_, var since, _, var midway) ->
          of(midway ? op.updatedAt() : lastTold(op), since, lane, new ArrayList<>());
      case State.Waits(var due, var why, _, _) ->
          switch (why) {
            case BACKOFF -> {
              var own = new ArrayList<Past>();
              own.add(new Past.Waited(why, op.updatedAt(), earlier(due, now)));
              yield of(due, now, lane, own);
            }
            case RATE_LIMIT, CREDENTIALS -> {
              // An attempt that was begun and did not count has listed no waits, so those before it
              // are listed now.
              var own = new ArrayList<Past>();
              add(own, why.wire(), op.updatedAt(), earlier(due, now));
              yield of(lastTold(op), now, lane, own);
            }
            case QUEUE, EARLIER_WRITE, CIRCUIT -> of(op.updatedAt(), now, lane, new ArrayList<>());
            case SETTLING -> List.of();
          };
      case State.Succeeded _, State.Failed _ -> List.of();
    };
  }

  private static Instant lastTold(ResourceOperation op) {
    return op.log().isEmpty() ? op.createdAt() : op.log().getLast().endedAt();
  }

  private static List<Past> of(Instant from, Instant now, List<Span> lane, List<Past> found) {
    for (var span : lane) {
      var until = span.until() == null ? now : earlier(span.until(), now);
      add(found, span.why(), span.from().isBefore(from) ? from : span.from(), until);
    }
    // The wait in the queue covers the whole time. When the history is read, a more specific reason
    // takes precedence for its part of the time.
    if (Duration.between(from, now).compareTo(LEAST_QUEUE) >= 0) {
      found.add(new Past.Waited(Waiting.QUEUE, from, now));
    }
    return found;
  }

  private static void add(List<Past> found, String why, Instant from, Instant until) {
    if (Duration.between(from, until).compareTo(LEAST) >= 0) {
      found.add(new Past.Waited(why, from, until));
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /**
   * The wait for the settling of a write, and how a look-up has settled it; empty while look-ups
   * continue.
   *
   * @param before the operation before the look-up
   * @param after the operation after it
   */
  public static List<Past> settled(
      ResourceOperation before, Settlement settlement, ResourceOperation after) {
    if (after.state() instanceof State.Waits(_, var why, _, _) && why == Waiting.SETTLING) {
      return List.of();
    }
    var at = after.updatedAt();
    return List.of(
        new Past.Waited(Waiting.SETTLING, lastTold(before), at),
        new Past.Settled(how(settlement, after), at));
  }

  /**
   * The history that is stored with the result of an attempt: the waits before it, and whether its
   * success has settled an earlier attempt without an answer. Empty if the attempt did not count
   * and the wait continues.
   *
   * @param waited the waits before the attempt
   * @param begun the operation when the attempt began
   * @param after the operation with the result
   */
  public static List<Past> told(
      List<Past> waited, ResourceOperation begun, ResourceOperation after) {
    if (after.state() instanceof State.Waits(_, var why, _, var midway)
        && !midway
        && (why == Waiting.RATE_LIMIT || why == Waiting.CREDENTIALS || why == Waiting.QUEUE)) {
      return List.of();
    }
    var doubtful = begun.pending().filter(State.Pending::doubtful).isPresent();
    if (!doubtful || !(after.state() instanceof State.Succeeded)) {
      return waited;
    }
    var all = new ArrayList<>(waited);
    all.add(new Past.Settled(Past.How.REPEATED, after.updatedAt()));
    return all;
  }

  private static Past.How how(Settlement settlement, ResourceOperation after) {
    return switch (settlement) {
      case Settlement.Applied _ -> after.terminal() ? Past.How.FOUND : Past.How.PARTLY_FOUND;
      case Settlement.Progressed _ -> Past.How.PARTLY_FOUND;
      case Settlement.NotApplied _ -> after.terminal() ? Past.How.ABSENT : Past.How.ABSENT_REPEATED;
      case Settlement.CannotTell _ -> Past.How.UNDECIDED;
      case Settlement.TryLater _ -> Past.How.NOT_ASKED;
    };
  }
}
