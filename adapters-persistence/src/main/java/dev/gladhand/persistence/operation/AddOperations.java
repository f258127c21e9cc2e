package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.LaneSeen;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.SqlFailure;
import dev.gladhand.persistence.lane.LaneWakeups;
import dev.gladhand.persistence.lane.Successors;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.outbox.EventRows.Event;
import dev.gladhand.persistence.outbox.HearingGuard;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.RaceLost;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Adds a batch of operations in one transaction. It first assumes that every id and key is new,
 * which costs one query of the lanes and one insert for each table. If one is not new, it starts
 * again and looks up ids and keys before it inserts.
 */
final class AddOperations {
  private static final Comparator<KeyRows.Made> BY_KEY =
      Comparator.comparing((KeyRows.Made made) -> made.key().partner().value())
          .thenComparing(made -> made.key().scope())
          .thenComparing(made -> made.key().key());

  private final Database database;
  private final KeyRows keys;
  private final OperationReads reads;
  private final Successors successors;
  private final LaneWakeups lanes = new LaneWakeups();
  private final EventRows events = new EventRows();
  private final MultiInsert insert = OperationRow.inserting();
  private final MultiInsert insertNewWork = WorkRow.insertingNew();
  private final MultiInsert insertWork = WorkRow.inserting();
  private final MultiInsert insertEnding = EndingRow.inserting();

  AddOperations(Database database, KeyRows keys, OperationReads reads, Successors successors) {
    this.database = database;
    this.keys = keys;
    this.reads = reads;
    this.successors = successors;
  }

  List<AddResult> add(List<NewOperation> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    var firsts = new LinkedHashMap<OperationId, NewOperation>();
    var seconds = new ArrayList<NewOperation>();
    var owners = new HashMap<Object, NewOperation>();
    for (var one : batch) {
      var owner = one.key() == null ? null : owners.putIfAbsent(name(one.key()), one);
      if (owner == null || owner.operation().id().equals(one.operation().id())) {
        firsts.putIfAbsent(one.operation().id(), one);
      } else {
        seconds.add(one);
      }
    }
    var distinct = List.copyOf(firsts.values());
    Map<OperationId, AddResult> results;
    try {
      results = database.transact(connection -> addAll(connection, distinct));
      for (var second : seconds) {
        var owner = Objects.requireNonNull(owners.get(name(Objects.requireNonNull(second.key()))));
        results.put(second.operation().id(), again(second, owner));
      }
    } catch (NotAllNew e) {
      results = database.transact(connection -> addMissing(connection, distinct, seconds));
    }
    return batch.stream()
        .map(one -> one.operation().id())
        .map(results::get)
        .map(Objects::requireNonNull)
        .toList();
  }

  /**
   * Returns the result for {@code second}, whose key {@code owner}, an earlier operation of the
   * same batch, already has: a replay of {@code owner}, or a reused key if the two bodies differ.
   */
  private static AddResult again(NewOperation second, NewOperation owner) {
    var hash = Objects.requireNonNull(second.key()).bodyHash();
    return hash.equals(Objects.requireNonNull(owner.key()).bodyHash())
        ? new AddResult.Replayed(owner.operation())
        : new AddResult.KeyReused();
  }

  private Map<OperationId, AddResult> addAll(Connection connection, List<NewOperation> batch)
      throws SQLException {
    var results = new HashMap<OperationId, AddResult>();
    var pipeline = new Pipeline(connection);
    HearingGuard.storing(pipeline, operations(batch));
    var seen = lanes.look(pipeline, operations(batch));
    try {
      if (!insert(pipeline, batch, true, seen, results)) {
        throw new NotAllNew();
      }
    } catch (SQLException e) {
      if (SqlFailure.supposedTooMuch(e)) {
        throw new NotAllNew();
      }
      throw e;
    }
    return results;
  }

  private Map<OperationId, AddResult> addMissing(
      Connection connection, List<NewOperation> firsts, List<NewOperation> seconds)
      throws SQLException {
    var results = new HashMap<OperationId, AddResult>();
    var pipeline = new Pipeline(connection);
    HearingGuard.storing(pipeline, operations(firsts));
    var seen = lanes.look(pipeline, operations(firsts));
    pipeline.run();
    var ids = firsts.stream().map(one -> one.operation().id().value()).toList();
    var behind = reads.behind(connection, ids);
    for (var stored : reads.find(connection, ids)) {
      results.put(stored.id(), new AddResult.Added(stored, null, behind.contains(stored.id())));
    }
    var missing = new ArrayList<NewOperation>();
    for (var one : firsts) {
      if (results.containsKey(one.operation().id())) {
        continue;
      }
      var known = one.key() == null ? null : reads.findByKey(connection, one.key()).orElse(null);
      if (known != null) {
        results.put(one.operation().id(), known);
        continue;
      }
      missing.add(one);
    }
    keys.forget(connection, made(missing));
    if (!insert(pipeline, missing, false, seen, results)) {
      throw new RaceLost("another node has stored an operation or a key of this batch");
    }
    for (var second : seconds) {
      var known = reads.findByKey(connection, Objects.requireNonNull(second.key()));
      results.put(
          second.operation().id(),
          known.orElseThrow(() -> new RaceLost("an idempotency key does not exist any more")));
    }
    return results;
  }

  private static List<ResourceOperation> operations(List<NewOperation> batch) {
    return batch.stream().map(NewOperation::operation).toList();
  }

  /**
   * Inserts the rows of the operations in one round trip with the statements that the pipeline
   * already contains.
   *
   * @param supposed whether to assume that all ids and keys are new. PostgreSQL is faster then,
   *     because it need not insert each row tentatively, and fails at the first id or key that is
   *     not new
   * @return whether all ids and keys were new
   */
  private boolean insert(
      Pipeline pipeline,
      List<NewOperation> batch,
      boolean supposed,
      Pipeline.Answer<Map<ConnectionId, Optional<LaneSeen>>> lanesSeen,
      Map<OperationId, AddResult> results)
      throws SQLException {
    var operations = operations(batch);
    var behind = successors.behind(pipeline, operations);
    if (!Successors.keys(operations).isEmpty()) {
      pipeline.run();
    }
    var waiting = behind.get();
    var made = made(batch);
    var keysAdded = keys.add(pipeline, made);
    var inserted = insert.put(pipeline, supposed, operations, OperationRow::insert);
    insertNewWork.put(
        pipeline,
        supposed,
        operations.stream().filter(WorkRow::isNew).toList(),
        (op, row) -> WorkRow.insertNew(op, waiting.contains(op.id()), row));
    insertWork.put(
        pipeline,
        supposed,
        operations.stream().filter(op -> !op.terminal() && !WorkRow.isNew(op)).toList(),
        (op, row) -> WorkRow.insert(op, waiting.contains(op.id()), row));
    insertEnding.put(
        pipeline,
        supposed,
        operations.stream().filter(ResourceOperation::terminal).toList(),
        EndingRow::insert);
    events.addOfOperations(pipeline, operations.stream().map(AddOperations::created).toList());
    lanes.wake(pipeline, operations);
    pipeline.run();
    if (keysAdded.get() < made.size() || inserted.get() < operations.size()) {
      return false;
    }
    for (var operation : operations) {
      var seen = lanesSeen.get().getOrDefault(operation.connection(), Optional.empty());
      results.put(
          operation.id(),
          new AddResult.Added(operation, seen.orElse(null), waiting.contains(operation.id())));
    }
    return true;
  }

  private static List<KeyRows.Made> made(List<NewOperation> batch) {
    var made = new ArrayList<KeyRows.Made>();
    for (var one : batch) {
      if (one.key() != null) {
        made.add(
            new KeyRows.Made(one.key(), one.operation().id().value(), one.operation().createdAt()));
      }
    }
    // All nodes insert keys in the same order; otherwise two nodes could deadlock.
    made.sort(BY_KEY);
    return made;
  }

  private static Object name(IdempotencyKey key) {
    return List.of(key.partner(), key.scope(), key.key());
  }

  private static Event created(ResourceOperation op) {
    return OperationEvents.of(op, "resource_operation.created", op.createdAt());
  }

  /** Thrown to roll the transaction back when an id or a key of the batch is not new. */
  private static final class NotAllNew extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllNew() {
      super(null, null, false, false);
    }
  }
}
