package dev.gladhand.application.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CircuitTest {
  private static final int OPENS_AFTER = 3;
  private static final double MOST_JITTER = 0.999_999;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Circuit circuit = new Circuit(OPENS_AFTER);

  private static Outcome rejected(ErrorType type) {
    return Outcome.rejected(new TspError(type, "no", false, null), new Retry.Never());
  }

  private void call(Outcome outcome) {
    circuit.enter("one");
    circuit.leave("one", outcome, now, MOST_JITTER);
  }

  private void open() {
    for (var i = 0; i < OPENS_AFTER; i++) {
      call(rejected(ErrorType.NETWORK));
    }
  }

  private boolean allows() {
    return circuit.untilAllowed("one", now).isZero();
  }

  @Test
  void opensAfterSeveralFailuresInARow() {
    call(rejected(ErrorType.NETWORK));
    call(rejected(ErrorType.NETWORK));
    call(Outcome.accepted());
    call(rejected(ErrorType.NETWORK));
    call(rejected(ErrorType.NETWORK));
    assertTrue(allows());
    assertNull(circuit.openUntil());
    call(rejected(ErrorType.NETWORK));
    assertFalse(allows());
  }

  private static final Duration QUIET = Duration.ofSeconds(5);
  private final Circuit shared = Circuit.shared(OPENS_AFTER, 2, QUIET);

  private void callFor(String source, Outcome outcome) {
    shared.enter(source);
    shared.leave(source, outcome, now, MOST_JITTER);
  }

  private boolean allows(String source) {
    return shared.untilAllowed(source, now).isZero();
  }

  @Test
  void whatFailsForOneAloneKeepsNobodyElseWaiting() {
    for (var i = 0; i < 20; i++) {
      callFor("one", rejected(ErrorType.NETWORK));
    }
    assertTrue(allows("one"));
    callFor("two", rejected(ErrorType.NETWORK));
    assertFalse(allows("one"));
    assertFalse(allows("two"));
  }

  @Test
  void doesNotOpenWhileSomebodySucceeds() {
    callFor("three", Outcome.accepted());
    now = now.plus(QUIET).minusMillis(1);
    for (var i = 0; i < 20; i++) {
      callFor("one", rejected(ErrorType.NETWORK));
      callFor("two", rejected(ErrorType.NETWORK));
    }
    assertTrue(allows("one"));
    now = now.plusMillis(1);
    callFor("one", rejected(ErrorType.NETWORK));
    assertFalse(allows("one"));
  }

  @Test
  void whoHasNotFailedMayProbeAtOnceAndItsSuccessHelpsAll() {
    for (var i = 0; i < 20; i++) {
      callFor("one", rejected(ErrorType.NETWORK));
      callFor("two", rejected(ErrorType.NETWORK));
    }
    assertTrue(allows("three"));
    shared.enter("three");
    assertFalse(allows("three"), "one probe, not many");
    shared.leave("three", Outcome.accepted(), now, MOST_JITTER);
    assertTrue(allows("three"));
    assertTrue(allows("one"));
  }

  @Test
  void probesTakeTurns() {
    for (var i = 0; i < 20; i++) {
      callFor("one", rejected(ErrorType.NETWORK));
      callFor("two", rejected(ErrorType.NETWORK));
    }
    now = now.plus(shared.untilAllowed("one", now));
    callFor("one", rejected(ErrorType.NETWORK));
    now = now.plus(shared.untilAllowed("two", now));
    assertTrue(allows("two"));
    assertFalse(allows("one"), "it sent the last probe");
  }

  @Test
  void whatThePartnerOrItsCredentialsDidWrongOpensNothing() {
    for (var i = 0; i < 20; i++) {
      call(rejected(ErrorType.VALIDATION));
      call(rejected(ErrorType.AUTH));
    }
    assertTrue(allows());
  }

  @Test
  void letsOneProbeThroughWhenThePauseIsOver() {
    open();
    now = now.plus(circuit.untilAllowed("one", now));
    assertTrue(allows());
    circuit.enter("one");
    assertFalse(allows());
  }

  @Test
  void eachProbeThatFailsDoublesThePauseUpToHalfAMinute() {
    open();
    var pauses = new Duration[8];
    for (var i = 0; i < pauses.length; i++) {
      pauses[i] = circuit.untilAllowed("one", now);
      now = now.plus(pauses[i]);
      call(rejected(ErrorType.NETWORK));
    }
    assertEquals(1, pauses[0].toMillis() / 1e3, 0.01);
    assertEquals(2, pauses[1].toMillis() / 1e3, 0.01);
    assertEquals(30, pauses[7].toMillis() / 1e3, 0.01);
  }

  @Test
  void aSuccessLetsTwiceAsManyThrough() {
    open();
    now = now.plus(circuit.untilAllowed("one", now));
    call(Outcome.accepted());
    circuit.enter("one");
    assertTrue(allows());
    circuit.enter("one");
    assertFalse(allows());
  }

  @Test
  void aProbeThatWasNotMadeAfterAllLeavesRoomForAnother() {
    open();
    now = now.plus(circuit.untilAllowed("one", now));
    circuit.enter("one");
    circuit.leave("one");
    assertTrue(allows());
  }

  @Test
  void oneThatWasOpenForTheLastHolderBeginsWithAProbe() {
    circuit.probe();
    assertTrue(allows());
    circuit.enter("one");
    assertFalse(allows());
    circuit.leave("one", rejected(ErrorType.NETWORK), now, MOST_JITTER);
    assertFalse(allows());
  }
}
