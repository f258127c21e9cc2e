package dev.gladhand.application.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.TspError;
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
    circuit.enter();
    circuit.leave("one", outcome, now, MOST_JITTER);
  }

  private void open() {
    for (var i = 0; i < OPENS_AFTER; i++) {
      call(rejected(ErrorType.NETWORK));
    }
  }

  private boolean allows() {
    return circuit.untilAllowed(now).isZero();
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

  @Test
  void whatFailsForOneAloneKeepsNobodyElseWaiting() {
    var shared = new Circuit(OPENS_AFTER, 2);
    for (var i = 0; i < 20; i++) {
      shared.enter();
      shared.leave("one", rejected(ErrorType.NETWORK), now, MOST_JITTER);
    }
    assertEquals(Duration.ZERO, shared.untilAllowed(now));
    shared.enter();
    shared.leave("two", rejected(ErrorType.NETWORK), now, MOST_JITTER);
    assertFalse(shared.untilAllowed(now).isZero());
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
    now = now.plus(circuit.untilAllowed(now));
    assertTrue(allows());
    circuit.enter();
    assertFalse(allows());
  }

  @Test
  void eachProbeThatFailsDoublesThePauseUpToHalfAMinute() {
    open();
    var pauses = new Duration[8];
    for (var i = 0; i < pauses.length; i++) {
      pauses[i] = circuit.untilAllowed(now);
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
    now = now.plus(circuit.untilAllowed(now));
    call(Outcome.accepted());
    circuit.enter();
    assertTrue(allows());
    circuit.enter();
    assertFalse(allows());
  }

  @Test
  void aProbeThatWasNotMadeAfterAllLeavesRoomForAnother() {
    open();
    now = now.plus(circuit.untilAllowed(now));
    circuit.enter();
    circuit.leave();
    assertTrue(allows());
  }

  @Test
  void oneThatWasOpenForTheLastHolderBeginsWithAProbe() {
    circuit.probe();
    assertTrue(allows());
    circuit.enter();
    assertFalse(allows());
    circuit.leave("one", rejected(ErrorType.NETWORK), now, MOST_JITTER);
    assertFalse(allows());
  }
}
