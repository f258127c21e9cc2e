package dev.gladhand.application.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.health.CallPlaces;
import dev.gladhand.application.health.TspHealth;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.share.Shares;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several lanes of one TSP on one node. */
final class LaneGateTest {
  private static final ResourceOperation MESSAGE =
      LaneSamples.operation(new Message(Fields.builder().put(Message.MESSAGE_TEXT, "x").build()));
  private static final Outcome DOWN =
      Outcome.rejected(
          new TspError(ErrorType.NETWORK, "no answer", true, null), new Retry.Backoff());
  private static final int WIDE = 1000;

  private final TspHealth tsp = health(CallPlaces.ofNode());
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int lanes;

  private static TspHealth health(Shares<PartnerId> calls) {
    return new TspHealth(TspHealth.overPartners(), new CallPlaces(calls));
  }

  private record Lane(LaneGate gate, Connection connection) {
    Duration enter(Instant now) {
      return gate.enter(MESSAGE, connection, now);
    }
  }

  private Lane lane() {
    var gate = new LaneGate(new LimitedTsp(RateLimits::unknown), LaneMemory.NONE, false, tsp);
    return new Lane(gate, LaneSamples.connection(lanes++, Settings.NONE));
  }

  private boolean enters(Lane lane) {
    return lane.enter(now).isZero();
  }

  private int enterAll(Lane lane, int most) {
    return (int) IntStream.range(0, most).takeWhile(_ -> enters(lane)).count();
  }

  private void leave(Lane lane, Outcome outcome) {
    lane.gate.leave(MESSAGE, lane.connection, now, outcome, now, 0.5);
  }

  @Test
  void callsThatHangLeaveRoomForTheOtherLanesOfTheirTsp() {
    var hanging = lane();
    assertEquals(512, enterAll(hanging, WIDE));
    assertNull(hanging.gate.why(now));
    for (var n = 0; n < 10; n++) {
      assertEquals(16, enterAll(lane(), 16));
    }
    assertFalse(enters(hanging));
  }

  @Test
  void aWideLaneGoesOnOnceThereIsRoomAgain() {
    var wide = lane();
    enterAll(wide, WIDE);
    assertEquals(Duration.ofMillis(100), wide.enter(now));
    leave(wide, Outcome.accepted());
    assertTrue(enters(wide));
  }

  @Test
  void oneLaneWhoseCallsFailDoesNotStopTheOthers() {
    var failing = lane();
    var calls = enterAll(failing, WIDE);
    for (var n = 0; n < calls; n++) {
      leave(failing, DOWN);
    }
    assertFalse(enters(failing));
    assertEquals(Waiting.CIRCUIT, failing.gate.why(now));
    assertTrue(enters(lane()));
  }

  @Test
  void aTspThatFailsForSeveralLanesIsLeftAloneByAll() {
    for (var n = 0; n < 4; n++) {
      var lane = lane();
      enterAll(lane, 5);
      for (var call = 0; call < 5; call++) {
        leave(lane, DOWN);
      }
    }
    assertFalse(enters(lane()));
  }

  @Test
  void aProbeOfADeadTspCountsWhicheverLaneMadeIt() {
    var lane = lane();
    for (var n = 0; n < 4; n++) {
      lane = lane();
      enterAll(lane, 5);
      for (var call = 0; call < 5; call++) {
        leave(lane, DOWN);
      }
    }
    now = now.plusSeconds(1);
    assertTrue(enters(lane));
    leave(lane, DOWN);
    assertFalse(enters(lane()));
  }

  @Test
  void aPartnerWhoseCallsAllFailDoesNotStopAnother() {
    var shared = TspHealth.overPartners();
    var places = new CallPlaces(CallPlaces.ofNode());
    var failing = new TspHealth(shared, places);
    for (var n = 0; n < 72; n++) {
      var lane = lane(failing);
      if (enters(lane)) {
        leave(lane, DOWN);
      }
    }
    assertFalse(enters(lane(failing)), "its own circuit is open");
    assertTrue(enters(lane(new TspHealth(shared, places))));
  }

  private Lane lane(TspHealth health) {
    var gate = new LaneGate(new LimitedTsp(RateLimits::unknown), LaneMemory.NONE, false, health);
    return new Lane(gate, LaneSamples.connection(lanes++, Settings.NONE));
  }
}
