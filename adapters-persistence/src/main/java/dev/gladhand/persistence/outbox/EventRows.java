package dev.gladhand.persistence.outbox;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Adds events to the outbox, within the transaction of the change that they report. On PostgreSQL,
 * events of a partner that has never read or subscribed to events are marked, see {@link
 * StreamRows}. Thread-safe.
 */
public final class EventRows {
  private final MultiInsert insert =
      MultiInsert.computing(
          "event",
          "sequence",
          """
          case when exists (select 1 from event_stream s where s.partner_id = v.partner_id and s.heard)
            then cast(null as bigint) else 0 end""",
          "id uuid",
          "partner_id uuid",
          "name text",
          "operation_id uuid",
          "connection_id uuid",
          "mode text",
          "data text",
          "fleet_ref text",
          "created_at timestamptz");

  /**
   * One event.
   *
   * @param data the data as JSON, or null if the event reports the operation itself
   * @param fleetRef the fleet, if neither the operation nor the connection names it
   */
  public record Event(
      UUID id,
      UUID partner,
      String name,
      @Nullable UUID operation,
      @Nullable UUID connection,
      @Nullable String mode,
      @Nullable String data,
      @Nullable String fleetRef,
      Instant createdAt) {

    /** Makes an event with the current time and a new id. */
    public static Event of(
        UUID partner,
        String name,
        @Nullable UUID operation,
        @Nullable UUID connection,
        @Nullable String mode,
        @Nullable String data,
        Instant at) {
      return new Event(
          TimeOrderedIds.at(at, ThreadLocalRandom.current()),
          partner,
          name,
          operation,
          connection,
          mode,
          data,
          null,
          at);
    }

    /** The same event, which is about a fleet. */
    public Event ofFleet(String ref) {
      return new Event(id, partner, name, operation, connection, mode, data, ref, createdAt);
    }
  }

  /** Adds them in this order. */
  public void add(Connection connection, List<Event> events) throws SQLException {
    insert.run(connection, events, EventRows::bind);
  }

  /** Adds them in this order, in the round trip of other statements. */
  public void add(Pipeline pipeline, List<Event> events) {
    insert.ask(pipeline, events, EventRows::bind);
  }

  private static void bind(Event event, Row row) {
    row.id(event.id())
        .id(event.partner())
        .text(event.name())
        .id(event.operation())
        .id(event.connection())
        .text(event.mode())
        .text(event.data())
        .text(event.fleetRef())
        .time(event.createdAt());
  }
}
