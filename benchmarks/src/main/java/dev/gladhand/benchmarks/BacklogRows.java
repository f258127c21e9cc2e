package dev.gladhand.benchmarks;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.persistence.SqlStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Fills a store with 100 connections of a partner and with any number of operations: ended ones,
 * spread over a span of time and over all connections, and pending ones of single connections. The
 * database makes the rows by itself, as copies of one stored message.
 */
final class BacklogRows {
  static final int CONNECTIONS = 100;
  static final Duration SPAN = Duration.ofDays(44);

  private final SqlStore store;
  private final boolean h2;
  private final UUID partner;
  private final Instant since;
  private @Nullable ResourceOperation template;
  private int waiting;

  BacklogRows(SqlStore store, boolean h2) {
    this(store, h2, new PartnerId(id(1)), SPAN);
  }

  /**
   * Stores the connections of the partner, each with its lane.
   *
   * @param h2 whether the store is on H2; otherwise it is on PostgreSQL
   * @param span how long ago the oldest of the ended operations is to have been accepted
   */
  BacklogRows(SqlStore store, boolean h2, PartnerId partner, Duration span) {
    this.store = store;
    this.h2 = h2;
    this.partner = partner.value();
    this.since = Instant.now().minus(span).truncatedTo(ChronoUnit.MILLIS);
    execute(
        """
        insert into connection (id, partner_id, tsp, fleet_id, fleet_ref, settings, status, description, created_at,
          updated_at, deleted_at, version)
        select %s, '%s', 'samsara', '%s', concat('fleet-', s.x), '{}', 'active', null, {now}, {now}, null, 1
        from %s"""
            .formatted(connection("s.x"), partner, id(2), series(CONNECTIONS)));
    execute(
        """
        insert into lane (connection_id, due_at, fence, skips)
        select c.id, cast(null as timestamp with time zone), 0, false from connection c""");
  }

  private static UUID id(int number) {
    return new UUID(7L << 12, 0x8000_0000_0000_0000L | number);
  }

  PartnerId partner() {
    return new PartnerId(partner);
  }

  ConnectionId connection(int number) {
    return new ConnectionId(UUID.fromString("00000000-0001-7000-8000-%012x".formatted(number)));
  }

  Instant since() {
    return since;
  }

  /**
   * Makes a pending message of a connection, without storing it.
   *
   * @param thread the provider's id of the message thread; null for a message without one
   */
  ResourceOperation message(int connection, @Nullable String thread) {
    var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    var fields =
        thread == null
            ? Map.of("message_text", "Dock 4 is free, please come in by the north gate")
            : Map.of("message_text", "Dock 4 is free", "source_thread_id", thread);
    return new ResourceOperation(
        new OperationId(TimeOrderedIds.at(now, ThreadLocalRandom.current())),
        now,
        now,
        partner(),
        connection(connection),
        new TspId("samsara"),
        "fleet-" + connection,
        Mode.ASYNC,
        OperationType.CREATE,
        null,
        Payloads.restore(Resource.MESSAGE, fields),
        State.Pending.due(now),
        0,
        List.of(),
        Progress.NONE,
        List.of(),
        null,
        null,
        null);
  }

  /** Adds ended messages, each with an idempotency key; one in twenty has failed. */
  void ended(int count) {
    var step = Duration.between(since, Instant.now()).toMillis() / count;
    execute(
        """
        insert into operation (id, partner_id, connection_id, tsp, fleet_ref, mode, resource, type, payload, created_at)
        select %1$s, o.partner_id, %2$s, o.tsp, concat('fleet-', mod(s.x, 100) + 1), o.mode, o.resource, o.type,
          o.payload, %3$s
        from operation o, %4$s where o.id = '%5$s'"""
            .formatted(
                operation(step, 0),
                connection("mod(s.x, 100) + 1"),
                time(step),
                series(count),
                template()));
    execute(
        """
        insert into ending (id, partner_id, connection_id, resource, type, status, resource_id, verdict, attempts,
          created_at, updated_at)
        select %1$s, o.partner_id, %2$s, o.resource, o.type,
          case when mod(s.x, 20) = 0 then 'failed' else 'success' end, %1$s,
          case when mod(s.x, 20) = 0 then 'not_applied' end, 1, %3$s, %3$s
        from operation o, %4$s where o.id = '%5$s'"""
            .formatted(
                operation(step, 0),
                connection("mod(s.x, 100) + 1"),
                time(step),
                series(count),
                template()));
    execute(
        """
        insert into idempotency_key (partner_id, scope, idem_key, body_hash, operation_id, created_at)
        select '%s', 'POST /v2/telematics/messages', concat('key-', s.x), 'hash', %s, %s from %s"""
            .formatted(partner, operation(step, 0), time(step), series(count)));
  }

  /**
   * Stores further pending messages of one connection and one thread: a tenth of the number of
   * pending messages so far.
   */
  void chain(int connection) {
    pending(connection, waiting / 10, true);
  }

  /**
   * Stores pending messages of one connection that are all due.
   *
   * @param chained whether they all belong to one thread, so that only the first may be sent
   */
  void pending(int connection, int count, boolean chained) {
    waiting += count;
    var step = Duration.ofHours(20).toMillis() / count;
    execute(
        """
        insert into operation (id, partner_id, connection_id, tsp, fleet_ref, mode, resource, type, payload, created_at)
        select %1$s, o.partner_id, '%2$s', o.tsp, 'fleet-%3$d', o.mode, o.resource, o.type, o.payload, %4$s
        from operation o, %5$s where o.id = '%6$s'"""
            .formatted(
                operation(step, connection),
                connection(connection).value(),
                connection,
                time(step),
                series(count),
                template()));
    execute(
        """
        insert into work (id, partner_id, connection_id, mode, resource, type, due_at, waiting, doubtful, midway, fence,
          attempts, order_key, behind, created_at, updated_at)
        select %1$s, o.partner_id, '%2$s', o.mode, o.resource, o.type, %3$s, 'queue', false, false, 0, 0, %4$s, %7$s,
          %3$s, %3$s
        from operation o, %5$s where o.id = '%6$s'"""
            .formatted(
                operation(step, connection),
                connection(connection).value(),
                time(step),
                chained ? "'thread:one'" : "null",
                series(count),
                template(),
                chained ? "s.x > 1" : "false"));
    execute(
        "update lane set due_at = {now} where connection_id = '%s'"
            .formatted(connection(connection).value()));
  }

  private UUID template() {
    if (template == null) {
      var made = message(CONNECTIONS, null);
      store.operations().add(List.of(new NewOperation(made, null)));
      template = made;
      execute("update lane set due_at = null");
    }
    return template.id().value();
  }

  /**
   * Updates the statistics of the database's planner and, on PostgreSQL, removes dead rows, so that
   * queries run as after weeks of service.
   */
  void settle() {
    execute(h2 ? "analyze" : "vacuum analyze");
  }

  void execute(String sql) {
    var database = store.database();
    database.read(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(database.sql(sql));
          }
        });
  }

  private String series(int count) {
    return h2
        ? "system_range(1, %d) s".formatted(count)
        : "generate_series(1, %d) s(x)".formatted(count);
  }

  /**
   * An SQL expression that writes a number in hexadecimal with this many digits. On H2, which
   * formats at most 32 bits at once, it is put together from parts.
   */
  private String hex(String number, int digits) {
    if (!h2) {
      return "lpad(to_hex(%s), %d, '0')".formatted(number, digits);
    }
    if (digits > 6) {
      return "concat(%s, %s)"
          .formatted(
              hex("(%s) / 16777216".formatted(number), digits - 6),
              hex("mod(%s, 16777216)".formatted(number), 6));
    }
    return "lpad(trim(to_char(%s, 'XXXXXX')), %d, '0')".formatted(number, digits);
  }

  private String millis(long step) {
    return "(%d + cast(s.x as bigint) * %d)".formatted(since.toEpochMilli(), step);
  }

  /**
   * An SQL expression for the id of the operation in row {@code s.x}, which was accepted that many
   * steps after the begin.
   *
   * @param step the milliseconds between two operations
   * @param salt makes ids different that have the same row and step
   */
  private String operation(long step, int salt) {
    return "cast(concat(%s, '7', %s, '8000', %s) as uuid)"
        .formatted(
            hex(millis(step), 12),
            hex("mod(s.x, 4096)", 3),
            hex("cast(s.x as bigint) + %d".formatted(salt * 1_000_000_000L), 12));
  }

  private String time(long step) {
    return "timestamp with time zone '%s' + %s * interval '0.001' second"
        .formatted(since.truncatedTo(ChronoUnit.MILLIS), "cast(s.x as bigint) * " + step);
  }

  private String connection(String number) {
    return "cast(concat('00000000000170008000', %s) as uuid)".formatted(hex(number, 12));
  }
}
