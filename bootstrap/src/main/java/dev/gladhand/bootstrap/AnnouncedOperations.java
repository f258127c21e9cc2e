package dev.gladhand.bootstrap;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Wakeups;
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

/**
 * The operations, and a signal after each change that wrote an event, so that nobody waits for a
 * poll to hear of it.
 */
final class AnnouncedOperations implements Operations {
  private final Operations store;
  private final Wakeups wakeups;

  AnnouncedOperations(Operations store, Wakeups wakeups) {
    this.store = store;
    this.wakeups = wakeups;
  }

  private <T> T announced(T result) {
    wakeups.signal(new Wakeups.Signal.EventAdded());
    return result;
  }

  @Override
  public List<AddResult> add(List<NewOperation> batch) {
    return announced(store.add(batch));
  }

  @Override
  public List<Boolean> record(List<Recorded> batch) {
    var recorded = store.record(batch);
    return batch.stream().anyMatch(one -> one.operation().terminal())
        ? announced(recorded)
        : recorded;
  }

  @Override
  public boolean cancel(OperationId id, ResourceOperation cancelled) {
    return announced(store.cancel(id, cancelled));
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
  public List<ResourceOperation> list(OperationQuery query) {
    return store.list(query);
  }

  @Override
  public Map<ConnectionId, List<ResourceOperation>> window(
      Collection<LaneLease> lanes, Collection<ConnectionId> skipFailing, int perLane) {
    return store.window(lanes, skipFailing, perLane);
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
