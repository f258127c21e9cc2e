package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.application.store.References.Stored;
import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.record.Uuids;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data of the store in memory; every access holds the lock of this object. */
final class InMemoryTables {
  final InstantSource clock;
  final NavigableMap<OperationId, Row> operations = new TreeMap<>();
  final NavigableMap<UUID, NavigableMap<OperationId, Row>> pending = new TreeMap<>(Uuids.ORDER);
  final NavigableMap<String, Key> keys = new TreeMap<>();
  final NavigableMap<UUID, Lane> lanes = new TreeMap<>(Uuids.ORDER);
  final NavigableMap<UUID, Connection> connections = new TreeMap<>(Uuids.ORDER);
  final NavigableMap<UUID, StoredCredentials> credentials = new TreeMap<>(Uuids.ORDER);
  final NavigableMap<UUID, Known> references = new TreeMap<>(Uuids.ORDER);
  final NavigableMap<UUID, Partner> partners = new TreeMap<>(Uuids.ORDER);
  final NavigableMap<String, byte[]> secrets = new TreeMap<>();
  final NavigableMap<UUID, HeldJob> jobs = new TreeMap<>(Uuids.ORDER);
  final List<InMemoryStore.Event> events = new ArrayList<>();

  InMemoryTables(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A stored operation. {@code fence} is that of the lease under which its last attempt began;
   * {@code behind} says that it waits for an earlier operation of its order key.
   */
  static final class Row {
    ResourceOperation operation;
    long fence;
    boolean behind;

    /** The requests that its attempts have sent to the TSP. */
    final List<Sent> sent = new ArrayList<>();

    /** The waits and settlements that its results have told. */
    private final List<Past> past = new ArrayList<>();

    /**
     * When an earlier operation of its order key let it begin; null if it never waited for one, or
     * still waits.
     */
    @Nullable Instant freedAt;

    /**
     * When the last attempt began that was begun after the operation was stored; null if none was.
     */
    @Nullable Instant begunAt;

    Row(ResourceOperation operation) {
      this.operation = operation;
    }

    void remember(List<Past> more) {
      if (past.stream().mapToLong(one -> one.toString().length()).sum() <= Operations.PAST_KEPT) {
        past.addAll(more);
      }
    }

    List<Past> past() {
      var all = new ArrayList<Past>();
      if (freedAt != null) {
        all.add(new Past.Waited(Waiting.EARLIER_WRITE, operation.createdAt(), freedAt));
      }
      all.addAll(past);
      return all;
    }

    OperationId id() {
      return operation.id();
    }

    State.@Nullable Pending pending() {
      return operation.state() instanceof State.Pending pending ? pending : null;
    }
  }

  record Key(IdempotencyKey key, OperationId operation, Instant createdAt) {}

  /** A lane's row; while the lane is held, {@code dueAt} is the end of the lease. */
  static final class Lane {
    @Nullable Instant dueAt;
    @Nullable Instant holdUntil;
    @Nullable String holder;
    @Nullable Instant leaseUntil;
    long fence;
    @Nullable String parked;
    @Nullable String memory;
    boolean skips;
  }

  record Known(PartnerId partner, Stored stored) {}

  record HeldJob(Job job, @Nullable String holder, @Nullable Instant until) {}

  Instant now() {
    return clock.instant();
  }

  Lane lane(ConnectionId connection) {
    var lane = lanes.get(connection.value());
    if (lane == null) {
      throw new IllegalStateException("there is no lane for connection " + connection);
    }
    return lane;
  }

  void put(Row row) {
    row.behind = ofKey(row.operation).anyMatch(this::inTheWay);
    operations.put(row.id(), row);
    index(row);
  }

  /** Updates the index of pending async operations by connection after a change of the row. */
  void index(Row row) {
    var connection = row.operation.connection().value();
    if (row.operation.mode() == Mode.ASYNC && row.pending() != null) {
      pending.computeIfAbsent(connection, _ -> new TreeMap<>()).put(row.id(), row);
      return;
    }
    var lane = pending.get(connection);
    if (lane != null) {
      lane.remove(row.id());
    }
  }

  /**
   * Makes the lane due now, or at the end of a wait of the whole lane, because an operation in it
   * may begin earlier than planned. A lane that is held, parked, or without pending operations
   * stays as it is.
   */
  void wake(Lane lane) {
    if (lane.holder != null || lane.parked != null || lane.dueAt == null) {
      return;
    }
    var now = now();
    var due = lane.holdUntil != null && lane.holdUntil.isAfter(now) ? lane.holdUntil : now;
    lane.dueAt = due.isBefore(lane.dueAt) ? due : lane.dueAt;
  }

  Stream<Row> pendingOf(ConnectionId connection) {
    var lane = pending.get(connection.value());
    return lane == null ? Stream.of() : lane.values().stream();
  }

  /**
   * The pending async operations of the same connection that have the order key of this operation,
   * ordered by id; empty if it has none.
   */
  private Stream<Row> ofKey(ResourceOperation op) {
    return op.mode() == Mode.SYNC || op.orderKey().isEmpty()
        ? Stream.of()
        : pendingOf(op.connection()).filter(row -> row.operation.orderKey().equals(op.orderKey()));
  }

  private boolean inTheWay(Row row) {
    var skips = lane(row.operation.connection()).skips;
    return row.pending() != null && !(skips && row.pending().why() == Waiting.BACKOFF);
  }

  /**
   * Lets the next operation that waits in this operation's order key begin, unless an earlier one
   * still holds it back.
   */
  void free(ResourceOperation changed) {
    if (ofKey(changed).noneMatch(row -> !row.behind && inTheWay(row))) {
      ofKey(changed)
          .filter(row -> row.behind)
          .findFirst()
          .ifPresent(
              row -> {
                row.behind = false;
                row.freedAt = now();
              });
    }
  }

  void freeAll(ConnectionId connection) {
    pendingOf(connection).map(row -> row.operation).forEach(this::free);
  }

  Optional<ResourceOperation> operation(OperationId id) {
    return Optional.ofNullable(operations.get(id)).map(row -> row.operation);
  }

  void tell(ResourceOperation op, String name, Instant at) {
    events.add(
        new InMemoryStore.Event(
            events.size() + 1, op.partner(), name, op.id(), op.connection().value(), at));
  }

  void tellEnd(ResourceOperation op) {
    switch (op.state()) {
      case State.Pending _ -> {}
      case State.Succeeded _ -> tell(op, "resource_operation.succeeded", op.updatedAt());
      case State.Failed _ -> tell(op, "resource_operation.failed", op.updatedAt());
    }
  }

  void tell(Connection connection, @Nullable String name) {
    if (name != null) {
      events.add(
          new InMemoryStore.Event(
              events.size() + 1,
              connection.partner(),
              name,
              null,
              connection.id().value(),
              connection.updatedAt()));
    }
  }

  void tell(Invitation invitation, String name) {
    events.add(
        new InMemoryStore.Event(
            events.size() + 1, invitation.partner(), name, null, null, invitation.updatedAt()));
  }
}
