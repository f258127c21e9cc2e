package dev.gladhand.persistence.reference;

import dev.gladhand.application.store.References;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.connection.ConnectionRepository;
import dev.gladhand.persistence.connection.ConnectionRows;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.partner.PartnerLock;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores references in a relational database. Thread-safe. */
@Singleton
public final class SqlReferences implements References {
  /** The most rows of one statement, so that no statement takes long. */
  private static final int CHUNK = 1000;

  private final Database database;
  private final ReferenceRepository lists;
  private final ConnectionRepository connections;
  private final ReferenceRows rows = new ReferenceRows();

  public SqlReferences(
      Database database, ReferenceRepository lists, ConnectionRepository connections) {
    this.database = database;
    this.lists = lists;
    this.connections = connections;
  }

  @Override
  public Optional<List<Boolean>> put(
      ConnectionId connection, PartnerId partner, List<Entry> entries, Instant now, int most) {
    var records = new LinkedHashMap<UUID, ReferenceRows.Row>();
    var ids = new ArrayList<UUID>(entries.size());
    for (var entry : entries) {
      var record = record(connection, partner, entry, now);
      records.merge(record.id(), record, ReferenceRows.Row::then);
      ids.add(record.id());
    }
    var sorted = ReferenceRows.sorted(records.values());
    // All rows are written in one transaction, so that all or none are known when this returns.
    var isNew =
        database.transact(
            sql -> {
              if (!fits(sql, partner, sorted, now, most)) {
                return Optional.<Map<UUID, Boolean>>empty();
              }
              var all = new HashMap<UUID, Boolean>();
              for (var from = 0; from < sorted.size(); from += CHUNK) {
                all.putAll(
                    rows.put(sql, sorted.subList(from, Math.min(sorted.size(), from + CHUNK))));
              }
              return Optional.<Map<UUID, Boolean>>of(all);
            });
    var seen = new HashSet<UUID>();
    return isNew.map(
        fresh ->
            ids.stream().map(id -> Boolean.TRUE.equals(fresh.get(id)) && seen.add(id)).toList());
  }

  private static final String COUNTED =
      """
      from reference r
      where partner_id = ? and resource in ('user', 'vehicle', 'trailer')
        and not exists (select 1 from connection c where c.id = r.connection_id and c.deleted_at is not null)""";

  /**
   * Whether the partner will have at most {@code most} references after the new ones among these
   * rows are added. References of deleted connections are not counted, because the partner cannot
   * delete them.
   */
  private static boolean fits(
      Connection sql, PartnerId partner, List<ReferenceRows.Row> rows, Instant now, int most)
      throws SQLException {
    PartnerLock.take(sql, partner);
    if (ReferenceCount.addsUpTo(sql, partner, rows.size(), most, now)) {
      return true;
    }
    var present = PartnerLock.count(sql, partner, COUNTED, most);
    ReferenceCount.set(sql, partner, present + rows.size(), now);
    if (present + rows.size() <= most) {
      return true;
    }
    var ids = rows.stream().filter(SqlReferences::isListed).map(ReferenceRows.Row::id).toList();
    try (var statement = sql.prepareStatement("select count(*) from reference where id = any(?)")) {
      Parameters.of(statement).ids(ids);
      try (var found = statement.executeQuery()) {
        found.next();
        return present + ids.size() - found.getLong(1) <= most;
      }
    }
  }

  private static boolean isListed(ReferenceRows.Row row) {
    return Set.of("user", "vehicle", "trailer").contains(row.resource());
  }

  private static ReferenceRows.Row record(
      ConnectionId connection, PartnerId partner, Entry entry, Instant now) {
    return new ReferenceRows.Row(
        ResourceId.of(connection, entry.resource(), entry.source()).value(),
        connection.value(),
        partner.value(),
        entry.resource().wire(),
        entry.source().value(),
        before ->
            new ReferenceRows.Known(
                entry.name() == null ? before.name() : entry.name(),
                entry.roles() == null ? before.roles() : JsonWriter.text(entry.roles()),
                entry.fields() == null ? before.fields() : JsonWriter.text(entry.fields())),
        now);
  }

  @Override
  public Map<ResourceId, Known> resolve(ConnectionId connection, Collection<ResourceId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return database.read(
        sql -> {
          var known = new HashMap<ResourceId, Known>();
          try (var statement =
              sql.prepareStatement(
                  "select id, resource, source_id from reference where id = any(?) and connection_id = ?")) {
            Parameters.of(statement)
                .ids(ids.stream().map(ResourceId::value).toList())
                .id(connection.value());
            try (var found = statement.executeQuery()) {
              while (found.next()) {
                var row = Columns.of(found);
                known.put(
                    new ResourceId(row.id()),
                    new Known(resource(row.text()), source(row.maybeText())));
              }
            }
          }
          return known;
        });
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
    var owner = partner.value();
    var kind = resource.wire();
    var from = after == null ? ConnectionRows.LEAST : after.value();
    var every = fleetRefs.isEmpty();
    var fleets = fleetRefs.toArray(String[]::new);
    var found =
        database.search(
            _ -> {
              if (source != null) {
                var ids = idsOf(partner, resource, connection, source);
                return lists.ofIds(owner, ids, kind, from, every, fleets, size);
              }
              return connection == null
                  ? lists.ofPartner(owner, kind, from, every, fleets, size)
                  : lists.ofConnection(owner, connection.value(), kind, from, every, fleets, size);
            });
    return found.stream().map(ReferenceView::stored).toList();
  }

  /**
   * The gateway's ids of the records that have this source id in the connection, or, if it is null,
   * in any connection of the partner. They are computed from the source id, so no index is needed.
   */
  private UUID[] idsOf(
      PartnerId partner, Resource resource, @Nullable ConnectionId connection, SourceId source) {
    var owners =
        connection == null ? connections.idsOf(partner.value()) : List.of(connection.value());
    return owners.stream()
        .map(owner -> ResourceId.of(new ConnectionId(owner), resource, source).value())
        .toArray(UUID[]::new);
  }

  @Override
  public Optional<Stored> find(PartnerId partner, Resource resource, ResourceId id) {
    return database
        .read(_ -> lists.find(partner.value(), resource.wire(), id.value()))
        .map(ReferenceView::stored);
  }

  private static Resource resource(String wire) {
    return Resource.ofWire(wire).orElseThrow();
  }

  private static @Nullable SourceId source(@Nullable String text) {
    return text == null ? null : new SourceId(text);
  }
}
