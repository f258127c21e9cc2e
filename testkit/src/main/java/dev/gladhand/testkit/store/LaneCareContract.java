package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.Lanes.LaneStatus;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks what a store tells about a lane, such as its memory and the operations that wait for an
 * earlier one, and that lanes which were parked by mistake are resumed.
 */
public abstract class LaneCareContract extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  private LaneLease<ConnectionId> claim(String node) {
    return store.lanes().claim(node, 100, LEASE).getFirst().lease();
  }

  private LaneStatus status() {
    return store.lanes().status(connection.id()).orElseThrow();
  }

  private void remember(String node, LaneLease<ConnectionId> lease, String memory) {
    store.lanes().remember(node, List.of(new Release<>(lease, null, memory)));
  }

  private Set<Object> behind(ResourceOperation... operations) {
    var ids = Arrays.stream(operations).map(ResourceOperation::id).toList();
    return store.operations().behind(ids).stream().collect(Collectors.toSet());
  }

  @Test
  void whatAHolderRemembersIsSeenByAllAndHandedOn() {
    samples.add(samples.message(connection));
    var lease = claim("node-1");
    assertNull(status().memory());
    remember("node-1", lease, "?rate_limit@1");
    assertEquals("?rate_limit@1", status().memory());
    assertEquals("node-1", status().holder());
    store.lanes().remember("node-1", List.of());
    store.advance(LEASE.plusMillis(10));
    assertEquals("?rate_limit@1", store.lanes().claim("node-2", 1, LEASE).getFirst().left());
  }

  @Test
  void onlyTheHolderRemembers() {
    samples.add(samples.message(connection));
    var lease = claim("node-1");
    remember("node-1", lease, "first");
    remember("node-2", lease, "stranger");
    remember("node-1", new LaneLease<>(connection.id(), lease.fence() + 1), "later");
    remember("node-1", new LaneLease<>(connection.id(), lease.fence() - 1), "earlier");
    assertEquals("first", status().memory());
    store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
    remember("node-1", lease, "late");
    assertEquals("first", status().memory());
  }

  @Test
  void manyRememberAtOnce() {
    var other = samples.connection(connection.partner());
    samples.add(samples.message(connection), samples.message(other));
    var leases = store.lanes().claim("node-1", 100, LEASE);
    store
        .lanes()
        .remember(
            "node-1",
            leases.stream()
                .map(
                    one ->
                        new Release<ConnectionId, String>(
                            one.lease(), null, "of " + one.lease().lane()))
                .toList());
    assertEquals("of " + connection.id(), status().memory());
    assertEquals("of " + other.id(), store.lanes().status(other.id()).orElseThrow().memory());
  }

  @Test
  void resumesLanesThatStandStillThoughTheirConnectionsDoNot() {
    samples.add(samples.message(connection));
    store.lanes().park(connection.id(), "credentials");
    var deleted = samples.connection(connection.partner());
    change(deleted, ConnectionStatus.DELETED);
    store.lanes().park(deleted.id(), "paused");
    assertEquals(2, store.lanes().resumeForgotten());
    assertNull(status().parked());
    assertEquals(2, store.lanes().claim("node-1", 100, LEASE).size());
    assertEquals(0, store.lanes().resumeForgotten());
  }

  @Test
  void leavesLanesAloneWhoseConnectionsStandStill() {
    samples.add(samples.message(connection));
    for (var still :
        List.of(ConnectionStatus.FAILED, ConnectionStatus.PAUSED, ConnectionStatus.STALE)) {
      var one = samples.connection(connection.partner());
      change(one, still);
      store.lanes().park(one.id(), still.wire());
    }
    assertEquals(0, store.lanes().resumeForgotten());
    assertEquals(connection.id(), claim("node-1").lane());
  }

  @Test
  void aForgottenLaneThatIsHeldStaysWithItsHolder() {
    samples.add(samples.message(connection));
    var lease = claim("node-1");
    store.lanes().park(connection.id(), "credentials");
    assertEquals(1, store.lanes().resumeForgotten());
    assertEquals("node-1", status().holder());
    assertEquals(List.of(), store.lanes().claim("node-2", 100, LEASE));
    store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
    assertEquals(lease.fence() + 1, claim("node-2").fence());
  }

  private void change(Connection one, ConnectionStatus status) {
    store.connections().update(one.with(status, store.now()), null, null);
  }

  @Test
  void saysWhichWaitForAnEarlierOne() {
    var first = samples.message(connection, "t-1");
    var second = samples.message(connection, "t-1");
    var third = samples.message(connection, "t-1");
    var other = samples.message(connection, "t-2");
    var free = samples.message(connection);
    var sync = samples.syncMessage(connection);
    samples.add(first, second, third, other, free, sync);
    assertEquals(Set.of(second.id(), third.id()), behind(first, second, third, other, free, sync));
    assertEquals(Set.of(third.id()), behind(first, third));
    assertEquals(Set.of(), behind());
    var lease = samples.claim(connection);
    var begun = samples.begin(first, lease);
    assertEquals(Set.of(second.id(), third.id()), behind(first, second, third));
    samples.record(samples.succeeded(begun, null), lease);
    assertEquals(Set.of(third.id()), behind(first, second, third));
  }

  @Test
  void whoAddsIsToldWhatIsBehind() {
    var first = samples.message(connection, "t-1");
    var second = samples.message(connection, "t-1");
    var third = samples.message(connection, "t-1");
    var free = samples.message(connection);
    assertEquals(
        List.of(
            new AddResult.Added(first, null, false),
            new AddResult.Added(second, null, true),
            new AddResult.Added(free, null, false)),
        samples.add(first, second, free));
    assertEquals(List.of(new AddResult.Added(third, null, true)), samples.add(third));
    assertEquals(
        List.of(new AddResult.Added(first, null, false), new AddResult.Added(second, null, true)),
        samples.add(first, second),
        "as well who repeats it");
  }

  /**
   * Ids are made before the store is called, so an operation with a smaller id may be stored later.
   */
  @Test
  void theOneStoredFirstGoesFirstWhateverTheIdsAre() {
    var earliest = samples.message(connection, "t-1");
    var cancelled = samples.message(connection, "t-1");
    var stored = samples.message(connection, "t-1");
    samples.add(stored);
    assertEquals(List.of(new AddResult.Added(earliest, null, true)), samples.add(earliest));
    samples.add(cancelled);
    assertTrue(store.operations().cancel(cancelled.id(), samples.transitions().expire(cancelled)));
    var lease = samples.claim(connection);
    assertEquals(List.of(stored), window(lease));
    assertEquals(Set.of(earliest.id()), behind(earliest, stored));
    var begun = samples.begin(stored, lease);
    assertEquals(List.of(), window(lease));
    samples.record(samples.succeeded(begun, null), lease);
    assertEquals(List.of(earliest), window(lease));
  }

  @Test
  void aNewSettingLetsNobodyOvertakeTheOneThatWasStoredFirst() {
    var earliest = samples.message(connection, "t-1");
    var stored = samples.message(connection, "t-1");
    samples.add(stored);
    samples.add(earliest);
    assertTrue(store.connections().update(skipping(connection), null, null));
    assertEquals(Set.of(earliest.id()), behind(earliest, stored));
    assertEquals(List.of(stored), window(samples.claim(connection)));
  }

  private Connection skipping(Connection one) {
    var settings = Fields.builder().put(Settings.ON_FAILURE, Settings.OnFailure.SKIP).build();
    return new Connection(
        one.id(),
        one.partner(),
        one.tsp(),
        one.fleetId(),
        one.fleetRef(),
        new Settings(settings),
        one.status(),
        one.description(),
        one.createdAt(),
        store.now(),
        null,
        one.version() + 1);
  }

  private List<ResourceOperation> window(LaneLease<ConnectionId> lease) {
    return store
        .operations()
        .window(List.of(lease), 20)
        .getOrDefault(connection.id(), Operations.LaneWindow.EMPTY)
        .operations();
  }

  @Test
  void theSameThreadOfAnotherConnectionIsNotInTheWay() {
    var here = samples.message(connection, "t-1");
    var there = samples.message(samples.connection(connection.partner()), "t-1");
    samples.add(here, there);
    assertEquals(Set.of(), behind(here, there));
  }

  @Test
  void whereTheConnectionSkipsNobodyWaitsForOneInBackOff() {
    var settings =
        new Settings(Fields.builder().put(Settings.ON_FAILURE, Settings.OnFailure.SKIP).build());
    for (var skips : List.of(false, true)) {
      var one =
          skips
              ? samples.connection(connection.partner(), Samples.TSP, null, settings)
              : connection;
      var first = samples.message(one, "t-1");
      var second = samples.message(one, "t-1");
      samples.add(first, second);
      assertEquals(Set.of(second.id()), behind(first, second));
      var lease = samples.claim(one);
      samples.record(samples.failedForNow(samples.begin(first, lease)), lease);
      assertEquals(skips ? Set.of() : Set.of(second.id()), behind(first, second));
    }
  }

  /**
   * Stores two operations of one thread, sets the first into back-off for an hour, and releases the
   * lane; returns the first.
   *
   * @param notBefore the time before which the lane may not be claimed; null for no such time
   */
  private ResourceOperation inBackOff(@Nullable Instant notBefore) {
    var first = samples.message(connection, "t-1");
    samples.add(first, samples.message(connection, "t-1"));
    var lease = claim("node-1");
    var waiting =
        samples.transitions().snooze(first, store.now().plusSeconds(3600), Waiting.BACKOFF);
    assertTrue(samples.recordWaiting(waiting));
    store.lanes().release("node-1", List.of(new Release<>(lease, notBefore, null)));
    assertEquals(List.of(), store.lanes().claim("node-1", 100, LEASE));
    return waiting;
  }

  @Test
  void whatWaitsBehindOneThatIsCancelledIsDueAtOnce() {
    var first = inBackOff(null);
    assertTrue(store.operations().cancel(first.id(), samples.transitions().expire(first)));
    assertEquals(connection.id(), claim("node-1").lane());
  }

  @Test
  void whatWaitsBehindOneThatExpiresIsDueAtOnce() {
    var first = inBackOff(null);
    assertTrue(samples.recordWaiting(samples.transitions().expire(first)));
    assertEquals(connection.id(), claim("node-1").lane());
  }

  @Test
  void whatWaitsWithItsLaneIsNotDueBeforeIt() {
    var first = inBackOff(store.now().plusSeconds(600));
    assertTrue(store.operations().cancel(first.id(), samples.transitions().expire(first)));
    assertEquals(List.of(), store.lanes().claim("node-1", 100, LEASE));
    store.advance(Duration.ofSeconds(601));
    assertEquals(connection.id(), claim("node-1").lane());
  }

  @Test
  void anAttemptUnderWayIsLookedAfterThoughTheNextWriteIsFarOff() {
    var first = samples.message(connection);
    var second = samples.message(connection);
    samples.add(
        first,
        samples.transitions().snooze(second, store.now().plusSeconds(3600), Waiting.BACKOFF));
    var lease = claim("node-1");
    samples.begin(first, lease);
    store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
    assertEquals(List.of(), store.lanes().claim("node-2", 1, LEASE));
    store.advance(LEASE.plusMillis(10));
    assertEquals(lease.fence() + 1, claim("node-2").fence());
  }
}
