package dev.gladhand.persistence.reference;

import dev.gladhand.application.store.LearnedRecord;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.RaceLost;
import dev.gladhand.persistence.sql.StoredJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the rows of references: inserts new ones and updates others. */
public final class ReferenceRows {
  private static final MultiUpdate UPDATE =
      new MultiUpdate(
          "reference r",
          "name = {name}, roles = {roles}, fields = {fields}, updated_at = {updated_at}",
          "r.id = {id}",
          "name text",
          "roles text",
          "fields text",
          "updated_at timestamptz",
          "id uuid");

  private final MultiInsert insert =
      new MultiInsert(
          "reference",
          "id uuid",
          "connection_id uuid",
          "partner_id uuid",
          "resource text",
          "source_id text",
          "name text",
          "roles text",
          "fields text",
          "created_at timestamptz",
          "updated_at timestamptz");

  /**
   * What an import or a write says about one record.
   *
   * @param after gives what is known of the record afterwards from what was known before
   */
  record Row(
      UUID id,
      UUID connection,
      UUID partner,
      String resource,
      @Nullable String source,
      UnaryOperator<Known> after,
      Instant at) {
    Row then(Row later) {
      return new Row(
          id,
          connection,
          partner,
          resource,
          later.source == null ? source : later.source,
          before -> later.after.apply(after.apply(before)),
          later.at);
    }
  }

  /** What is known of a record besides its ids. */
  record Known(@Nullable String name, String roles, @Nullable String fields) {
    static final Known NOTHING = new Known(null, "[]", null);
  }

  /**
   * The records that a batch of operations has created or changed.
   *
   * @param made the created records, whose rows are inserted
   * @param added how many of them were new
   * @param changed the changed records, whose rows are not written yet
   */
  public record Learned(List<Row> made, Pipeline.Answer<Integer> added, List<Row> changed) {
    /** Whether all records that the operations created were new. */
    public boolean allNew() {
      return added.get() == made.size();
    }
  }

  /**
   * Inserts the rows of the records that operations created; {@link #complete} writes the others.
   *
   * @param supposed whether all created records are expected to be new
   */
  public Learned learn(Pipeline pipeline, List<ResourceOperation> operations, boolean supposed) {
    var made = new LinkedHashMap<UUID, Row>();
    var changed = new LinkedHashMap<UUID, Row>();
    for (var op : operations) {
      LearnedRecord.of(op)
          .ifPresent(
              learned -> {
                var row = row(op, learned);
                (op.type() == OperationType.CREATE ? made : changed)
                    .merge(row.id(), row, Row::then);
              });
    }
    var rows = sorted(made.values());
    var added =
        supposed
            ? insert.suppose(pipeline, rows, ReferenceRows::bind)
            : insert.ask(pipeline, rows, ReferenceRows::bind);
    return new Learned(rows, added, sorted(changed.values()));
  }

  public void complete(Connection connection, Learned learned) throws SQLException {
    if (!learned.allNew()) {
      // Some rows exist already; writing the others a second time changes nothing.
      put(connection, learned.made());
    }
    put(connection, learned.changed());
  }

  private static Row row(ResourceOperation op, LearnedRecord learned) {
    return new Row(
        learned.id().value(),
        op.connection().value(),
        op.partner().value(),
        learned.resource().wire(),
        learned.source() == null ? null : learned.source().value(),
        before -> {
          var fields =
              learned.mergedWith(
                  before.fields() == null ? Map.of() : StoredJson.object(before.fields()));
          return new Known(
              learned.name(fields, before.name()),
              learned.roles() == null ? before.roles() : JsonWriter.text(learned.roles()),
              fields.isEmpty() ? null : JsonWriter.text(fields));
        },
        op.updatedAt());
  }

  /**
   * Writes rows; returns for each id whether it is new.
   *
   * @param rows sorted by id, without duplicates
   */
  Map<UUID, Boolean> put(Connection connection, List<Row> rows) throws SQLException {
    var isNew = new HashMap<UUID, Boolean>();
    if (rows.isEmpty()) {
      return isNew;
    }
    rows.forEach(row -> isNew.put(row.id(), true));
    var known = known(connection, rows);
    known.keySet().forEach(id -> isNew.put(id, false));
    var fresh = rows.stream().filter(row -> !known.containsKey(row.id())).toList();
    if (add(connection, fresh) < fresh.size()) {
      throw new RaceLost("another node learned of the same record");
    }
    update(connection, rows.stream().filter(row -> known.containsKey(row.id())).toList(), known);
    return isNew;
  }

  private static Map<UUID, Known> known(Connection connection, List<Row> rows) throws SQLException {
    var known = new HashMap<UUID, Known>();
    try (var statement =
        connection.prepareStatement(
            "select id, name, roles, fields from reference where id = any(?) order by id for update")) {
      Parameters.of(statement).ids(rows.stream().map(Row::id).toList());
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          var row = Columns.of(found);
          known.put(row.id(), new Known(row.maybeText(), row.text(), row.maybeText()));
        }
      }
    }
    return known;
  }

  private int add(Connection connection, List<Row> rows) throws SQLException {
    return insert.run(connection, rows, ReferenceRows::bind);
  }

  private static void bind(Row one, dev.gladhand.persistence.sql.Row row) {
    var known = one.after().apply(Known.NOTHING);
    row.id(one.id())
        .id(one.connection())
        .id(one.partner())
        .text(one.resource())
        .text(one.source())
        .text(known.name())
        .text(known.roles())
        .text(known.fields())
        .time(one.at())
        .time(one.at());
  }

  private static void update(Connection connection, List<Row> rows, Map<UUID, Known> known)
      throws SQLException {
    UPDATE.run(
        connection,
        rows,
        (one, row) -> {
          var before = java.util.Objects.requireNonNull(known.get(one.id()));
          var now = one.after().apply(before);
          row.text(now.name()).text(now.roles()).text(now.fields()).time(one.at()).id(one.id());
        });
  }

  /** Sorts by id, so that nodes that change the same records lock them in the same order. */
  static List<Row> sorted(Collection<Row> rows) {
    var sorted = new ArrayList<>(rows);
    sorted.sort((a, b) -> Uuids.ORDER.compare(a.id(), b.id()));
    return sorted;
  }
}
