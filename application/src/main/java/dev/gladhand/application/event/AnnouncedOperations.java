package dev.gladhand.application.event;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operations that ring the bell once what wrote an event is committed. */
public final class AnnouncedOperations implements Operations {
  private final Operations store;
  private final EventBell bell;

  public AnnouncedOperations(Operations store, EventBell bell) {
    this.store = store;
    this.bell = bell;
  }

  @Override
  public List<AddResult> add(List<NewOperation> batch) {
    var added = store.add(batch);
    bell.ring();
    return added;
  }

  @Override
  public List<Boolean> record(List<Recorded> batch) {
    var recorded = store.record(batch);
    if (batch.stream().anyMatch(one -> one.operation().terminal())) {
      bell.ring();
    }
    return recorded;
  }

  @Override
  public boolean cancel(OperationId id, ResourceOperation cancelled) {
    var done = store.cancel(id, cancelled);
    bell.ring();
    return done;
  }

  @Override
  public Optional<AddResult> findByKey(IdempotencyKey key) {
    return store.findByKey(key);
  }

  @Override
  public Optional<ResourceOperation> find(OperationId id) {
    return store.find(id);
  }

  @Override
  public Map<OperationId, ResourceOperation> findAll(Collection<OperationId> ids) {
    return store.findAll(ids);
  }

  @Override
  public Optional<ResourceOperation> find(
      PartnerId partner, ConnectionId connection, OperationId id) {
    return store.find(partner, connection, id);
  }

  @Override
  public Map<IdempotencyKey, AddResult> findByKeys(Collection<IdempotencyKey> keys) {
    return store.findByKeys(keys);
  }

  @Override
  public long count(OperationQuery query) {
    return store.count(query);
  }

  @Override
  public List<ResourceOperation> list(OperationQuery query) {
    return store.list(query);
  }

  @Override
  public Map<ConnectionId, List<ResourceOperation>> window(
      Collection<LaneLease> lanes, int perLane) {
    return store.window(lanes, perLane);
  }

  @Override
  public List<Boolean> begin(List<Begin> batch) {
    return store.begin(batch);
  }

  @Override
  public List<Boolean> takeOver(List<Begin> batch) {
    return store.takeOver(batch);
  }

  @Override
  public List<ResourceOperation> expired(int limit) {
    return store.expired(limit);
  }

  @Override
  public List<ResourceOperation> abandonedSync(Duration age, int limit) {
    return store.abandonedSync(age, limit);
  }

  @Override
  public Set<OperationId> behind(Collection<OperationId> ids) {
    return store.behind(ids);
  }

  @Override
  public Backlog backlog(@Nullable ConnectionId connection) {
    return store.backlog(connection);
  }

  @Override
  public long pending(PartnerId partner, long limit) {
    return store.pending(partner, limit);
  }

  @Override
  public int prune(Instant before, int limit) {
    return store.prune(before, limit);
  }

  @Override
  public int pruneKeys(Instant before, int limit) {
    return store.pruneKeys(before, limit);
  }
}
