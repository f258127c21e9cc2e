package dev.gladhand.testkit.store;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.outcome.TspReply;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections and operations for the contracts of the store, and changes operations as the
 * engine does. All times come from the clock of the store under test.
 */
public final class Samples {
  public static final TspId TSP = new TspId("samsara");

  /** A credential field, declared like one in an adapter's schema. */
  public static final Field<String> TOKEN = new Field<>("api_token", FieldTypes.NON_EMPTY);

  private final StoreUnderTest store;
  private long made;

  public Samples(StoreUnderTest store) {
    this.store = store;
  }

  /**
   * A new UUID of version 7 with the store's present time and a counter, so that later ids are
   * greater; the counter begins again after 4,096 ids.
   */
  public UUID id() {
    var time = store.now().toEpochMilli();
    return new UUID(time << 16 | 0x7000 | made++ & 0xFFF, 0x8000_0000_0000_0000L | made);
  }

  public PartnerId partner() {
    return new PartnerId(id());
  }

  public Connection connection(PartnerId partner) {
    return connection(partner, TSP, "fleet-1", Settings.NONE);
  }

  /** Makes an active connection and stores it. */
  public Connection connection(
      PartnerId partner, TspId tsp, @Nullable String fleetRef, Settings settings) {
    var now = store.now();
    var connection =
        new Connection(
            new ConnectionId(id()),
            partner,
            tsp,
            id(),
            fleetRef,
            settings,
            ConnectionStatus.ACTIVE,
            "made by a test",
            now,
            now,
            null,
            1);
    store
        .connections()
        .add(connection, credentials("token-of-" + connection.id()), "connection.created");
    return connection;
  }

  public static Credentials credentials(String token) {
    return new Credentials(Fields.builder().put(TOKEN, token).build());
  }

  /** A new async message that is pending and due now; it is not stored yet. */
  public ResourceOperation message(Connection connection) {
    return message(connection, null);
  }

  /**
   * A new pending message; the messages of one thread keep their order.
   *
   * @param thread the provider's id of the message thread, or null for a message without one
   */
  public ResourceOperation message(Connection connection, @Nullable String thread) {
    var fields =
        Fields.builder()
            .put(
                Message.RECIPIENT_ID,
                new Reference(new ResourceId(new UUID(1, 2)), new SourceId("77")))
            .put(Message.MESSAGE_TEXT, "Gate 4, dock 12; ring twice. Grüße, 你好, 🚚");
    if (thread != null) {
      fields.put(Message.SOURCE_THREAD_ID, thread);
    }
    return operation(connection, Mode.ASYNC, null, new Message(fields.build()), null);
  }

  public ResourceOperation syncMessage(Connection connection) {
    var message = message(connection);
    return operation(connection, Mode.SYNC, null, message.payload(), null);
  }

  /** A new pending message that expires after this duration: no attempt may begin later. */
  public ResourceOperation expiringMessage(Connection connection, Duration expiresIn) {
    return operation(
        connection, Mode.ASYNC, null, message(connection).payload(), store.now().plus(expiresIn));
  }

  public ResourceOperation newVehicle(Connection connection, String name) {
    var fields = Fields.builder().put(Vehicle.VEHICLE_NAME, name).put(Vehicle.MODEL_YEAR, 2024);
    return operation(connection, Mode.ASYNC, null, new Vehicle(fields.build()), null);
  }

  /** An update of the vehicle with this id at the TSP. */
  public ResourceOperation changedVehicle(Connection connection, String source, Fields fields) {
    var id = ResourceId.of(connection.id(), Resource.VEHICLE, new SourceId(source));
    return operation(
        connection, Mode.ASYNC, new Reference(id, new SourceId(source)), new Vehicle(fields), null);
  }

  public ResourceOperation operation(
      Connection connection,
      Mode mode,
      @Nullable Reference target,
      Payload payload,
      @Nullable Instant expiresAt) {
    var now = store.now();
    return new ResourceOperation(
        new OperationId(id()),
        now,
        now,
        connection.partner(),
        connection.id(),
        connection.tsp(),
        connection.fleetRef(),
        mode,
        target == null ? OperationType.CREATE : OperationType.UPDATE,
        target,
        payload,
        State.Pending.due(now),
        0,
        List.of(),
        Progress.NONE,
        List.of(),
        expiresAt,
        null,
        null);
  }

  /** Stores operations without idempotency keys, in one batch. */
  public List<AddResult> add(ResourceOperation... operations) {
    var batch = new ArrayList<NewOperation>();
    for (var operation : operations) {
      batch.add(new NewOperation(operation, null));
    }
    return store.operations().add(batch);
  }

  public static IdempotencyKey key(PartnerId partner, String key, String bodyHash) {
    return new IdempotencyKey(partner, "POST /v2/telematics/messages", key, bodyHash);
  }

  /** The state machine at the present time, with random numbers that give the longest back-off. */
  public Transitions transitions() {
    return new Transitions(RetryPolicy.DEFAULT, store.now(), 0.999_999);
  }

  /** Claims the one lane of a connection. */
  public LaneLease<ConnectionId> claim(Connection connection) {
    return store.lanes().claim("node-1", 100, Duration.ofSeconds(30)).stream()
        .map(claimed -> claimed.lease())
        .filter(lease -> lease.lane().equals(connection.id()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the lane cannot be claimed"));
  }

  /** Begins an attempt: stores its intent, and returns the operation with the attempt under way. */
  public ResourceOperation begin(
      ResourceOperation operation, @Nullable LaneLease<ConnectionId> lease) {
    var begun = transitions().begin(operation);
    if (!store.operations().begin(List.of(new Begin(begun, lease))).getFirst()) {
      throw new AssertionError("the attempt may not begin");
    }
    return begun;
  }

  public ResourceOperation succeeded(ResourceOperation begun, @Nullable String source) {
    var outcome = Outcome.accepted(source == null ? null : new SourceId(source));
    return transitions().after(begun, outcome, RepeatSafety.SAFE);
  }

  /**
   * The operation after its attempt failed with a 503 of the TSP, with another attempt planned
   * after a back-off; this result is not stored yet.
   */
  public ResourceOperation failedForNow(ResourceOperation begun) {
    return failed(begun, new Retry.Backoff());
  }

  public ResourceOperation failedForGood(ResourceOperation begun) {
    return failed(begun, new Retry.Never());
  }

  private ResourceOperation failed(ResourceOperation begun, Retry advice) {
    var reply = new TspReply(503, Map.of("x-request-id", "r-1", "content-type", "text/plain"));
    var error = new TspError(ErrorType.TSP, "samsara answered 503: \"busy\" 🚧", false, reply);
    return transitions().after(begun, Outcome.rejected(error, advice), RepeatSafety.SAFE);
  }

  /**
   * Stores the result of an attempt; false if the store refuses it, because no such attempt is
   * under way under this lease.
   *
   * @param lease the lease under which the attempt was begun; null for a sync operation
   */
  public boolean record(ResourceOperation operation, @Nullable LaneLease<ConnectionId> lease) {
    var fence = lease == null ? 0 : lease.fence();
    return store.operations().record(List.of(new Recorded(operation, fence, true))).getFirst();
  }

  /**
   * Stores a change of an operation that has no attempt under way; false if the store refuses it.
   */
  public boolean recordWaiting(ResourceOperation operation) {
    return store.operations().record(List.of(new Recorded(operation, 0, false))).getFirst();
  }

  /** Reads the operation as it is stored now. */
  public ResourceOperation stored(ResourceOperation operation) {
    return store.operations().find(operation.id()).orElseThrow();
  }
}
