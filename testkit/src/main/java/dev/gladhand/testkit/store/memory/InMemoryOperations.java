package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.testkit.store.memory.InMemoryTables.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations in memory. */
final class InMemoryOperations implements Operations {
  private static final Duration LATE = Duration.ofHours(23);

  private static final Duration KEY_LIFE = Duration.ofHours(24);

  private final InMemoryTables tables;

  InMemoryOperations(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public List<AddResult> add(List<NewOperation> batch) {
    synchronized (tables) {
      for (var one : batch) {
        if (one.operation().mode() == Mode.ASYNC) {
          tables.lane(one.operation().connection());
        }
      }
      return batch.stream().map(this::add).toList();
    }
  }

  private AddResult add(NewOperation one) {
    var op = one.operation();
    var stored = tables.operation(op.id());
    if (stored.isPresent()) {
      var behind = !behind(List.of(op.id())).isEmpty();
      return new AddResult.Added(stored.get(), null, behind);
    }
    if (one.key() != null) {
      var known = findByKey(one.key());
      if (known.isPresent()) {
        return known.get();
      }
      tables.keys.put(name(one.key()), new InMemoryTables.Key(one.key(), op.id(), op.createdAt()));
    }
    tables.put(new Row(op));
    tables.tell(op, "resource_operation.created", op.createdAt());
    if (op.mode() == Mode.ASYNC && op.state() instanceof State.Pending pending) {
      var lane = tables.lane(op.connection());
      var quiet = lane.holder != null || lane.parked != null;
      var due =
          lane.holdUntil != null && lane.holdUntil.isAfter(pending.dueAt())
              ? lane.holdUntil
              : pending.dueAt();
      if (!quiet && (lane.dueAt == null || lane.dueAt.isAfter(due))) {
        lane.dueAt = due;
      }
      return new AddResult.Added(
          op,
          LaneSeen.of(lane.holder, lane.parked, lane.memory),
          !behind(List.of(op.id())).isEmpty());
    }
    return new AddResult.Added(op);
  }

  private static String name(IdempotencyKey key) {
    return key.partner() + "\n" + key.scope() + "\n" + key.key();
  }

  @Override
  public Optional<AddResult> findByKey(IdempotencyKey key) {
    synchronized (tables) {
      var known = tables.keys.get(name(key));
      if (known == null || !known.createdAt().isAfter(tables.now().minus(KEY_LIFE))) {
        return Optional.empty();
      }
      return known.key().bodyHash().equals(key.bodyHash())
          ? tables.operation(known.operation()).map(AddResult.Replayed::new)
          : Optional.of(new AddResult.KeyReused());
    }
  }

  @Override
  public Optional<ResourceOperation> find(OperationId id) {
    synchronized (tables) {
      return tables.operation(id);
    }
  }

  @Override
  public Optional<ResourceOperation> find(PartnerId partner, ConnectionId of, OperationId id) {
    return find(id).filter(op -> op.partner().equals(partner) && op.connection().equals(of));
  }

  @Override
  public List<Sent> sent(OperationId id) {
    synchronized (tables) {
      var row = tables.operations.get(id);
      return row == null ? List.of() : List.copyOf(row.sent);
    }
  }

  @Override
  public List<Past> past(OperationId id) {
    synchronized (tables) {
      var row = tables.operations.get(id);
      return row == null ? List.of() : row.past();
    }
  }

  @Override
  public List<ResourceOperation> list(OperationQuery query) {
    synchronized (tables) {
      var all = query.ascending() ? tables.operations : tables.operations.descendingMap();
      var after = query.after();
      var page = after == null ? all : all.tailMap(after, false);
      return page.values().stream()
          .map(row -> row.operation)
          .filter(op -> matches(op, query))
          .limit(query.size())
          .toList();
    }
  }

  @Override
  public List<Listed> listIds(OperationQuery query) {
    return list(query).stream().map(op -> new Listed(op.id(), op.connection())).toList();
  }

  @Override
  public long count(OperationQuery query) {
    synchronized (tables) {
      return tables.operations.values().stream()
          .filter(row -> matches(row.operation, query))
          .count();
    }
  }

  private static boolean matches(ResourceOperation op, OperationQuery query) {
    return op.partner().equals(query.partner())
        && same(query.resource(), op.resource())
        && same(query.connection(), op.connection())
        && same(query.tsp(), op.tsp())
        && (query.fleetRefs().isEmpty()
            || op.fleetRef() != null && query.fleetRefs().contains(op.fleetRef()))
        && same(query.type(), op.type())
        && same(query.status(), status(op))
        && same(query.resourceId(), op.resourceId())
        && same(query.sourceId(), source(op))
        && !op.createdAt().isBefore(query.from())
        && op.createdAt().isBefore(query.to());
  }

  private static boolean same(@Nullable Object wanted, @Nullable Object there) {
    return wanted == null || wanted.equals(there);
  }

  private static String status(ResourceOperation op) {
    return switch (op.state()) {
      case State.Pending _ -> "pending";
      case State.Succeeded _ -> "success";
      case State.Failed _ -> "failed";
    };
  }

  private static @Nullable SourceId source(ResourceOperation op) {
    return switch (op.state()) {
      case State.Succeeded(_, var source) -> source;
      case State.Pending _, State.Failed _ -> op.target() == null ? null : op.target().source();
    };
  }

  @Override
  public List<OperationId> begunLate(ConnectionId connection, Instant from, int limit) {
    synchronized (tables) {
      return tables.operations.values().stream()
          .filter(row -> row.operation.connection().equals(connection))
          .filter(row -> row.begunAt != null && !row.begunAt.isBefore(from))
          .filter(row -> row.operation.createdAt().plus(LATE).isBefore(begunAt(row)))
          .sorted(Comparator.comparing(InMemoryOperations::begunAt))
          .limit(limit)
          .map(Row::id)
          .toList();
    }
  }

  private static Instant begunAt(Row row) {
    return row.begunAt == null ? Instant.MIN : row.begunAt;
  }

  @Override
  public Map<ConnectionId, LaneWindow> window(
      Collection<LaneLease<ConnectionId>> lanes, int perLane) {
    synchronized (tables) {
      var now = tables.now();
      var found = new LinkedHashMap<ConnectionId, LaneWindow>();
      for (var lane : lanes) {
        found.put(
            lane.lane(),
            window(
                tables
                    .pendingOf(lane.lane())
                    .filter(row -> row.pending() != null && !row.pending().dueAt().isAfter(now))
                    .filter(row -> begun(row) ? row.fence < lane.fence() : !row.behind)
                    .sorted(BY_DUE)
                    .limit(perLane)
                    .map(row -> row.operation)
                    .toList(),
                perLane));
      }
      return found;
    }
  }

  private static LaneWindow window(List<ResourceOperation> due, int perLane) {
    var bytes = 0L;
    for (var i = 0; i < due.size(); i++) {
      bytes += Payloads.storedBytes(due.get(i).payload());
      if (i > 0 && bytes > WINDOW_BYTES) {
        return new LaneWindow(due.subList(0, i), true);
      }
    }
    return new LaneWindow(due, due.size() == perLane);
  }

  static final Comparator<Row> BY_DUE =
      Comparator.comparing((Row row) -> due(row)).thenComparing(Row::id);

  static Instant due(Row row) {
    return row.pending() == null ? Instant.MAX : row.pending().dueAt();
  }

  static boolean begun(Row row) {
    return row.pending() != null && row.pending().begun();
  }

  @Override
  public List<Boolean> begin(List<Begin> batch) {
    synchronized (tables) {
      return batch.stream().map(this::begin).toList();
    }
  }

  private boolean begin(Begin one) {
    var row = tables.operations.get(one.operation().id());
    var midway = one.operation().pending().orElseThrow().midway();
    var before = midway ? one.operation().attempts() : one.operation().attempts() - 1;
    if (row == null
        || row.pending() == null
        || begun(row)
        || row.operation.attempts() != before
        || !held(one.lease())) {
      return false;
    }
    row.operation = one.operation();
    row.begunAt = one.operation().pending().orElseThrow().begunAt();
    row.fence = one.lease() == null ? 0 : one.lease().fence();
    return true;
  }

  private boolean held(@Nullable LaneLease<ConnectionId> lease) {
    if (lease == null) {
      return true;
    }
    var lane = tables.lanes.get(lease.lane().value());
    return lane != null
        && lane.fence == lease.fence()
        && lane.holder != null
        && lane.leaseUntil != null
        && lane.leaseUntil.isAfter(tables.now());
  }

  @Override
  public List<Boolean> takeOver(List<Begin> batch) {
    synchronized (tables) {
      return batch.stream().map(this::takeOver).toList();
    }
  }

  private boolean takeOver(Begin one) {
    var row = tables.operations.get(one.operation().id());
    var fence = one.lease() == null ? 0 : one.lease().fence();
    if (row == null
        || !begun(row)
        || row.operation.attempts() != one.operation().attempts()
        || row.fence > fence
        || !held(one.lease())) {
      return false;
    }
    row.fence = fence;
    return true;
  }

  @Override
  public List<Boolean> record(List<Recorded> batch) {
    synchronized (tables) {
      return batch.stream().map(this::record).toList();
    }
  }

  private boolean record(Recorded one) {
    var op = one.operation();
    var row = tables.operations.get(op.id());
    if (row == null || row.pending() == null || begun(row) != one.begun()) {
      return false;
    }
    var attempts = row.operation.attempts();
    var sameAttempt =
        one.begun()
            ? row.fence == one.fence()
                && (attempts == op.attempts()
                    || attempts == op.attempts() + 1 && takesAttemptBack(op))
            : attempts == op.attempts();
    if (!sameAttempt) {
      return false;
    }
    change(row, op);
    if (row.sent.stream().mapToLong(sent -> sent.toString().length()).sum() <= SENT_KEPT) {
      row.sent.addAll(one.sent());
    }
    row.remember(one.past());
    if (!one.begun()) {
      wake(op);
    }
    InMemoryReferences.learn(tables, op);
    tables.tellEnd(op);
    return true;
  }

  /**
   * Whether this result is a wait for which the attempt does not count, such as a rate limit. The
   * operation then has one attempt less than at the intent.
   */
  private static boolean takesAttemptBack(ResourceOperation op) {
    return op.state() instanceof State.Pending pending
        && !pending.midway()
        && pending.why() != Waiting.BACKOFF
        && pending.why() != Waiting.SETTLING;
  }

  /**
   * Makes the lane due if the changed operation has ended, because the next operation of its order
   * key may then begin.
   */
  private void wake(ResourceOperation ended) {
    if (ended.terminal() && ended.orderKey().isPresent()) {
      tables.wake(tables.lane(ended.connection()));
    }
  }

  private void change(Row row, ResourceOperation op) {
    row.operation = op;
    tables.index(row);
    if (op.terminal() || row.pending() != null && row.pending().why() == Waiting.BACKOFF) {
      tables.free(op);
    }
  }

  @Override
  public boolean cancel(OperationId id, ResourceOperation cancelled, List<Past> past) {
    synchronized (tables) {
      var row = tables.operations.get(id);
      if (row == null
          || row.pending() == null
          || begun(row)
          || row.operation.attempts() != cancelled.attempts()
          || row.pending().doubtful()
          || row.pending().midway()
          || row.pending().why() == Waiting.SETTLING) {
        return false;
      }
      change(row, cancelled);
      row.remember(past);
      wake(cancelled);
      tables.tellEnd(cancelled);
      return true;
    }
  }

  @Override
  public List<OperationId> expired(int limit) {
    synchronized (tables) {
      var now = tables.now();
      return allPending()
          .filter(row -> !begun(row))
          .map(row -> row.operation)
          .filter(op -> op.expiresAt() != null && !op.expiresAt().isAfter(now))
          .sorted(Comparator.comparing(op -> op.expiresAt() == null ? Instant.MAX : op.expiresAt()))
          .limit(limit)
          .map(ResourceOperation::id)
          .toList();
    }
  }

  private Stream<Row> allPending() {
    return tables.pending.values().stream().flatMap(lane -> lane.values().stream());
  }

  @Override
  public List<OperationId> abandonedSync(Duration age, int limit) {
    synchronized (tables) {
      var before = tables.now().minus(age);
      return tables.operations.values().stream()
          .filter(row -> row.operation.mode() == Mode.SYNC && begun(row))
          .map(row -> row.operation)
          .filter(
              op ->
                  op.state() instanceof State.Pending pending
                      && pending.begunAt() != null
                      && !pending.begunAt().isAfter(before))
          .limit(limit)
          .map(ResourceOperation::id)
          .toList();
    }
  }

  @Override
  public Set<OperationId> behind(Collection<OperationId> ids) {
    synchronized (tables) {
      var found = new LinkedHashSet<OperationId>();
      for (var id : ids) {
        var row = tables.operations.get(id);
        if (row != null && row.pending() != null && row.behind) {
          found.add(id);
        }
      }
      return found;
    }
  }

  @Override
  public Backlog backlog(@Nullable ConnectionId of) {
    synchronized (tables) {
      var created =
          (of == null ? allPending() : tables.pendingOf(of))
              .map(row -> row.operation.createdAt())
              .sorted()
              .toList();
      return new Backlog(created.size(), created.isEmpty() ? null : created.getFirst());
    }
  }

  @Override
  public long pending(PartnerId partner, long limit) {
    synchronized (tables) {
      return tables.operations.values().stream()
          .filter(row -> row.pending() != null && row.operation.partner().equals(partner))
          .limit(limit)
          .count();
    }
  }

  @Override
  public int prune(Instant before, int limit) {
    synchronized (tables) {
      var old = new ArrayList<Row>();
      for (var row : tables.operations.values()) {
        if (old.size() < limit
            && row.pending() == null
            && row.operation.updatedAt().isBefore(before)) {
          old.add(row);
        }
      }
      old.forEach(row -> tables.operations.remove(row.id()));
      old.forEach(row -> InMemoryReferences.forget(tables, row.operation));
      return old.size();
    }
  }

  @Override
  public int pruneKeys(Instant before, int limit) {
    synchronized (tables) {
      var old =
          tables.keys.entrySet().stream()
              .filter(entry -> entry.getValue().createdAt().isBefore(before))
              .map(Map.Entry::getKey)
              .limit(limit)
              .toList();
      old.forEach(tables.keys::remove);
      return old.size();
    }
  }
}
