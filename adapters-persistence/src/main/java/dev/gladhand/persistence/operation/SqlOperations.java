package dev.gladhand.persistence.operation;

import dev.gladhand.application.event.EventBell;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.ErrorSearch;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.lane.Successors;
import dev.gladhand.persistence.reference.ReferenceRows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores the operations in a relational database. Thread-safe. */
@Singleton
public final class SqlOperations implements Operations {
  private final Database database;
  private final EventBell bell;
  private final KeyRows keys;
  private final OperationReads reads;
  private final AddOperations adding;
  private final OperationWindow window;
  private final OperationChanges changes;
  private final OperationPruning pruning;

  /**
   * @param bell is called after the commit of a transaction that may have stored an event
   */
  public SqlOperations(Database database, EventBell bell) {
    this.database = database;
    this.bell = bell;
    keys = new KeyRows(database);
    reads = new OperationReads(database, keys);
    var successors = new Successors(database);
    adding = new AddOperations(database, keys, reads, successors);
    window = new OperationWindow(database, reads);
    changes = new OperationChanges(database, new ReferenceRows(), successors);
    pruning = new OperationPruning(database);
  }

  @Override
  public List<AddResult> add(List<NewOperation> batch) {
    var added = database.inTime(() -> adding.add(batch));
    database.afterCommit(bell::ring);
    return added;
  }

  @Override
  public Optional<AddResult> findByKey(IdempotencyKey key) {
    return database.inTime(() -> database.read(connection -> findByKey(connection, key)));
  }

  private Optional<AddResult> findByKey(Connection connection, IdempotencyKey key)
      throws SQLException {
    var found = reads.findByKey(connection, key);
    if (found.isPresent()) {
      // The caller may tell a client that the write was accepted, so the stored operation must be
      // durable first.
      database.store(connection);
    }
    return found;
  }

  @Override
  public Map<IdempotencyKey, AddResult> findByKeys(Collection<IdempotencyKey> wanted) {
    return database.inTime(
        () ->
            database.read(
                connection -> {
                  var found = reads.findByKeys(connection, wanted);
                  if (!found.isEmpty()) {
                    database.store(connection);
                  }
                  return found;
                }));
  }

  @Override
  public Map<OperationId, ResourceOperation> findAll(Collection<OperationId> ids) {
    return byId(database.read(sql -> reads.find(sql, values(ids))));
  }

  @Override
  public Map<OperationId, ResourceOperation> findShort(Collection<OperationId> ids) {
    return byId(database.read(sql -> reads.find(sql, values(ids), SHORT_BYTES)));
  }

  private static List<UUID> values(Collection<OperationId> ids) {
    return ids.stream().map(OperationId::value).toList();
  }

  private static Map<OperationId, ResourceOperation> byId(List<ResourceOperation> operations) {
    var found = new HashMap<OperationId, ResourceOperation>();
    operations.forEach(operation -> found.put(operation.id(), operation));
    return found;
  }

  @Override
  public Optional<ResourceOperation> find(OperationId id) {
    return database.read(connection -> reads.find(connection, id));
  }

  @Override
  public Optional<ResourceOperation> find(PartnerId partner, ConnectionId of, OperationId id) {
    return database.read(connection -> reads.find(connection, partner, of, id));
  }

  @Override
  public List<Sent> sent(OperationId id) {
    return database.read(connection -> reads.sent(connection, id));
  }

  @Override
  public List<Past> past(OperationId id) {
    return database.read(connection -> reads.past(connection, id));
  }

  @Override
  public List<ResourceOperation> list(OperationQuery query) {
    return database.search(connection -> OperationLists.read(connection, query));
  }

  @Override
  public Operations.Found search(ErrorSearch search) {
    return database.search(connection -> SearchErrors.run(connection, reads, search));
  }

  @Override
  public List<Listed> listIds(OperationQuery query) {
    return database.search(connection -> OperationLists.ids(connection, query));
  }

  @Override
  public long count(OperationQuery query) {
    return database.search(connection -> OperationLists.count(connection, query));
  }

  @Override
  public List<OperationId> begunLate(ConnectionId connection, Instant from, int limit) {
    return database.read(sql -> reads.begunLate(sql, connection, from, limit));
  }

  @Override
  public Map<ConnectionId, LaneWindow> window(
      Collection<LaneLease<ConnectionId>> lanes, int perLane) {
    return database.read(connection -> window.read(connection, lanes, perLane));
  }

  @Override
  public List<Boolean> begin(List<Begin> batch) {
    return database.atOnce(connection -> changes.begin(connection, batch));
  }

  @Override
  public List<Boolean> takeOver(List<Begin> batch) {
    return database.atOnce(connection -> changes.takeOver(connection, batch));
  }

  @Override
  public List<Boolean> record(List<Recorded> batch) {
    var recorded = store(batch);
    if (batch.stream().anyMatch(one -> one.operation().terminal())) {
      database.afterCommit(bell::ring);
    }
    return recorded;
  }

  private List<Boolean> store(List<Recorded> batch) {
    try {
      return database.atOnce(connection -> changes.record(connection, batch, true));
    } catch (OperationChanges.NotAllStored e) {
      return database.transact(connection -> changes.record(connection, batch, false));
    }
  }

  @Override
  public boolean cancel(OperationId id, ResourceOperation cancelled, List<Past> past) {
    var done = database.transact(connection -> changes.cancel(connection, cancelled, past));
    database.afterCommit(bell::ring);
    return done;
  }

  @Override
  public List<OperationId> expired(int limit) {
    return database.read(connection -> reads.expired(connection, limit));
  }

  @Override
  public List<OperationId> abandonedSync(Duration age, int limit) {
    return database.read(connection -> reads.abandonedSync(connection, age, limit));
  }

  @Override
  public Set<OperationId> behind(Collection<OperationId> ids) {
    return ids.isEmpty()
        ? Set.of()
        : database.read(connection -> reads.behind(connection, values(ids)));
  }

  @Override
  public Backlog backlog(@Nullable ConnectionId of) {
    return database.read(connection -> reads.backlog(connection, of));
  }

  @Override
  public long pending(PartnerId partner, long limit) {
    return database.read(connection -> reads.pending(connection, partner, limit));
  }

  @Override
  public int prune(Instant before, int limit) {
    return database.transact(connection -> pruning.run(connection, before, limit));
  }

  @Override
  public int pruneKeys(Instant before, int limit) {
    return database.transact(connection -> keys.prune(connection, before, limit));
  }
}
