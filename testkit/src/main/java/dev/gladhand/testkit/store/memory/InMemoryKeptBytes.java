package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Payloads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The size of each partner's operations, in memory. */
final class InMemoryKeptBytes implements KeptBytes {
  private record Hour(PartnerId partner, Instant begin) {}

  private final InMemoryTables tables;
  private final Map<Hour, Long> hours = new HashMap<>();
  private OperationId upTo = new OperationId(new UUID(0, 0));

  InMemoryKeptBytes(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public long of(PartnerId partner) {
    return all().getOrDefault(partner, 0L);
  }

  @Override
  public Map<PartnerId, Long> all() {
    synchronized (tables) {
      var all = new HashMap<PartnerId, Long>();
      hours.forEach((hour, bytes) -> all.merge(hour.partner, bytes, Long::sum));
      return all;
    }
  }

  @Override
  public int count(Instant before, int limit) {
    synchronized (tables) {
      var end = new OperationId(TimeOrderedIds.from(before));
      var next =
          tables.operations.tailMap(upTo, false).headMap(end, false).values().stream()
              .limit(limit)
              .map(row -> row.operation)
              .toList();
      next.forEach(this::add);
      return next.size();
    }
  }

  private void add(ResourceOperation operation) {
    upTo = operation.id();
    var hour = TimeOrderedIds.time(upTo.value()).truncatedTo(ChronoUnit.HOURS);
    var bytes = Payloads.storedBytes(operation.payload()) + OF_AN_OPERATION;
    hours.merge(new Hour(operation.partner(), hour), bytes, Long::sum);
  }

  @Override
  public void forget(Instant before) {
    synchronized (tables) {
      hours.keySet().removeIf(hour -> hour.begin.plus(1, ChronoUnit.HOURS).isBefore(before));
    }
  }
}
