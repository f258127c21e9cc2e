package dev.gladhand.persistence.operation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.State.Pending;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.Row;
import dev.gladhand.persistence.sql.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the row of an accepted operation, which is written once, and reads operations. */
final class OperationRow {
  /**
   * The length of a payload in the first column; a longer one continues in a second column, because
   * a column of H2 has at most 1,048,576 characters.
   */
  private static final int PAYLOAD_PART = 1_000_000;

  /** The columns that {@link #read} reads, in the order in which it reads them. */
  static final List<String> COLUMNS =
      List.of(
          ("id, partner_id, connection_id, tsp, fleet_ref, mode, resource, type, target_id, target_source, payload,"
                  + " payload_more, status, resource_id, source_id, verdict, due_at, waiting, begun_at, doubtful,"
                  + " midway, attempts, progress, not_delivered, log, expires_at, retried_from, traceparent,"
                  + " tracestate, created_at, updated_at")
              .split(", "));

  /** The columns that may be longer than a few KiB. */
  private static final List<String> LONG = List.of("payload", "payload_more", "progress", "log");

  /** The columns that {@link #insert} binds. */
  private static final String[] ASKED = {
    "id uuid",
    "partner_id uuid",
    "connection_id uuid",
    "tsp text",
    "fleet_ref text",
    "mode text",
    "resource text",
    "type text",
    "target_id uuid",
    "target_source text",
    "payload text",
    "payload_more text",
    "expires_at timestamptz",
    "retried_from uuid",
    "traceparent text",
    "tracestate text",
    "created_at timestamptz"
  };

  /** An expression for the number of bytes in the long columns. */
  static String bytes(OperationTables tables) {
    return LONG.stream()
        .map(column -> "coalesce(octet_length(" + tables.column(column) + "), 0)")
        .collect(Collectors.joining(" + "));
  }

  /**
   * Returns SQL that reads {@link #COLUMNS} from the table with the alias {@code o}; the long texts
   * are read as null in rows that do not meet the condition.
   */
  static String columnsWhere(String condition) {
    return COLUMNS.stream()
        .map(
            column ->
                LONG.contains(column)
                    ? "case when " + condition + " then o." + column + " end"
                    : "o." + column)
        .collect(Collectors.joining(", "));
  }

  static MultiInsert inserting() {
    return MultiInsert.computing("operation", EventRows.UNTOLD, EventRows.untold("v"), ASKED);
  }

  private OperationRow() {}

  /** Binds the accepted request, which never changes. */
  static void insert(ResourceOperation op, Row row) {
    var payload = JsonWriter.text(Payloads.stored(op.payload()));
    var cut = cut(payload);
    var target = op.target();
    row.id(op.id().value())
        .id(op.partner().value())
        .id(op.connection().value())
        .text(op.tsp().slug())
        .text(op.fleetRef())
        .text(op.mode().wire())
        .text(op.resource().wire())
        .text(op.type().wire())
        .id(target == null || target.id() == null ? null : target.id().value())
        .text(target == null || target.source() == null ? null : target.source().value())
        .text(payload.substring(0, cut))
        .text(cut == payload.length() ? null : payload.substring(cut))
        .time(op.expiresAt())
        .id(op.retriedFrom() == null ? null : op.retriedFrom().value())
        .text(op.trace() == null ? null : op.trace().parent())
        .text(op.trace() == null ? null : op.trace().state())
        .time(op.createdAt());
  }

  private static Pending pending(
      Instant dueAt,
      @Nullable String waiting,
      @Nullable Instant begunAt,
      boolean doubtful,
      boolean midway) {
    if (begunAt != null) {
      return new State.UnderWay(dueAt, begunAt, doubtful, midway);
    }
    var why = waiting == null ? Waiting.QUEUE : Waiting.valueOf(waiting.toUpperCase(Locale.ROOT));
    return new State.Waits(dueAt, why, doubtful, midway);
  }

  private static int cut(String payload) {
    if (payload.length() <= PAYLOAD_PART) {
      return payload.length();
    }
    return Character.isHighSurrogate(payload.charAt(PAYLOAD_PART - 1))
        ? PAYLOAD_PART - 1
        : PAYLOAD_PART;
  }

  /** Makes an operation from a row that has the columns {@link #COLUMNS}. */
  static ResourceOperation read(ResultSet set) throws SQLException {
    var row = Columns.of(set);
    var id = new OperationId(row.id());
    var partner = new PartnerId(row.id());
    var connection = new ConnectionId(row.id());
    var tsp = new TspId(row.text());
    var fleetRef = row.maybeText();
    var mode = Mode.valueOf(row.text().toUpperCase(Locale.ROOT));
    var resource = Resource.ofWire(row.text()).orElseThrow();
    var type = OperationType.valueOf(row.text().toUpperCase(Locale.ROOT));
    var target = target(row.maybeId(), row.maybeText());
    var text = row.text();
    var more = row.maybeText();
    var payload = Payloads.restore(resource, StoredJson.object(more == null ? text : text + more));
    var status = row.text();
    var resourceId = row.maybeId();
    var sourceId = source(row.maybeText());
    var verdict = row.maybeText();
    var dueAt = row.maybeTime();
    var waiting = row.maybeText();
    var begunAt = row.maybeTime();
    var doubtful = row.flag();
    var midway = row.flag();
    var attempts = (int) row.number();
    var progress = Logs.readProgress(row.maybeText());
    var notDelivered = StoredJson.strings(row.maybeText());
    var log = Logs.readLog(row.maybeText());
    var expiresAt = row.maybeTime();
    var retriedFrom = row.maybeId();
    var traceparent = row.maybeText();
    var tracestate = row.maybeText();
    var createdAt = row.time();
    var updatedAt = row.time();
    var state =
        switch (status) {
          case "pending" ->
              // A sync operation is in no lane and has no due time.
              pending(dueAt == null ? createdAt : dueAt, waiting, begunAt, doubtful, midway);
          case "success" ->
              new State.Succeeded(new ResourceId(Objects.requireNonNull(resourceId)), sourceId);
          default ->
              new State.Failed(
                  Verdict.valueOf(Objects.requireNonNull(verdict).toUpperCase(Locale.ROOT)));
        };
    return new ResourceOperation(
        id,
        createdAt,
        updatedAt,
        partner,
        connection,
        tsp,
        fleetRef,
        mode,
        type,
        target,
        payload,
        state,
        attempts,
        log,
        progress,
        notDelivered,
        expiresAt,
        retriedFrom == null ? null : new OperationId(retriedFrom),
        traceparent == null ? null : new TraceContext(traceparent, tracestate));
  }

  private static @Nullable Reference target(@Nullable UUID id, @Nullable String source) {
    return id == null && source == null
        ? null
        : new Reference(id == null ? null : new ResourceId(id), source(source));
  }

  private static @Nullable SourceId source(@Nullable String text) {
    return text == null ? null : new SourceId(text);
  }
}
