package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.payload.DvirLog;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks how operations are accepted, found, counted and pruned. */
public abstract class OperationsContract extends StoreContract {
  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  @Test
  void findsWhatWasAdded() {
    var op = samples.message(connection);
    assertEquals(List.of(new AddResult.Added(op)), samples.add(op));
    assertEquals(op, samples.stored(op));
    assertEquals(
        Optional.of(op), store.operations().find(connection.partner(), connection.id(), op.id()));
    assertEquals(List.of("resource_operation.created"), store.eventsOf(op.id()));
  }

  @Test
  void keepsEveryFieldOfEveryPayload() {
    var user = new Reference(new ResourceId(new UUID(7, 7)), new SourceId("4711"));
    var payloads =
        List.<Payload>of(
            new GroupMessage(
                Fields.builder()
                    .put(GroupMessage.SENDER_ID, user)
                    .put(GroupMessage.RECIPIENT_IDS, List.of(user, Reference.of(new SourceId("x"))))
                    .put(GroupMessage.MESSAGE_TEXT, "\"quotes\" \\ \n \u2028 🚛")
                    .put(GroupMessage.PRIORITY, null)
                    .build()),
            new User(
                Fields.builder()
                    .put(User.FIRST_NAME, "Zoë")
                    .put(User.IS_DRIVER, false)
                    .put(User.LICENSE_EXPIRATION, LocalDate.of(2028, 2, 29))
                    .build()),
            new DvirLog(
                Fields.builder()
                    .put(DvirLog.DRIVER_ID, user)
                    .put(DvirLog.OCCURRED_AT, store.now())
                    .put(DvirLog.ODOMETER, new BigDecimal("123456.700"))
                    .build()),
            new FuelTransaction(
                Fields.builder()
                    .put(
                        FuelTransaction.FUEL_VOLUME,
                        new BigDecimal("0.000000000000000000000000001"))
                    .put(FuelTransaction.TOTAL_COST, new BigDecimal("1000000000000000000"))
                    .put(FuelTransaction.LATITUDE, new BigDecimal("-90.0"))
                    .build()));
    for (var payload : payloads) {
      var op = samples.operation(connection, Mode.ASYNC, null, payload, null);
      samples.add(op);
      assertEquals(op, samples.stored(op));
    }
  }

  @Test
  void keepsPayloadsOfAnyLength() {
    var text = "é🚚x".repeat(400_000);
    var op =
        samples.operation(
            connection,
            Mode.ASYNC,
            null,
            new Message(Fields.builder().put(Message.MESSAGE_TEXT, text).build()),
            null);
    samples.add(op);
    assertEquals(op, samples.stored(op));
  }

  @Test
  void keepsTargetDeadlineAndAncestor() {
    var fields = Fields.builder().put(Vehicle.NOTES, null).put(Vehicle.VIN, "1FUJGLDR").build();
    var update = samples.changedVehicle(connection, "281474", fields);
    var op =
        new ResourceOperation(
            update.id(),
            update.createdAt(),
            update.updatedAt(),
            update.partner(),
            update.connection(),
            update.tsp(),
            update.fleetRef(),
            update.mode(),
            update.type(),
            update.target(),
            update.payload(),
            update.state(),
            0,
            List.of(),
            update.progress(),
            List.of("notes"),
            store.now().plusSeconds(60),
            new OperationId(samples.id()),
            new TraceContext(
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "acme=t61rcWkgMzE"));
    samples.add(op);
    assertEquals(op, samples.stored(op));
  }

  @Test
  void keepsTheOrderOfABatch() {
    var batch = new ArrayList<NewOperation>();
    for (var i = 0; i < 301; i++) {
      batch.add(new NewOperation(samples.message(connection), null));
    }
    var results = store.operations().add(batch);
    for (var i = 0; i < batch.size(); i++) {
      assertEquals(new AddResult.Added(batch.get(i).operation()), results.get(i));
    }
    assertEquals(301, store.operations().backlog(connection.id()).pending());
  }

  @Test
  void addsAnOperationOnce() {
    var op = samples.message(connection);
    var other = samples.message(connection);
    samples.add(op);
    assertEquals(
        List.of(new AddResult.Added(op), new AddResult.Added(other)), samples.add(op, other));
    assertEquals(List.of("resource_operation.created"), store.eventsOf(op.id()));
    assertEquals(2, store.operations().backlog(connection.id()).pending());
  }

  @Test
  void addsNothingOfABatchThatFails() {
    var op = samples.message(connection);
    var gone = connection.with(ConnectionStatus.ACTIVE, store.now());
    var nowhere =
        new Connection(
            new ConnectionId(samples.id()),
            gone.partner(),
            gone.tsp(),
            gone.fleetId(),
            null,
            Settings.NONE,
            ConnectionStatus.ACTIVE,
            null,
            store.now(),
            store.now(),
            null,
            1);
    assertThrows(IllegalStateException.class, () -> samples.add(op, samples.message(nowhere)));
    assertEquals(Optional.empty(), store.operations().find(op.id()));
    assertEquals(List.of(), store.eventsOf(op.id()));
  }

  @Test
  void answersARepeatedKeyWithTheFirstOperation() {
    var first = samples.message(connection);
    var key = Samples.key(connection.partner(), "k-1", "hash");
    store.operations().add(List.of(new NewOperation(first, key)));

    var again = samples.message(connection);
    var results =
        store
            .operations()
            .add(
                List.of(
                    new NewOperation(again, key),
                    new NewOperation(
                        samples.message(connection),
                        Samples.key(connection.partner(), "k-1", "other"))));
    assertEquals(List.of(new AddResult.Replayed(first), new AddResult.KeyReused()), results);
    assertEquals(Optional.empty(), store.operations().find(again.id()));
    assertEquals(Optional.of(new AddResult.Replayed(first)), store.operations().findByKey(key));
    assertEquals(
        Optional.of(new AddResult.KeyReused()),
        store.operations().findByKey(Samples.key(connection.partner(), "k-1", "other")));
    assertEquals(
        Optional.empty(),
        store.operations().findByKey(Samples.key(samples.partner(), "k-1", "hash")));
  }

  @Test
  void replaysTheOperationAsItIsNow() {
    var first = samples.message(connection);
    var key = Samples.key(connection.partner(), "k-2", "hash");
    store.operations().add(List.of(new NewOperation(first, key)));
    var lease = samples.claim(connection);
    var done = samples.succeeded(samples.begin(first, lease), null);
    assertTrue(samples.record(done, lease));
    assertEquals(
        List.of(new AddResult.Replayed(done)),
        store.operations().add(List.of(new NewOperation(samples.message(connection), key))));
  }

  @Test
  void makesOneOperationOfAKeyUsedTwiceInABatch() {
    var key = Samples.key(connection.partner(), "k-3", "hash");
    var first = samples.message(connection);
    var batch =
        List.of(
            new NewOperation(first, key),
            new NewOperation(samples.message(connection), key),
            new NewOperation(
                samples.message(connection), Samples.key(connection.partner(), "k-3", "other")));
    assertEquals(
        List.of(
            new AddResult.Added(first), new AddResult.Replayed(first), new AddResult.KeyReused()),
        store.operations().add(batch));
    assertEquals(1, store.operations().backlog(connection.id()).pending());
    // Repeats the whole batch, as after a lost answer to its commit.
    assertEquals(
        List.of(
            new AddResult.Added(first), new AddResult.Replayed(first), new AddResult.KeyReused()),
        store.operations().add(batch));
  }

  @Test
  void forgetsKeysAfterADay() {
    var key = Samples.key(connection.partner(), "k-4", "hash");
    store.operations().add(List.of(new NewOperation(samples.message(connection), key)));
    store.advance(Duration.ofHours(25));
    assertEquals(Optional.empty(), store.operations().findByKey(key));
    var later = samples.message(connection);
    assertEquals(
        List.of(new AddResult.Added(later)),
        store.operations().add(List.of(new NewOperation(later, key))));
    assertEquals(Optional.of(new AddResult.Replayed(later)), store.operations().findByKey(key));
  }

  @Test
  void prunesKeysByAge() {
    for (var i = 0; i < 3; i++) {
      var key = Samples.key(connection.partner(), "old-" + i, "hash");
      store.operations().add(List.of(new NewOperation(samples.message(connection), key)));
    }
    store.advance(Duration.ofHours(30));
    var young = Samples.key(connection.partner(), "young", "hash");
    store.operations().add(List.of(new NewOperation(samples.message(connection), young)));
    var before = store.now().minus(Duration.ofHours(24));
    assertEquals(2, store.operations().pruneKeys(before, 2));
    assertEquals(1, store.operations().pruneKeys(before, 2));
    assertEquals(0, store.operations().pruneKeys(before, 2));
    assertInstanceOf(AddResult.Replayed.class, store.operations().findByKey(young).orElseThrow());
  }

  @Test
  void hidesOperationsFromOtherPartners() {
    var op = samples.message(connection);
    samples.add(op);
    var other = samples.connection(samples.partner());
    assertEquals(
        Optional.empty(), store.operations().find(other.partner(), connection.id(), op.id()));
    assertEquals(
        Optional.empty(), store.operations().find(connection.partner(), other.id(), op.id()));
  }

  @Test
  void countsWhatIsPending() {
    var other = samples.connection(connection.partner());
    assertEquals(new Backlog(0, null), store.operations().backlog(null));
    var first = samples.message(connection);
    samples.add(first, samples.message(connection), samples.message(other));
    samples.add(samples.syncMessage(connection));
    assertEquals(new Backlog(3, first.createdAt()), store.operations().backlog(null));
    assertEquals(new Backlog(2, first.createdAt()), store.operations().backlog(connection.id()));
    assertEquals(4, store.operations().pending(connection.partner(), 10));
    assertEquals(2, store.operations().pending(connection.partner(), 2));
    assertEquals(0, store.operations().pending(samples.partner(), 2));

    var lease = samples.claim(connection);
    samples.record(samples.succeeded(samples.begin(first, lease), null), lease);
    assertEquals(2, store.operations().backlog(null).pending());
    assertEquals(3, store.operations().pending(connection.partner(), 10));
  }

  @Test
  void prunesWhatEndedLongAgo() {
    var lease = samples.add(samples.message(connection)) == null ? null : samples.claim(connection);
    var ended = new ArrayList<ResourceOperation>();
    for (var i = 0; i < 3; i++) {
      var op = samples.message(connection);
      samples.add(op);
      var done = samples.succeeded(samples.begin(op, lease), null);
      assertTrue(samples.record(done, lease));
      ended.add(done);
    }
    store.advance(Duration.ofDays(1));
    var waiting = samples.message(connection);
    samples.add(waiting);
    var before = store.now().minus(Duration.ofHours(1));
    assertEquals(2, store.operations().prune(before, 2));
    assertEquals(1, store.operations().prune(before, 2));
    assertEquals(0, store.operations().prune(before, 2));
    ended.forEach(op -> assertEquals(Optional.empty(), store.operations().find(op.id())));
    assertEquals(waiting, samples.stored(waiting));
    var message = ended.getFirst().resourceId();
    assertTrue(store.references().resolve(connection.id(), List.of(message)).isEmpty());
  }
}
