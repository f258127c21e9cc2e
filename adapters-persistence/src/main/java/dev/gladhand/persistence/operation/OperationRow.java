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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An operation as a row of its table. */
final class OperationRow {
  /** Longer payloads go on in a second column, since H2 ends a column at 1,048,576 characters. */
  private static final int PAYLOAD_PART = 1_000_000;

  /** What {@link #read} reads, in its order. */
  static final String COLUMNS =
      "o.id, o.partner_id, o.connection_id, o.tsp, o.fleet_ref, o.mode, o.resource, o.type, o.target_id,"
          + " o.target_source, o.payload, o.payload_more, o.status, o.resource_id, o.source_id, o.verdict, o.due_at,"
          + " o.waiting, o.begun_at, o.doubtful, o.midway, o.attempts, o.progress, o.not_delivered, o.log,"
          + " o.expires_at, o.retried_from, o.traceparent, o.tracestate, o.created_at, o.updated_at";

  /** The columns that may be longer than a few KiB. */
  private static final List<String> LONG =
      List.of("o.payload", "o.payload_more", "o.progress", "o.log");

  /** The bytes of those. */
  static final String BYTES =
      LONG.stream()
          .map(column -> "coalesce(octet_length(" + column + "), 0)")
          .collect(Collectors.joining(" + "));

  /** {@link #COLUMNS}, without their long texts where a condition does not hold. */
  static String columnsWhere(String condition) {
    return Stream.of(COLUMNS.split(", "))
        .map(
            column ->
                LONG.contains(column)
                    ? "case when " + condition + " then " + column + " end"
                    : column)
        .collect(Collectors.joining(", "));
  }

  /** What changes while an operation lives, in the order of {@link #state}. */
  static final List<String> STATE =
      List.of(
          "status text",
          "resource_id uuid",
          "source_id text",
          "verdict text",
          "due_at timestamptz",
          "waiting text",
          "begun_at timestamptz",
          "doubtful bool",
          "midway bool",
          "attempts int4",
          "progress text",
          "not_delivered text",
          "log text",
          "watch_at timestamptz",
          "updated_at timestamptz");

  private static final List<String> LASTING =
      List.of(
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
          "order_key text",
          "behind bool",
          "expires_at timestamptz",
          "retried_from uuid",
          "traceparent text",
          "tracestate text",
          "created_at timestamptz",
          "fence int8");

  static MultiInsert inserting() {
    return new MultiInsert(
        "operation", Stream.concat(LASTING.stream(), STATE.stream()).toArray(String[]::new));
  }

  private OperationRow() {}

  /**
   * Binds what {@link #inserting} inserts.
   *
   * @param behind whether an earlier one goes first
   */
  static void insert(ResourceOperation op, boolean behind, Row row) {
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
        .text(op.orderKey().orElse(null))
        .flag(behind)
        .time(op.expiresAt())
        .id(op.retriedFrom() == null ? null : op.retriedFrom().value())
        .text(op.trace() == null ? null : op.trace().parent())
        .text(op.trace() == null ? null : op.trace().state())
        .time(op.createdAt())
        .number(0);
    state(op, row);
  }

  /** Binds {@link #STATE}. */
  static void state(ResourceOperation op, Row row) {
    var resource = op.resourceId();
    var source = source(op);
    row.text(status(op.state()))
        .id(resource == null ? null : resource.value())
        .text(source == null ? null : source.value());
    var async = op.mode() == Mode.ASYNC;
    Instant watch = null;
    switch (op.state()) {
      case Pending pending -> {
        var why = pending.why();
        row.text(null)
            .time(async ? pending.dueAt() : null)
            .text(why == null ? null : why.wire())
            .time(pending.begunAt())
            .flag(pending.doubtful())
            .flag(pending.midway());
        watch = async ? op.expiresAt() : pending.begunAt();
      }
      case State.Succeeded _ -> ended(null, row);
      case State.Failed(var verdict) -> ended(verdict, row);
    }
    row.integer(op.attempts())
        .text(Logs.write(op.progress()))
        .text(op.notDelivered().isEmpty() ? null : JsonWriter.text(op.notDelivered()))
        .text(Logs.write(op.log()))
        .time(watch)
        .time(op.updatedAt());
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

  private static void ended(@Nullable Verdict verdict, Row row) {
    row.text(verdict == null ? null : verdict.wire())
        .time(null)
        .text(null)
        .time(null)
        .flag(false)
        .flag(false);
  }

  static String status(State state) {
    return switch (state) {
      case Pending _ -> "pending";
      case State.Succeeded _ -> "success";
      case State.Failed _ -> "failed";
    };
  }

  private static @Nullable SourceId source(ResourceOperation op) {
    return switch (op.state()) {
      case State.Succeeded(_, var source) -> source;
      case Pending _, State.Failed _ -> op.target() == null ? null : op.target().source();
    };
  }

  private static int cut(String payload) {
    if (payload.length() <= PAYLOAD_PART) {
      return payload.length();
    }
    return Character.isHighSurrogate(payload.charAt(PAYLOAD_PART - 1))
        ? PAYLOAD_PART - 1
        : PAYLOAD_PART;
  }

  /** Reads {@link #COLUMNS}. */
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
              // A sync operation is in no lane and never due.
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
