package dev.gladhand.application.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.store.LaneMemory.Span;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler.Settlement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lane waited for, and what its writes tell of it. */
final class LaneWaitsTest {
  private final LaneWaits waits = new LaneWaits(List.of());

  private static Instant at(long second) {
    return Instant.EPOCH.plusSeconds(second);
  }

  private static Transitions transitions(long second) {
    return new Transitions(RetryPolicy.DEFAULT, at(second), 0);
  }

  private static ResourceOperation accepted() {
    return LaneSamples.operation(
        new Message(Fields.builder().put(Message.MESSAGE_TEXT, "hello").build()));
  }

  private static Past waited(String why, long from, long until) {
    return new Past.Waited(why, at(from), at(until));
  }

  @Test
  void permitsThatComeOneByOneAreOneWait() {
    for (var second = 0; second < 100; second++) {
      waits.note("rate_limit", at(second), at(second + 1));
    }
    waits.note("rate_limit", at(200), at(201));
    assertEquals(
        List.of(new Span("rate_limit", at(0), at(100)), new Span("rate_limit", at(200), at(201))),
        waits.all());
  }

  @Test
  void aPauseEndsWhenTheLaneRunsAgain() {
    waits.note(Past.PAUSED, at(5), null);
    waits.note(Past.PAUSED, at(6), null);
    assertEquals(List.of(new Span(Past.PAUSED, at(5), null)), waits.all());
    waits.over(at(9));
    assertEquals(List.of(new Span(Past.PAUSED, at(5), at(9))), waits.all());
  }

  @Test
  void keepsFew() {
    for (var minute = 0; minute < 100; minute++) {
      waits.note("circuit", at(minute * 60L), at(minute * 60L + 1));
    }
    assertEquals(6, waits.all().size());
    assertEquals(at(99 * 60), waits.all().getLast().from());
  }

  @Test
  void aWriteThatFlowsTellsNothing() {
    waits.note("rate_limit", at(10), at(20));
    assertEquals(List.of(), PastWaits.of(accepted(), waits.all(), Instant.EPOCH.plusMillis(900)));
  }

  @Test
  void aWriteTellsOfItsLanesWaitsWhatFellIntoItsOwn() {
    waits.note("rate_limit", at(-60), at(4));
    waits.note("circuit", at(6), at(60));
    assertEquals(
        List.of(waited("rate_limit", 0, 4), waited("circuit", 6, 10), waited("queue", 0, 10)),
        PastWaits.of(accepted(), waits.all(), at(10)));
  }

  @Test
  void afterAFailureItTellsItsBackOffAndWhatCameAfter() {
    var begun = transitions(1).begin(accepted());
    var error = new TspError(ErrorType.TSP, "down", false, null);
    var rejected = Outcome.rejected(error, new Retry.Backoff());
    var failed = transitions(2).after(begun, rejected, RepeatSafety.SAFE);
    var due = failed.pending().orElseThrow().dueAt();
    assertEquals(
        new Past.Waited(Waiting.BACKOFF, at(2), due),
        PastWaits.of(failed, List.of(), due.plusMillis(1)).getFirst());
    assertEquals(
        List.of(
            new Past.Waited(Waiting.BACKOFF, at(2), due),
            new Past.Waited(Waiting.QUEUE, due, at(100))),
        PastWaits.of(failed, List.of(), at(100)));
  }

  @Test
  void anAttemptThatDidNotCountTellsNothingSoThatTheWaitGoesOn() {
    var begun = transitions(5).begin(accepted());
    var error = new TspError(ErrorType.TSP, "slower", false, null);
    var throttled =
        transitions(6).after(begun, new Outcome.Throttled(error, null), RepeatSafety.SAFE);
    var before = PastWaits.of(accepted(), List.of(), at(5));
    assertEquals(List.of(), PastWaits.told(before, begun, throttled));
    waits.note("rate_limit", at(6), at(20));
    var then = PastWaits.of(throttled, waits.all(), at(20));
    assertEquals(waited("queue", 0, 20), then.getLast());
    assertEquals(true, then.contains(waited("rate_limit", 6, 20)), then::toString);
  }

  @Test
  void aLookUpTellsHowItSettledOnceItHas() {
    var lost = transitions(2).lost(transitions(1).begin(accepted()), RepeatSafety.LOOK_UP_FIRST);
    var error = new TspError(ErrorType.TSP, "down", false, null);
    var later = new Settlement.TryLater(error);
    assertEquals(List.of(), PastWaits.settled(lost, later, transitions(3).settled(lost, later)));
    var absent = new Settlement.NotApplied();
    assertEquals(
        List.of(waited("settling", 2, 60), new Past.Settled(Past.How.ABSENT_REPEATED, at(60))),
        PastWaits.settled(lost, absent, transitions(60).settled(lost, absent)));
    var unclear = new Settlement.CannotTell("no list");
    assertEquals(
        new Past.Settled(Past.How.UNDECIDED, at(60)),
        PastWaits.settled(lost, unclear, transitions(60).settled(lost, unclear)).getLast());
  }

  @Test
  void whatIsRepeatedAfterADoubtAndSucceedsIsSettledByIt() {
    var lost = transitions(2).lost(transitions(1).begin(accepted()), RepeatSafety.SAFE);
    var again = transitions(9).begin(lost);
    var done = transitions(10).after(again, Outcome.accepted(null), RepeatSafety.SAFE);
    assertEquals(
        List.of(new Past.Settled(Past.How.REPEATED, at(10))),
        PastWaits.told(List.of(), again, done));
  }
}
