package dev.gladhand.application.reference;

import dev.gladhand.application.Answer;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.References.Entry;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.ResourceId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Imports the ids of a TSP's records, so that writes can refer to them. All entries are stored or
 * none. Safe to repeat, because the gateway's ids are derived from source ids. Blocks; throws
 * {@code StoreUnavailable}.
 */
public final class ImportReferences {
  public static final int MOST = 10_000;

  /** One entry of an import. */
  public static final Shape ENTRY = ImportedEntries.SHAPE;

  private final Connections connections;
  private final References references;
  private final InstantSource clock;
  private final PartnerCaps caps;

  public ImportReferences(
      Connections connections, References references, InstantSource clock, PartnerCaps caps) {
    this.connections = connections;
    this.references = references;
    this.clock = clock;
    this.caps = caps;
  }

  /**
   * One record of an import.
   *
   * @param created whether the record was not known before
   */
  public record Imported(ResourceId id, Entry entry, boolean created) {
    public Map<String, @Nullable Object> toJson() {
      var json = new LinkedHashMap<String, @Nullable Object>();
      json.put("resource", entry.resource().wire());
      json.put("source_id", entry.source().value());
      json.put("resource_id", id.toString());
      json.put("created", created);
      return json;
    }
  }

  /**
   * Imports entries and returns them in the given order. If a new record is named twice, only its
   * first entry counts as created.
   */
  public Answer<List<Imported>> put(
      PartnerId partner, ConnectionId connection, List<? extends @Nullable Object> items) {
    var faults = new Faults();
    var entries = ImportedEntries.read(items, faults);
    if (!faults.none()) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    return ReadConnections.find(connections, partner, connection)
        .flatMap(found -> stored(found, entries));
  }

  private Answer<List<Imported>> stored(Connection connection, List<Entry> entries) {
    var ids = new ArrayList<ResourceId>();
    var once = new LinkedHashMap<ResourceId, Entry>();
    for (var entry : entries) {
      var id = ResourceId.of(connection.id(), entry.resource(), entry.source());
      ids.add(id);
      once.merge(id, entry, ImportReferences::later);
    }
    var added =
        references.put(
            connection.id(),
            connection.partner(),
            List.copyOf(once.values()),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            caps.references());
    if (added.isEmpty()) {
      return Answer.refused(caps.noMoreReferences());
    }
    var created = new LinkedHashMap<ResourceId, Boolean>();
    for (var id : once.keySet()) {
      created.put(id, added.get().get(created.size()));
    }
    var imported = new ArrayList<Imported>();
    for (var i = 0; i < entries.size(); i++) {
      var first = created.put(ids.get(i), false);
      imported.add(new Imported(ids.get(i), entries.get(i), Boolean.TRUE.equals(first)));
    }
    return Answer.ok(imported);
  }

  /**
   * Merges two entries of one record: the later one's fields replace the earlier one's, except
   * those that it leaves out.
   */
  private static Entry later(Entry before, Entry after) {
    return new Entry(
        after.resource(),
        after.source(),
        after.name() == null ? before.name() : after.name(),
        after.roles() == null ? before.roles() : after.roles(),
        null);
  }
}
