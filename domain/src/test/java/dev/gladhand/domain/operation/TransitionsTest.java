package dev.gladhand.domain.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private static final Transitions AT = new Transitions(RetryPolicy.DEFAULT, Samples.NOW, 0.5);

  private static TspError error(ErrorType type, boolean maybeApplied) {
    return new TspError(type, "acme POST https://acme.example/messages: 500", maybeApplied, null);
  }

  private static Outcome unanswered() {
    return Outcome.rejected(error(ErrorType.NETWORK, true), new Retry.Backoff());
  }

  private static Outcome unsent() {
    return Outcome.rejected(error(ErrorType.NETWORK, false), new Retry.Backoff());
  }

  private static State.Pending pending(ResourceOperation op) {
    return assertInstanceOf(State.Pending.class, op.state());
  }

  @Test
  void anAcceptedWriteSucceedsWithoutALog() {
    var op =
        AT.after(
            AT.begin(Samples.message(Mode.ASYNC)),
            Outcome.accepted(new SourceId("17")),
            RepeatSafety.NEVER);
    var done = assertInstanceOf(State.Succeeded.class, op.state());
    assertEquals(
        ResourceId.of(op.connection(), Resource.MESSAGE, new SourceId("17")), done.resource());
    assertEquals(new SourceId("17"), done.source());
    assertEquals(1, op.attempts());
    assertEquals(List.of(), op.log());
  }

  @Test
  void aRecordWithoutATspsIdStillHasOneOfOurs() {
    var op =
        AT.after(AT.begin(Samples.message(Mode.ASYNC)), Outcome.accepted(), RepeatSafety.NEVER);
    var done = assertInstanceOf(State.Succeeded.class, op.state());
    assertNull(done.source());
    assertEquals(
        ResourceId.ofOperation(op.connection(), Resource.MESSAGE, op.id().value()),
        done.resource());
  }

  @Test
  void onceAnAttemptFailedEveryAttemptHasAnEntry() {
    var failed = AT.after(AT.begin(Samples.message(Mode.ASYNC)), unsent(), RepeatSafety.NEVER);
    assertEquals(Waiting.BACKOFF, pending(failed).why());
    var done = AT.after(AT.begin(failed), Outcome.accepted(), RepeatSafety.NEVER);
    assertEquals(List.of(false, true), done.log().stream().map(Attempt::succeeded).toList());
    assertEquals(List.of(1, 2), done.log().stream().map(Attempt::number).toList());
  }

  @Test
  void anUnansweredWriteIsRepeatedLookedUpOrGivenUpAsItsSafetySays() {
    var begun = AT.begin(Samples.message(Mode.ASYNC));
    assertEquals(Waiting.BACKOFF, pending(AT.after(begun, unanswered(), RepeatSafety.SAFE)).why());
    assertEquals(
        Waiting.SETTLING, pending(AT.after(begun, unanswered(), RepeatSafety.LOOK_UP_FIRST)).why());
    assertEquals(
        new State.Failed(Verdict.UNKNOWN),
        AT.after(begun, unanswered(), RepeatSafety.NEVER).state());
  }

  @Test
  void aCrashDuringAnAttemptIsAnUnansweredWrite() {
    var begun = AT.begin(Samples.message(Mode.ASYNC));
    assertEquals(new State.Failed(Verdict.UNKNOWN), AT.lost(begun, RepeatSafety.NEVER).state());
    assertEquals(Waiting.SETTLING, pending(AT.lost(begun, RepeatSafety.LOOK_UP_FIRST)).why());
  }

  @Test
  void theLookUpDecides() {
    var settling =
        AT.after(AT.begin(Samples.message(Mode.ASYNC)), unanswered(), RepeatSafety.LOOK_UP_FIRST);
    assertInstanceOf(
        State.Succeeded.class,
        AT.settled(
                settling,
                new Settlement.Applied(null, List.of(RecipientResult.delivered(Samples.driver(1)))))
            .state());
    var quiet = at(Duration.ofSeconds(10)).settled(settling, new Settlement.NotApplied());
    assertEquals(Waiting.BACKOFF, pending(quiet).why());
    assertFalse(pending(quiet).doubtful());
    assertEquals(
        new State.Failed(Verdict.UNKNOWN),
        AT.settled(settling, new Settlement.CannotTell("no list")).state());
    var later = AT.settled(settling, new Settlement.TryLater(error(ErrorType.NETWORK, false)));
    assertEquals(Waiting.SETTLING, pending(later).why());
  }

  private static Transitions at(Duration later) {
    return new Transitions(AT.policy(), Samples.NOW.plus(later), AT.jitter());
  }

  @Test
  void whatATspDoesNotHaveYetMayStillCome() {
    var settling =
        AT.after(AT.begin(Samples.message(Mode.ASYNC)), unanswered(), RepeatSafety.LOOK_UP_FIRST);
    var soon = at(Duration.ofSeconds(9)).settled(settling, new Settlement.NotApplied());
    assertEquals(Waiting.SETTLING, pending(soon).why());
    assertTrue(pending(soon).doubtful());

    var group =
        AT.after(AT.begin(Samples.groupMessage(2)), unanswered(), RepeatSafety.LOOK_UP_FIRST);
    var one = new Settlement.Applied(null, List.of(RecipientResult.delivered(Samples.driver(1))));
    var half = at(Duration.ofSeconds(9)).settled(group, one);
    assertEquals(Waiting.SETTLING, pending(half).why());
    assertEquals(List.of(Samples.driver(2)), half.progress().open(half.payload().recipients()));
    assertEquals(Waiting.QUEUE, pending(at(Duration.ofSeconds(10)).settled(group, one)).why());
  }

  @Test
  void aTspThatAsksForNoWaitIsNotAskedAtOnce() {
    for (var none : new Duration[] {Duration.ZERO, Duration.ofMillis(1), null}) {
      var waiting =
          new Transitions(AT.policy(), Samples.NOW, 0)
              .after(
                  AT.begin(Samples.message(Mode.ASYNC)),
                  new Outcome.Throttled(error(ErrorType.TSP, false), none),
                  RepeatSafety.NEVER);
      assertEquals(Samples.NOW.plusMillis(200), pending(waiting).dueAt());
    }
  }

  @Test
  void theThousandthAttemptIsTheLastWhereThePolicySaysSo() {
    var policy =
        new RetryPolicy(
            RetryPolicy.DEFAULT.first(), RetryPolicy.DEFAULT.longest(), 1000, Duration.ofDays(30));
    var op = Samples.message(Mode.ASYNC);
    var now = Samples.NOW;
    for (var attempt = 1; attempt <= 1000; attempt++) {
      var at = new Transitions(policy, now, 0.999);
      op = at.after(at.begin(op), unsent(), RepeatSafety.NEVER);
      if (attempt < 1000) {
        var wait = Duration.between(now, pending(op).dueAt());
        assertFalse(wait.isNegative());
        assertTrue(wait.compareTo(policy.longest()) <= 0);
        now = pending(op).dueAt();
      }
    }
    assertEquals(new State.Failed(Verdict.NOT_APPLIED), op.state());
    assertEquals(1000, op.attempts());
    assertEquals(1000, op.log().size());
  }

  @Test
  void beingThrottledIsNoAttempt() {
    var begun = AT.begin(Samples.message(Mode.ASYNC));
    var waiting =
        AT.after(
            begun,
            new Outcome.Throttled(error(ErrorType.TSP, false), Duration.ofMillis(400)),
            RepeatSafety.NEVER);
    assertEquals(0, waiting.attempts());
    assertEquals(List.of(), waiting.log());
    assertEquals(Waiting.RATE_LIMIT, pending(waiting).why());
    assertEquals(Samples.NOW.plusMillis(400), pending(waiting).dueAt());
  }

  @Test
  void lostCredentialsLeaveTheAttemptsUntouched() {
    var waiting =
        AT.after(
            AT.begin(Samples.message(Mode.ASYNC)),
            Outcome.rejected(error(ErrorType.AUTH, false), new Retry.NewCredentials()),
            RepeatSafety.NEVER);
    assertEquals(Waiting.CREDENTIALS, pending(waiting).why());
    assertEquals(0, waiting.attempts());
  }

  @Test
  void aSyncWriteIsNeverTriedAgain() {
    var begun = AT.begin(Samples.message(Mode.SYNC));
    for (var outcome :
        List.of(
            unsent(),
            Outcome.rejected(error(ErrorType.AUTH, false), new Retry.NewCredentials()),
            new Outcome.Throttled(error(ErrorType.TSP, false), Duration.ofSeconds(1)))) {
      var op = AT.after(begun, outcome, RepeatSafety.SAFE);
      assertEquals(new State.Failed(Verdict.NOT_APPLIED), op.state());
      assertEquals(1, op.log().size());
    }
    assertEquals(
        new State.Failed(Verdict.UNKNOWN),
        AT.after(begun, unanswered(), RepeatSafety.SAFE).state());
  }

  @Test
  void recipientsThatWereReachedStayReached() {
    var begun = AT.begin(Samples.groupMessage(3));
    var first =
        AT.after(
            begun,
            new Outcome.Progressed(
                begun.progress().plus(List.of(RecipientResult.delivered(Samples.driver(1))))),
            RepeatSafety.NEVER);
    assertTrue(pending(first).midway());
    var second = AT.begin(first);
    assertEquals(1, second.attempts(), "the next call of an attempt is no new attempt");
    assertEquals(
        List.of(Samples.driver(2), Samples.driver(3)),
        second.progress().open(second.payload().recipients()));
    var mixed =
        AT.after(
            second,
            Outcome.delivered(
                List.of(
                    RecipientResult.delivered(Samples.driver(2)),
                    RecipientResult.failed(Samples.driver(3), "no such driver"))),
            RepeatSafety.NEVER);
    assertEquals(new State.Failed(Verdict.NOT_APPLIED), mixed.state());
    assertEquals(1, mixed.log().size());
  }

  @Test
  void aDeadlineThatPassedAfterADoubtfulAttemptLeavesTheDoubt() {
    var doubtful = AT.after(AT.begin(Samples.message(Mode.ASYNC)), unanswered(), RepeatSafety.SAFE);
    assertEquals(new State.Failed(Verdict.UNKNOWN), AT.expire(doubtful).state());
    assertEquals(
        new State.Failed(Verdict.NOT_APPLIED), AT.expire(Samples.message(Mode.ASYNC)).state());
  }

  @Property
  void terminalIsFinalAndAttemptsOnlyGrow(@ForAll long seed) {
    var random = new Random(seed);
    var op =
        random.nextBoolean()
            ? Samples.message(Mode.ASYNC)
            : Samples.groupMessage(1 + random.nextInt(4));
    var policy =
        new RetryPolicy(
            Duration.ofSeconds(1), Duration.ofMinutes(5), 1000, Duration.ofDays(365_000));
    var now = Samples.NOW;
    for (var step = 0; step < 2000 && !op.terminal(); step++) {
      now = now.plusMillis(random.nextInt(1000));
      var at = new Transitions(policy, now, random.nextDouble());
      var before = op;
      op = step(at, op, random);
      assertTrue(op.attempts() >= before.attempts() - 1 && op.attempts() <= before.attempts() + 1);
      assertTrue(op.log().size() >= before.log().size());
      assertTrue(op.attempts() >= op.log().size());
      assertTrue(op.progress().recipients().size() >= before.progress().recipients().size());
      if (op.state() instanceof State.Pending pending) {
        assertFalse(pending.dueAt().isAfter(now.plus(RetryPolicy.LONGEST_RETRY_AFTER)));
      }
    }
    if (op.terminal()) {
      var end = op;
      var at = new Transitions(policy, now, 0);
      assertThrows(IllegalStateException.class, () -> at.begin(end));
      assertThrows(
          IllegalStateException.class, () -> at.after(end, Outcome.accepted(), RepeatSafety.SAFE));
      assertThrows(IllegalStateException.class, () -> at.lost(end, RepeatSafety.SAFE));
      assertThrows(IllegalStateException.class, () -> at.expire(end));
      assertThrows(IllegalStateException.class, () -> at.snooze(end, Samples.NOW, Waiting.CIRCUIT));
      assertThrows(IllegalStateException.class, () -> at.settled(end, new Settlement.NotApplied()));
    }
  }

  private static ResourceOperation step(Transitions at, ResourceOperation op, Random random) {
    var pending = pending(op);
    var safety = List.of(RepeatSafety.values()).get(random.nextInt(3));
    if (!pending.begun()) {
      return switch (pending.why() == Waiting.SETTLING
          ? random.nextInt(3)
          : 3 + random.nextInt(12)) {
        case 0 -> at.settled(op, new Settlement.NotApplied());
        case 1 -> at.settled(op, new Settlement.TryLater(error(ErrorType.NETWORK, false)));
        case 2 -> at.settled(op, new Settlement.Applied(null, open(op, random)));
        case 3 -> at.snooze(op, at.now().plusSeconds(1), Waiting.CIRCUIT);
        default -> at.begin(op);
      };
    }
    return switch (random.nextInt(9)) {
      case 0 -> at.after(op, Outcome.delivered(open(op, random)), safety);
      case 1 -> at.after(op, new Outcome.Progressed(op.progress().plus(open(op, random))), safety);
      case 2 ->
          at.after(
              op, new Outcome.Throttled(error(ErrorType.TSP, false), Duration.ofDays(3)), safety);
      case 3 ->
          at.after(
              op,
              Outcome.rejected(error(ErrorType.AUTH, false), new Retry.NewCredentials()),
              safety);
      case 4 -> at.after(op, unanswered(), safety);
      case 5 -> at.lost(op, safety);
      case 6 -> at.withdraw(op);
      default -> at.after(op, unsent(), safety);
    };
  }

  private static List<RecipientResult> open(ResourceOperation op, Random random) {
    return op.progress().open(op.payload().recipients()).stream()
        .limit(1)
        .map(
            one ->
                random.nextInt(4) == 0
                    ? RecipientResult.failed(one, "no")
                    : RecipientResult.delivered(one))
        .toList();
  }
}
