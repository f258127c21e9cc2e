package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.Lanes.LaneStatus;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks which node may claim the lane of a connection and when, and that no due operation is
 * forgotten in a lane.
 */
public abstract class LanesContract extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  private List<Claimed<ConnectionId, String>> claim(String node) {
    return store.lanes().claim(node, 100, LEASE);
  }

  private ResourceOperation added() {
    var op = samples.message(connection);
    samples.add(op);
    return op;
  }

  private void release(LaneLease<ConnectionId> lease) {
    release(lease, null, null);
  }

  private void release(
      LaneLease<ConnectionId> lease, @Nullable Instant notBefore, @Nullable String memory) {
    store.lanes().release("node-1", List.of(new Release<>(lease, notBefore, memory)));
  }

  private LaneStatus status() {
    return store.lanes().status(connection.id()).orElseThrow();
  }

  @Test
  void claimsWhatIsDueOnce() {
    assertEquals(List.of(), claim("node-1"));
    assertEquals(Optional.empty(), store.lanes().untilNextDue());
    added();
    assertEquals(Optional.of(Duration.ZERO), store.lanes().untilNextDue());
    var claimed = claim("node-1");
    assertEquals(List.of(new Claimed<>(new LaneLease<>(connection.id(), 1), null, false)), claimed);
    assertEquals(List.of(), claim("node-2"));
    assertEquals("node-1", status().holder());
    assertNull(status().dueAt());
  }

  @Test
  void claimsNothingBeforeItIsDue() {
    var op = samples.message(connection);
    var later = samples.transitions().snooze(op, store.now().plusSeconds(60), Waiting.BACKOFF);
    samples.add(later);
    assertEquals(List.of(), claim("node-1"));
    var wait = store.lanes().untilNextDue().orElseThrow();
    assertTrue(wait.compareTo(Duration.ofSeconds(50)) > 0, wait::toString);
    assertTrue(wait.compareTo(Duration.ofSeconds(60)) <= 0, wait::toString);
    store.advance(Duration.ofSeconds(61));
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void anEarlierOperationMakesTheLaneDueEarlier() {
    var op = samples.message(connection);
    samples.add(samples.transitions().snooze(op, store.now().plusSeconds(60), Waiting.BACKOFF));
    assertEquals(List.of(), claim("node-1"));
    added();
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void whatIsAcceptedDoesNotEndAWaitOfTheWholeLane() {
    added();
    release(claim("node-1").getFirst().lease(), store.now().plusSeconds(60), null);
    added();
    assertEquals(List.of(), claim("node-1"));
    store.advance(Duration.ofSeconds(61));
    var lease = claim("node-1").getFirst().lease();
    release(lease, null, null);
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void aWaitOfALaneWithNothingPendingHoldsWhatComesNext() {
    store.lanes().park(connection.id(), "paused");
    store.lanes().resume(connection.id());
    release(claim("node-1").getFirst().lease(), store.now().plusSeconds(60), null);
    added();
    assertEquals(List.of(), claim("node-1"));
    store.advance(Duration.ofSeconds(61));
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void resumingEndsAWaitOfTheWholeLane() {
    added();
    release(claim("node-1").getFirst().lease(), store.now().plusSeconds(60), null);
    store.lanes().resume(connection.id());
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void claimsTheLongestDueFirst() {
    var expected = new ArrayList<ConnectionId>();
    for (var i = 0; i < 5; i++) {
      var one = samples.connection(connection.partner());
      samples.add(samples.message(one));
      expected.add(one.id());
      store.advance(Duration.ofMillis(2));
    }
    var claimed = store.lanes().claim("node-1", 3, LEASE);
    assertEquals(expected.subList(0, 3), claimed.stream().map(one -> one.lease().lane()).toList());
    assertEquals(2, claim("node-2").size());
  }

  @Test
  void anAbandonedLaneIsClaimedUnderAHigherFence() {
    added();
    var first = claim("node-1").getFirst();
    store.advance(LEASE.plusMillis(10));
    var second = claim("node-2").getFirst();
    assertTrue(second.abandoned());
    assertEquals(first.lease().fence() + 1, second.lease().fence());
    assertEquals(Set.of(), store.lanes().renew("node-1", List.of(first.lease()), LEASE));
    release(first.lease());
    assertEquals("node-2", status().holder());
  }

  @Test
  void aNodeThatWaitsForTheEndOfALeaseWakesUpThen() {
    added();
    claim("node-1");
    var wait = store.lanes().untilNextDue().orElseThrow();
    assertTrue(wait.compareTo(LEASE) <= 0 && wait.compareTo(Duration.ofSeconds(20)) > 0);
  }

  @Test
  void renewsWhatIsHeld() {
    added();
    var lease = claim("node-1").getFirst().lease();
    store.advance(Duration.ofSeconds(20));
    var stranger = new LaneLease<>(connection.id(), lease.fence() + 1);
    assertEquals(Set.of(lease), store.lanes().renew("node-1", List.of(lease, stranger), LEASE));
    assertEquals(Set.of(), store.lanes().renew("node-2", List.of(lease), LEASE));
    assertEquals(Set.of(), store.lanes().renew("node-1", List.of(), LEASE));
    store.advance(Duration.ofSeconds(20));
    assertEquals(List.of(), claim("node-2"));
    store.advance(Duration.ofSeconds(11));
    assertEquals(Set.of(), store.lanes().renew("node-1", List.of(lease), LEASE));
    assertEquals(1, claim("node-2").size());
  }

  @Test
  void aReleasedLaneIsDueWhenItsNextOperationIs() {
    var op = added();
    var lease = claim("node-1").getFirst().lease();
    samples.recordWaiting(
        samples.transitions().snooze(op, store.now().plusSeconds(60), Waiting.RATE_LIMIT));
    release(lease, null, "60/min");
    assertEquals(List.of(), claim("node-2"));
    assertNull(status().holder());
    assertEquals(samples.stored(op).pending().orElseThrow().dueAt(), status().dueAt());
    store.advance(Duration.ofSeconds(61));
    var next = claim("node-2").getFirst();
    assertEquals("60/min", next.left());
    assertFalse(next.abandoned());
    assertEquals(2, next.lease().fence());
  }

  @Test
  void aReleaseKeepsTheMemoryThatItDoesNotReplace() {
    added();
    release(claim("node-1").getFirst().lease(), null, "a");
    release(claim("node-1").getFirst().lease(), null, null);
    assertEquals("a", claim("node-1").getFirst().left());
  }

  @Test
  void aReleasedLaneWithNothingPendingIsNotDue() {
    var op = added();
    var lease = claim("node-1").getFirst().lease();
    samples.record(samples.succeeded(samples.begin(op, lease), null), lease);
    release(lease, null, null);
    assertEquals(Optional.empty(), store.lanes().untilNextDue());
    added();
    assertEquals(1, claim("node-2").size());
  }

  @Test
  void aReleaseMayHoldTheWholeLaneBack() {
    added();
    release(claim("node-1").getFirst().lease(), store.now().plusSeconds(60), null);
    assertEquals(List.of(), claim("node-2"));
    store.advance(Duration.ofSeconds(61));
    assertEquals(1, claim("node-2").size());
  }

  @Test
  void whatArrivesWhileALaneIsHeldIsNotForgotten() {
    var op = added();
    var lease = claim("node-1").getFirst().lease();
    samples.record(samples.succeeded(samples.begin(op, lease), null), lease);
    added();
    release(lease);
    assertEquals(1, claim("node-2").size());
  }

  @Test
  void aLaneIsNotDueForWhatIsBehindAnotherInBackOff() {
    var first = samples.message(connection, "t-1");
    samples.add(first, samples.message(connection, "t-1"));
    var lease = claim("node-1").getFirst().lease();
    var failed = samples.failedForNow(samples.begin(first, lease));
    samples.record(failed, lease);
    release(lease);
    assertEquals(List.of(), claim("node-1"));
    assertEquals(failed.pending().orElseThrow().dueAt(), status().dueAt());
  }

  @Test
  void aLaneThatSkipsIsDueForWhatIsBehindAnotherInBackOff() {
    var settings =
        new Settings(Fields.builder().put(Settings.ON_FAILURE, Settings.OnFailure.SKIP).build());
    connection = samples.connection(connection.partner(), Samples.TSP, null, settings);
    var first = samples.message(connection, "t-1");
    samples.add(first, samples.message(connection, "t-1"));
    var lease = claim("node-1").getFirst().lease();
    samples.record(samples.failedForNow(samples.begin(first, lease)), lease);
    release(lease);
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void anAttemptUnderWayIsLookedAfterWhenTheLeaseWouldHaveEnded() {
    var op = added();
    var lease = claim("node-1").getFirst().lease();
    samples.begin(op, lease);
    release(lease);
    assertEquals(List.of(), claim("node-2"));
    store.advance(LEASE.plusMillis(10));
    assertEquals(1, claim("node-2").size());
  }

  @Test
  void aParkedLaneIsNotClaimedUntilItIsResumed() {
    added();
    store.lanes().park(connection.id(), "credentials");
    assertEquals("credentials", status().parked());
    assertEquals(List.of(), claim("node-1"));
    added();
    assertEquals(List.of(), claim("node-1"));
    assertEquals(Optional.empty(), store.lanes().untilNextDue());
    store.lanes().resume(connection.id());
    assertNull(status().parked());
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void aLaneParkedWhileItIsHeldStaysParkedAfterwards() {
    added();
    var lease = claim("node-1").getFirst().lease();
    store.lanes().park(connection.id(), "credentials");
    assertEquals(Set.of(lease), store.lanes().renew("node-1", List.of(lease), LEASE));
    release(lease);
    assertEquals(List.of(), claim("node-1"));
    store.lanes().resume(connection.id());
    assertEquals(1, claim("node-1").size());
  }

  @Test
  void aLaneParkedByOneThatDiedIsClaimedOnceResumed() {
    added();
    claim("node-1");
    store.lanes().park(connection.id(), "credentials");
    store.advance(LEASE.plusMillis(10));
    assertEquals(List.of(), claim("node-2"));
    store.lanes().resume(connection.id());
    assertEquals(1, claim("node-2").size());
  }

  @Test
  void resumingALaneThatIsNotParkedChangesNothing() {
    store.lanes().resume(connection.id());
    assertEquals(List.of(), claim("node-1"));
  }

  @Test
  void knowsNoLaneOfAnUnknownConnection() {
    assertEquals(Optional.empty(), store.lanes().status(new ConnectionId(samples.id())));
  }

  @Test
  void releasesManyAtOnce() {
    for (var i = 0; i < 70; i++) {
      samples.add(samples.message(samples.connection(connection.partner())));
    }
    var claimed = claim("node-1");
    assertEquals(70, claimed.size());
    store
        .lanes()
        .release(
            "node-1",
            claimed.stream()
                .map(one -> new Release<ConnectionId, String>(one.lease(), null, null))
                .toList());
    assertEquals(70, claim("node-2").size());
  }
}
