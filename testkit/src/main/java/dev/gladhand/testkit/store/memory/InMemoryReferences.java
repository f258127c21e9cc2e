package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.LearnedRecord;
import dev.gladhand.application.store.References;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The references in memory. */
final class InMemoryReferences implements References {
  private final InMemoryTables tables;

  InMemoryReferences(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<List<Boolean>> put(
      ConnectionId connection, PartnerId partner, List<Entry> entries, Instant now, int most) {
    synchronized (tables) {
      var present =
          tables.references.values().stream()
              .filter(one -> one.partner().equals(partner) && isListed(one.stored().resource()))
              .count();
      var fresh =
          entries.stream()
              .filter(entry -> isListed(entry.resource()))
              .map(entry -> ResourceId.of(connection, entry.resource(), entry.source()).value())
              .distinct()
              .filter(id -> !tables.references.containsKey(id))
              .count();
      if (present + fresh > most) {
        return Optional.empty();
      }
      return Optional.of(
          entries.stream().map(entry -> put(connection, partner, entry, now)).toList());
    }
  }

  private static boolean isListed(Resource resource) {
    return switch (resource) {
      case USER, VEHICLE, TRAILER -> true;
      case MESSAGE, GROUP_MESSAGE, DVIR_LOG, FUEL_TRANSACTION -> false;
    };
  }

  private boolean put(ConnectionId connection, PartnerId partner, Entry entry, Instant now) {
    var id = ResourceId.of(connection, entry.resource(), entry.source());
    var known = tables.references.get(id.value());
    var before = known == null ? null : known.stored();
    store(
        tables,
        partner,
        new Stored(
            id,
            entry.resource(),
            entry.source(),
            entry.name() != null || before == null ? entry.name() : before.name(),
            entry.roles() != null ? entry.roles() : before == null ? List.of() : before.roles(),
            entry.fields() != null
                ? Collections.unmodifiableMap(new LinkedHashMap<>(entry.fields()))
                : before == null ? Map.of() : before.fields(),
            connection,
            Objects.requireNonNull(tables.connections.get(connection.value())).tsp(),
            null,
            before == null ? now : before.createdAt(),
            now));
    return before == null;
  }

  private static void store(InMemoryTables tables, PartnerId partner, Stored stored) {
    tables.references.put(stored.id().value(), new InMemoryTables.Known(partner, stored));
  }

  static void learn(InMemoryTables tables, ResourceOperation op) {
    LearnedRecord.of(op)
        .ifPresent(
            learned -> {
              var known = tables.references.get(learned.id().value());
              var before = known == null ? null : known.stored();
              var fields =
                  learned.mergedWith(
                      before == null ? Map.<String, @Nullable Object>of() : before.fields());
              store(
                  tables,
                  op.partner(),
                  new Stored(
                      learned.id(),
                      learned.resource(),
                      before != null ? before.source() : learned.source(),
                      learned.name(fields, before == null ? null : before.name()),
                      learned.roles() != null
                          ? learned.roles()
                          : before == null ? List.of() : before.roles(),
                      Collections.unmodifiableMap(fields),
                      op.connection(),
                      op.tsp(),
                      null,
                      before == null ? op.updatedAt() : before.createdAt(),
                      op.updatedAt()));
            });
  }

  /**
   * Removes the reference of the message that a deleted operation sent; does nothing for other
   * resources. A message can be answered only as long as its operation is stored.
   */
  static void forget(InMemoryTables tables, ResourceOperation op) {
    var id = op.resourceId();
    if (op.resource() == Resource.MESSAGE && id != null) {
      tables.references.remove(id.value());
    }
  }

  @Override
  public Map<ResourceId, Known> resolve(ConnectionId connection, Collection<ResourceId> ids) {
    synchronized (tables) {
      var known = new LinkedHashMap<ResourceId, Known>();
      for (var id : ids) {
        var one = tables.references.get(id.value());
        if (one != null && one.stored().connection().equals(connection)) {
          known.put(id, new Known(one.stored().resource(), one.stored().source()));
        }
      }
      return known;
    }
  }

  @Override
  public List<Stored> list(
      PartnerId partner,
      Resource resource,
      @Nullable ConnectionId connection,
      List<String> fleetRefs,
      @Nullable SourceId source,
      @Nullable ResourceId after,
      int size) {
    synchronized (tables) {
      var page =
          after == null ? tables.references : tables.references.tailMap(after.value(), false);
      return page.values().stream()
          .filter(known -> known.partner().equals(partner))
          .map(known -> withFleet(known.stored()))
          .filter(stored -> stored.resource() == resource)
          .filter(stored -> connection == null || stored.connection().equals(connection))
          .filter(
              stored ->
                  fleetRefs.isEmpty()
                      || stored.fleetRef() != null && fleetRefs.contains(stored.fleetRef()))
          .filter(stored -> source == null || source.equals(stored.source()))
          .limit(size)
          .toList();
    }
  }

  @Override
  public Optional<Stored> find(PartnerId partner, Resource resource, ResourceId id) {
    synchronized (tables) {
      return Optional.ofNullable(tables.references.get(id.value()))
          .filter(known -> known.partner().equals(partner))
          .map(known -> withFleet(known.stored()))
          .filter(stored -> stored.resource() == resource);
    }
  }

  /** The record with the connection's present fleet. */
  private Stored withFleet(Stored stored) {
    var connection = tables.connections.get(stored.connection().value());
    return new Stored(
        stored.id(),
        stored.resource(),
        stored.source(),
        stored.name(),
        stored.roles(),
        stored.fields(),
        stored.connection(),
        stored.tsp(),
        connection == null ? null : connection.fleetRef(),
        stored.createdAt(),
        stored.updatedAt());
  }
}
