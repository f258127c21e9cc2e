package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.LaneWindow;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.SentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks how a store begins and ends attempts: which operations may be sent, and which node may
 * record the result.
 */
public abstract class AttemptsContract extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Settings SKIPPING =
      new Settings(Fields.builder().put(Settings.ON_FAILURE, Settings.OnFailure.SKIP).build());

  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  private ResourceOperation added() {
    var op = samples.message(connection);
    samples.add(op);
    return op;
  }

  private boolean begins(ResourceOperation operation, @Nullable LaneLease<ConnectionId> lease) {
    var begun = samples.transitions().begin(operation);
    return store.operations().begin(List.of(new Begin(begun, lease))).getFirst();
  }

  private boolean takesOver(ResourceOperation begun, @Nullable LaneLease<ConnectionId> lease) {
    return store.operations().takeOver(List.of(new Begin(begun, lease))).getFirst();
  }

  private List<ResourceOperation> window(LaneLease<ConnectionId> lease) {
    return Objects.requireNonNull(
        store
            .operations()
            .window(List.of(lease), 100)
            .getOrDefault(connection.id(), LaneWindow.EMPTY)
            .operations());
  }

  @Test
  void beginsOnce() {
    var op = added();
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    assertEquals(begun, samples.stored(op));
    assertFalse(begins(op, lease));
  }

  @Test
  void beginsNothingWithoutTheLane() {
    var op = added();
    var lease = samples.claim(connection);
    assertFalse(begins(op, new LaneLease<>(connection.id(), lease.fence() + 1)));
    assertFalse(begins(op, new LaneLease<>(connection.id(), lease.fence() - 1)));
    store.advance(LEASE.plusSeconds(1));
    assertFalse(begins(op, lease), "the lease ran out");
    var next = samples.claim(connection);
    assertFalse(begins(op, lease), "somebody else holds the lane");
    assertTrue(begins(op, next));
  }

  @Test
  void beginsNothingAfterTheLaneWasReleased() {
    var op = added();
    var lease = samples.claim(connection);
    store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
    assertFalse(begins(op, lease));
  }

  @Test
  void answersForEachOfABatch() {
    var first = added();
    var second = added();
    var sync = samples.syncMessage(connection);
    samples.add(sync);
    var lease = samples.claim(connection);
    samples.begin(first, lease);
    var batch =
        List.of(
            new Begin(samples.transitions().begin(sync), null),
            new Begin(samples.transitions().begin(first), lease),
            new Begin(samples.transitions().begin(second), lease));
    assertEquals(List.of(true, false, true), store.operations().begin(batch));
  }

  @Test
  void recordsASuccess() {
    var op = added();
    var lease = samples.claim(connection);
    var done = samples.succeeded(samples.begin(op, lease), "m-1");
    assertTrue(samples.record(done, lease));
    assertEquals(done, samples.stored(op));
    assertEquals(
        List.of("resource_operation.created", "resource_operation.succeeded"),
        store.eventsOf(op.id()));
    assertFalse(samples.record(done, lease), "the same was stored before");
    assertEquals(2, store.eventsOf(op.id()).size());
    assertFalse(begins(op, lease), "it has ended");
  }

  @Test
  void recordsAFailureAndTheNextAttempt() {
    var op = added();
    var lease = samples.claim(connection);
    var failed = samples.failedForNow(samples.begin(op, lease));
    assertTrue(samples.record(failed, lease));
    assertEquals(failed, samples.stored(op));
    assertEquals(List.of(), window(lease), "it is in back-off");
    store.advance(Duration.ofSeconds(2));
    assertEquals(List.of(failed), window(lease));

    var ended = samples.failedForGood(samples.begin(failed, lease));
    assertFalse(samples.record(failed, lease), "the first attempt was recorded before");
    assertTrue(samples.record(ended, lease));
    assertEquals(ended, samples.stored(op));
    assertEquals(2, ended.log().size());
    assertEquals(
        List.of("resource_operation.created", "resource_operation.failed"),
        store.eventsOf(op.id()));
  }

  @Test
  void keepsWhatEachAttemptHasSentUpToABound() {
    var op = added();
    var lease = samples.claim(connection);
    assertEquals(List.of(), store.operations().sent(op.id()));
    var failed = samples.failedForNow(samples.begin(op, lease));
    var first = List.of(sent(1, "{\"text\":\"a\\u0000\\n\\u2026\"}"), sent(1, null));
    assertEquals(
        List.of(true),
        store.operations().record(List.of(new Recorded(failed, lease.fence(), true, first))));
    assertEquals(first, store.operations().sent(op.id()));
    store.advance(Duration.ofSeconds(2));
    var done = samples.succeeded(samples.begin(failed, lease), "m-1");
    var many = Collections.nCopies(20, sent(2, "x".repeat(SentRequest.LONGEST_BODY)));
    store.operations().record(List.of(new Recorded(done, lease.fence(), true, many)));
    var kept = store.operations().sent(op.id());
    assertEquals(first, kept.subList(0, 2));
    assertEquals(many.getFirst(), kept.get(2));
  }

  @Test
  void keepsNothingThatIsSentPastTheBound() {
    var op = added();
    var lease = samples.claim(connection);
    var failed = samples.failedForNow(samples.begin(op, lease));
    var many = Collections.nCopies(20, sent(1, "x".repeat(SentRequest.LONGEST_BODY)));
    store.operations().record(List.of(new Recorded(failed, lease.fence(), true, many)));
    store.advance(Duration.ofSeconds(2));
    var done = samples.succeeded(samples.begin(failed, lease), "m-1");
    store.operations().record(List.of(new Recorded(done, lease.fence(), true, many)));
    assertEquals(many, store.operations().sent(op.id()));
    assertEquals(done, samples.stored(op));
  }

  private static Sent sent(int attempt, @Nullable String body) {
    return new Sent(
        attempt,
        Instant.parse("2026-11-20T08:30:00.123456Z"),
        new SentRequest("POST", "https://tsp.example/v1", Map.of("Authorization", "*****"), body));
  }

  @Test
  void takesBackAnAttemptThatDidNotCount() {
    var op = added();
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    var error = samples.failedForNow(begun).log().getFirst();
    var throttled =
        samples
            .transitions()
            .after(
                begun,
                new Outcome.Throttled(
                    new dev.gladhand.domain.outcome.TspError(
                        Objects.requireNonNull(error.errorType()),
                        Objects.requireNonNull(error.errorDetails()),
                        false,
                        error.reply()),
                    Duration.ofMillis(400)),
                RepeatSafety.SAFE);
    assertEquals(0, throttled.attempts());
    assertTrue(samples.record(throttled, lease));
    assertEquals(throttled, samples.stored(op));
    store.advance(Duration.ofSeconds(1));
    assertTrue(begins(throttled, lease));
  }

  @Test
  void recordsProgressBetweenTwoCalls() {
    var op = samples.newVehicle(connection, "Truck 9");
    samples.add(op);
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    var half =
        samples
            .transitions()
            .after(
                begun,
                new Outcome.Progressed(begun.progress().next(new SourceId("v-9"))),
                RepeatSafety.SAFE);
    assertTrue(samples.record(half, lease));
    assertEquals(half, samples.stored(op));
    var again = samples.begin(half, lease);
    assertEquals(1, again.attempts());
    assertTrue(samples.record(samples.succeeded(again, null), lease));
    assertEquals(new SourceId("v-9"), ((State.Succeeded) samples.stored(op).state()).source());
  }

  @Test
  void recordsOnlyWhatWasBegunUnderTheFence() {
    var op = added();
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    var done = samples.succeeded(begun, null);
    assertFalse(
        store.operations().record(List.of(new Recorded(done, lease.fence() + 1, true))).getFirst());
    assertFalse(
        store.operations().record(List.of(new Recorded(done, lease.fence(), false))).getFirst());
    assertEquals(begun, samples.stored(op));
    assertTrue(samples.record(done, lease));
  }

  @Test
  void recordsAfterTheLeaseRanOutAsLongAsNobodyTookOver() {
    var op = added();
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    store.advance(LEASE.multipliedBy(2));
    assertTrue(samples.record(samples.succeeded(begun, null), lease));
  }

  @Test
  void aZombieRecordsNothing() {
    var op = added();
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    store.advance(LEASE.plusSeconds(1));
    var next = samples.claim(connection);
    assertEquals(List.of(begun), window(next), "what was begun and not recorded is in the window");
    assertTrue(takesOver(begun, next));
    assertTrue(takesOver(begun, next), "a repeat after a lost answer");
    assertEquals(List.of(), window(next), "it is ours and under way");
    assertFalse(samples.record(samples.succeeded(begun, null), lease));
    var lost = samples.transitions().lost(begun, RepeatSafety.NEVER);
    assertTrue(samples.record(lost, next));
    assertFalse(takesOver(begun, next), "it has ended");
    assertEquals(lost, samples.stored(op));
  }

  @Test
  void takesOverOnlyUnderTheLane() {
    var op = added();
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    store.advance(LEASE.plusSeconds(1));
    assertFalse(takesOver(begun, new LaneLease<>(connection.id(), lease.fence() + 1)));
    var next = samples.claim(connection);
    assertFalse(takesOver(begun, lease), "that is the old one");
    var waiting = added();
    assertFalse(takesOver(samples.transitions().begin(waiting), next), "nothing is under way");
  }

  @Test
  void doesNotRecordTheWaitOfWhatWasBegun() {
    var op = added();
    var lease = samples.claim(connection);
    var later = store.now().plusSeconds(60);
    var snoozed = samples.transitions().snooze(op, later, Waiting.RATE_LIMIT);
    assertTrue(samples.recordWaiting(snoozed));
    assertEquals(snoozed, samples.stored(op));
    assertEquals(List.of(), window(lease));
    store.advance(Duration.ofSeconds(61));
    lease = samples.claim(connection);
    samples.begin(snoozed, lease);
    assertFalse(samples.recordWaiting(snoozed));
  }

  @Test
  void knowsARecordAsSoonAsItsOperationSucceeded() {
    var op = samples.newVehicle(connection, "Truck 7");
    samples.add(op);
    var lease = samples.claim(connection);
    assertTrue(samples.record(samples.succeeded(samples.begin(op, lease), "v-7"), lease));
    var id = ResourceId.of(connection.id(), Resource.VEHICLE, new SourceId("v-7"));
    var known = store.references().find(connection.partner(), Resource.VEHICLE, id).orElseThrow();
    assertEquals("Truck 7", known.name());
    assertEquals(new SourceId("v-7"), known.source());
    assertEquals("Truck 7", known.fields().get("vehicle_name"));

    var change =
        samples.changedVehicle(
            connection,
            "v-7",
            Fields.builder().put(Vehicle.VEHICLE_NAME, "Truck 8").put(Vehicle.NOTES, null).build());
    samples.add(change);
    assertTrue(samples.record(samples.succeeded(samples.begin(change, lease), "v-7"), lease));
    var changed = store.references().find(connection.partner(), Resource.VEHICLE, id).orElseThrow();
    assertEquals("Truck 8", changed.name());
    assertEquals(known.fields().get("model_year"), changed.fields().get("model_year"));
    assertTrue(changed.fields().containsKey("notes"));
  }

  @Test
  void recordsALargeBatch() {
    var ops = new ArrayList<ResourceOperation>();
    for (var i = 0; i < 150; i++) {
      ops.add(i % 2 == 0 ? samples.message(connection) : samples.newVehicle(connection, "T" + i));
    }
    samples.add(ops.toArray(ResourceOperation[]::new));
    var lease = samples.claim(connection);
    var begun = ops.stream().map(op -> samples.transitions().begin(op)).toList();
    var begins = begun.stream().map(op -> new Begin(op, lease)).toList();
    assertFalse(store.operations().begin(begins).contains(false));
    var records = new ArrayList<Recorded>();
    for (var i = 0; i < begun.size(); i++) {
      records.add(new Recorded(samples.succeeded(begun.get(i), "s-" + i), lease.fence(), true));
    }
    assertFalse(store.operations().record(records).contains(false));
    assertFalse(store.operations().record(records).contains(true));
    for (var i = 0; i < records.size(); i++) {
      assertEquals(records.get(i).operation(), samples.stored(ops.get(i)));
      assertEquals(2, store.eventsOf(ops.get(i).id()).size());
    }
  }

  @Test
  void cancelsWhatWasNeverSent() {
    var op = added();
    var cancelled = samples.transitions().expire(op);
    assertTrue(store.operations().cancel(op.id(), cancelled));
    assertEquals(cancelled, samples.stored(op));
    assertFalse(store.operations().cancel(op.id(), cancelled));
    assertEquals(
        List.of("resource_operation.created", "resource_operation.failed"),
        store.eventsOf(op.id()));
    assertFalse(begins(op, samples.claim(connection)));
  }

  @Test
  void cancelsWhatIsKnownNotToHaveBeenApplied() {
    var op = added();
    var lease = samples.claim(connection);
    var failed = samples.failedForNow(samples.begin(op, lease));
    samples.record(failed, lease);
    assertTrue(store.operations().cancel(op.id(), samples.transitions().expire(failed)));
  }

  @Test
  void doesNotCancelWhatMayHaveBeenSent() {
    var op = added();
    var lease = samples.claim(connection);
    var begun = samples.begin(op, lease);
    assertFalse(store.operations().cancel(op.id(), samples.transitions().expire(op)));
    var doubtful = samples.transitions().lost(begun, RepeatSafety.LOOK_UP_FIRST);
    assertTrue(samples.record(doubtful, lease));
    assertFalse(store.operations().cancel(op.id(), samples.transitions().expire(doubtful)));
    assertEquals(doubtful, samples.stored(op));
  }

  @Test
  void findsWhatExpired() {
    var soon = samples.expiringMessage(connection, Duration.ofSeconds(10));
    var later = samples.expiringMessage(connection, Duration.ofSeconds(1000));
    var begun = samples.expiringMessage(connection, Duration.ofSeconds(10));
    samples.add(soon, later, begun, samples.message(connection));
    samples.begin(begun, samples.claim(connection));
    assertEquals(List.of(), store.operations().expired(10));
    store.advance(Duration.ofSeconds(20));
    assertEquals(List.of(soon.id()), store.operations().expired(10));
    assertTrue(samples.recordWaiting(samples.transitions().expire(soon)));
    assertEquals(List.of(), store.operations().expired(10));
    store.advance(Duration.ofSeconds(1000));
    assertEquals(List.of(later.id()), store.operations().expired(10));
  }

  @Test
  void findsAbandonedSyncCalls() {
    var op = samples.syncMessage(connection);
    samples.add(op);
    assertEquals(List.of(), store.operations().abandonedSync(Duration.ZERO, 10));
    var begun = samples.begin(op, null);
    var age = Duration.ofSeconds(60);
    assertEquals(List.of(), store.operations().abandonedSync(age, 10));
    store.advance(Duration.ofSeconds(61));
    assertEquals(List.of(begun.id()), store.operations().abandonedSync(age, 10));
    assertTrue(samples.record(samples.transitions().lost(begun, RepeatSafety.NEVER), null));
    assertEquals(List.of(), store.operations().abandonedSync(age, 10));
    assertFalse(samples.record(samples.succeeded(begun, null), null), "it was closed before");
  }

  @Test
  void keepsASyncOperationThatIsAddedWithItsAttemptUnderWay() {
    var op = samples.transitions().begin(samples.syncMessage(connection));
    samples.add(op);
    assertEquals(op, samples.stored(op));
    store.advance(Duration.ofSeconds(61));
    assertEquals(List.of(op.id()), store.operations().abandonedSync(Duration.ofSeconds(60), 10));
    assertTrue(samples.record(samples.succeeded(op, null), null));
  }

  @Test
  void findsWhatWasBegunLongAfterItWasAccepted() {
    var late = samples.message(connection);
    samples.add(late);
    store.advance(Duration.ofHours(30));
    var lease = samples.claim(connection);
    var added = samples.message(connection);
    samples.add(added);
    var from = store.now();
    assertEquals(List.of(), begunLate(from));
    samples.begin(added, lease);
    var begun = samples.begin(late, lease);
    assertEquals(List.of(begun.id()), begunLate(from));
    assertEquals(List.of(), begunLate(from.plusSeconds(60)));
    var ended = samples.succeeded(begun, null);
    samples.record(ended, lease);
    assertEquals(List.of(ended.id()), begunLate(from));
    assertEquals(
        List.of(),
        store.operations().begunLate(samples.connection(connection.partner()).id(), from, 10));
    assertEquals(List.of(), store.operations().begunLate(connection.id(), from, 0));
  }

  private List<OperationId> begunLate(Instant from) {
    return store.operations().begunLate(connection.id(), from, 10);
  }

  @Test
  void leavesSyncOperationsOutOfTheLane() {
    samples.add(samples.syncMessage(connection));
    assertEquals(List.of(), store.lanes().claim("node-1", 10, LEASE));
    added();
    assertEquals(1, window(samples.claim(connection)).size());
  }

  @Test
  void showsWhatIsDueInOrder() {
    var first = added();
    store.advance(Duration.ofMillis(5));
    var second = added();
    store.advance(Duration.ofMillis(5));
    var third = added();
    var lease = samples.claim(connection);
    assertEquals(List.of(first, second, third), window(lease));
    assertEquals(
        List.of(first, second),
        store
            .operations()
            .window(List.of(lease), 2)
            .getOrDefault(connection.id(), LaneWindow.EMPTY)
            .operations());
    store.advance(Duration.ofMillis(5));
    var snoozed = samples.transitions().snooze(first, store.now(), Waiting.RATE_LIMIT);
    samples.recordWaiting(snoozed);
    assertEquals(List.of(second, third, snoozed), window(lease));
  }

  @Test
  void showsManyLanesAtOnce() {
    var leases = new ArrayList<LaneLease<ConnectionId>>();
    var expected = new ArrayList<ResourceOperation>();
    for (var i = 0; i < 70; i++) {
      var one = samples.connection(connection.partner());
      var op = samples.message(one);
      samples.add(op);
      expected.add(op);
    }
    store.lanes().claim("node-1", 100, LEASE).forEach(claimed -> leases.add(claimed.lease()));
    var windows = store.operations().window(leases, 10);
    assertEquals(70, windows.size());
    for (var op : expected) {
      assertEquals(
          List.of(op), windows.getOrDefault(op.connection(), LaneWindow.EMPTY).operations());
    }
  }

  @Test
  void keepsTheOrderOfAThread() {
    var first = samples.message(connection, "t-1");
    var second = samples.message(connection, "t-1");
    var third = samples.message(connection, "t-1");
    var other = samples.message(connection, "t-2");
    samples.add(first, second, third, other);
    var lease = samples.claim(connection);
    assertEquals(List.of(first, other), window(lease));
    var begun = samples.begin(first, lease);
    assertEquals(List.of(other), window(lease), "behind the one under way");
    var failed = samples.failedForNow(begun);
    samples.record(failed, lease);
    assertEquals(List.of(other), window(lease), "behind the one in back-off");
    store.advance(Duration.ofSeconds(2));
    samples.record(samples.succeeded(samples.begin(failed, lease), null), lease);
    assertEquals(List.of(second, other), window(lease));
  }

  @Test
  void aThreadGoesOnePastTheOther() {
    var messages = new ArrayList<ResourceOperation>();
    for (var i = 0; i < 5; i++) {
      messages.add(samples.message(connection, "t-1"));
    }
    samples.add(messages.get(0), messages.get(1));
    messages.subList(2, 5).forEach(samples::add);
    var lease = samples.claim(connection);
    // One of them ends before those ahead of it.
    assertTrue(
        store
            .operations()
            .cancel(messages.get(1).id(), samples.transitions().expire(messages.get(1))));
    for (var i : List.of(0, 2, 3, 4)) {
      assertEquals(List.of(messages.get(i)), window(lease));
      samples.record(samples.succeeded(samples.begin(messages.get(i), lease), null), lease);
    }
    var late = samples.message(connection, "t-1");
    samples.add(late);
    assertEquals(List.of(late), window(lease), "nobody is before it any more");
  }

  @Test
  void whatIsBehindOneInBackOffGoesWhereTheConnectionSkips() {
    connection = skipping();
    var messages = new ArrayList<ResourceOperation>();
    for (var i = 0; i < 3; i++) {
      messages.add(samples.message(connection, "t-1"));
    }
    messages.forEach(samples::add);
    var lease = samples.claim(connection);
    assertEquals(List.of(messages.getFirst()), window(lease));
    var failed = samples.failedForNow(samples.begin(messages.getFirst(), lease));
    samples.record(failed, lease);
    assertEquals(List.of(messages.get(1)), window(lease));
    samples.record(samples.succeeded(samples.begin(messages.get(1), lease), null), lease);
    assertEquals(List.of(messages.get(2)), window(lease));
    var late = samples.message(connection, "t-1");
    samples.add(late);
    assertEquals(List.of(messages.get(2)), window(lease));
    samples.record(samples.succeeded(samples.begin(messages.get(2), lease), null), lease);
    assertEquals(List.of(late), window(lease));
    samples.record(samples.succeeded(samples.begin(late, lease), null), lease);
    store.advance(Duration.ofSeconds(2));
    assertEquals(List.of(failed), window(lease));
  }

  @Test
  void skippingTakesEffectOnWhatWaitsAlready() {
    var first = samples.message(connection, "t-1");
    var second = samples.message(connection, "t-1");
    var third = samples.message(connection, "t-1");
    samples.add(first, second, third);
    var lease = samples.claim(connection);
    samples.record(samples.failedForNow(samples.begin(first, lease)), lease);
    store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
    assertEquals(List.of(), store.lanes().claim("node-1", 100, LEASE));
    var changed =
        new Connection(
            connection.id(),
            connection.partner(),
            connection.tsp(),
            connection.fleetId(),
            connection.fleetRef(),
            SKIPPING,
            connection.status(),
            connection.description(),
            connection.createdAt(),
            store.now(),
            null,
            connection.version() + 1);
    assertTrue(store.connections().update(changed, null, null));
    assertEquals(List.of(second), window(samples.claim(connection)));
  }

  private Connection skipping() {
    return samples.connection(connection.partner(), Samples.TSP, null, SKIPPING);
  }

  @Test
  void keepsTheOrderOfARecord() {
    var fields = Fields.builder().put(Vehicle.NOTES, "a").build();
    var first = samples.changedVehicle(connection, "v-1", fields);
    var second = samples.changedVehicle(connection, "v-1", fields);
    var other = samples.changedVehicle(connection, "v-2", fields);
    samples.add(first, second, other);
    assertEquals(List.of(first, other), window(samples.claim(connection)));
  }

  @Test
  void timeMovesOn() {
    Instant before = store.now();
    store.advance(Duration.ofMinutes(5));
    assertFalse(store.now().isBefore(before.plus(Duration.ofMinutes(5))));
  }
}
