package dev.gladhand.persistence;

import dev.gladhand.application.store.References;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.ResourceId;
import dev.gladhand.domain.payload.SourceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
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

/** The id map in a relational database. Thread-safe. */
public final class SqlReferences implements References {
  /** So that no import holds its rows for long. */
  private static final int CHUNK = 1000;

  private static final String SELECT =
      """
      select r.id, r.resource, r.source_id, r.name, r.roles, r.fields, r.connection_id, c.tsp, c.fleet_ref,
        r.created_at, r.updated_at
      from reference r join connection c on c.id = r.connection_id\s""";

  private final Database database;
  private final ReferenceRows rows = new ReferenceRows();

  public SqlReferences(Database database) {
    this.database = database;
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
    // One transaction, so that all or none are known when this answers.
    var isNew =
        database.transact(
            sql -> {
              if (!fits(sql, partner, sorted, most)) {
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

  /** Where many are there already, only those count that are new. */
  private static boolean fits(
      Connection sql, PartnerId partner, List<ReferenceRows.Row> rows, int most)
      throws SQLException {
    PartnerLock.take(sql, partner);
    var from = "from reference where partner_id = ? and resource in ('user', 'vehicle', 'trailer')";
    var present = PartnerLock.count(sql, partner, from, most);
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
                entry.roles() == null ? before.roles() : Json.write(entry.roles()),
                entry.fields() == null ? before.fields() : Json.write(entry.fields())),
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
    return database.search(
        sql -> {
          var ids = source == null ? null : idsOf(sql, partner, resource, connection, source);
          var text =
              SELECT
                  + (connection == null
                      ? "where r.partner_id = ?"
                      : "where r.connection_id = ? and r.partner_id = ?")
                  + " and r.resource = '"
                  + resource.wire()
                  + "'"
                  + (after == null ? "" : " and r.id > ?")
                  + (ids == null ? "" : " and r.id = any(?)")
                  + (fleetRefs.isEmpty() ? "" : " and c.fleet_ref = any(?)")
                  + " order by "
                  + (connection == null ? "r.partner_id" : "r.connection_id")
                  + ", r.resource, r.id limit ?";
          try (var statement = sql.prepareStatement(text)) {
            var row = Parameters.of(statement);
            if (connection != null) {
              row.id(connection.value());
            }
            row.id(partner.value());
            if (after != null) {
              row.id(after.value());
            }
            if (ids != null) {
              row.ids(ids);
            }
            if (!fleetRefs.isEmpty()) {
              row.texts(fleetRefs);
            }
            row.number(size);
            return all(statement);
          }
        });
  }

  /**
   * The ids that a source id has in each connection it may belong to: they follow from it, so no
   * index is needed.
   */
  private static List<UUID> idsOf(
      Connection sql,
      PartnerId partner,
      Resource resource,
      @Nullable ConnectionId connection,
      SourceId source)
      throws SQLException {
    if (connection != null) {
      return List.of(ResourceId.of(connection, resource, source).value());
    }
    var ids = new ArrayList<UUID>();
    try (var statement = sql.prepareStatement("select id from connection where partner_id = ?")) {
      Parameters.of(statement).id(partner.value());
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          var one = new ConnectionId(Columns.of(found).id());
          ids.add(ResourceId.of(one, resource, source).value());
        }
      }
    }
    return ids;
  }

  @Override
  public Optional<Stored> find(PartnerId partner, Resource resource, ResourceId id) {
    return database.read(
        sql -> {
          try (var statement =
              sql.prepareStatement(
                  SELECT + "where r.id = ? and r.partner_id = ? and r.resource = ?")) {
            Parameters.of(statement).id(id.value()).id(partner.value()).text(resource.wire());
            return all(statement).stream().findFirst();
          }
        });
  }

  private static List<Stored> all(PreparedStatement statement) throws SQLException {
    var all = new ArrayList<Stored>();
    try (var found = statement.executeQuery()) {
      while (found.next()) {
        var row = Columns.of(found);
        all.add(
            new Stored(
                new ResourceId(row.id()),
                resource(row.text()),
                source(row.maybeText()),
                row.maybeText(),
                Json.strings(row.text()),
                fields(row.maybeText()),
                new ConnectionId(row.id()),
                new TspId(row.text()),
                row.maybeText(),
                row.time(),
                row.time()));
      }
    }
    return all;
  }

  private static Map<String, @Nullable Object> fields(@Nullable String text) {
    return text == null ? Map.of() : Json.object(text);
  }

  private static Resource resource(String wire) {
    return Resource.ofWire(wire).orElseThrow();
  }

  private static @Nullable SourceId source(@Nullable String text) {
    return text == null ? null : new SourceId(text);
  }
}
