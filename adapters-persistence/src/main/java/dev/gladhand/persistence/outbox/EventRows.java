package dev.gladhand.persistence.outbox;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds events to the outbox, within the transaction of the change that they report. On PostgreSQL,
 * the events of a partner that has never read its feed or had a subscription get the number 0, and
 * those of its operations are not stored, see {@link StreamRows}. Thread-safe.
 */
public final class EventRows {
  /**
   * SQL condition that the partner of a row has read its feed or has had a subscription; {@code %s}
   * stands for the row's alias.
   */
  private static final String HEARD =
      "exists (select 1 from event_stream s where s.partner_id = %s.partner_id and s.heard)";

  private static final String[] COLUMNS = {
    "id uuid",
    "partner_id uuid",
    "name text",
    "operation_id uuid",
    "connection_id uuid",
    "mode text",
    "data text",
    "fleet_ref text",
    "created_at timestamptz"
  };

  private static final MultiInsert INSERT_NUMBERED =
      new MultiInsert(
          "event",
          Stream.concat(Arrays.stream(COLUMNS), Stream.of("sequence int8")).toArray(String[]::new));

  private final MultiInsert insert =
      MultiInsert.computing(
          "event",
          "sequence",
          "case when %s then cast(null as bigint) else 0 end".formatted(HEARD.formatted("v")),
          COLUMNS);

  private final MultiInsert insertIfHeard =
      MultiInsert.filtering("event", HEARD.formatted("v"), COLUMNS);

  /**
   * The name of a column: in {@code operation} it is true if the event of the operation's
   * acceptance was not stored, in {@code ending} if the event of its end was not stored.
   */
  public static final String UNTOLD = "untold";

  /**
   * Returns SQL for the value of {@link #UNTOLD}: true if the row's partner has never read its feed
   * or had a subscription, else null. It is null for sync operations, because no feed shows their
   * events.
   *
   * @param alias the alias of the row, which has the columns {@code partner_id} and {@code mode}
   */
  public static String untold(String alias) {
    return "case when %s.mode = 'async' and not %s then true end"
        .formatted(alias, HEARD.formatted(alias));
  }

  /**
   * An event to add to the outbox.
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

    /** Makes an event at this time, with a new id that contains the time. */
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

    /** The same event with the fleet that it is about. */
    public Event ofFleet(String ref) {
      return new Event(id, partner, name, operation, connection, mode, data, ref, createdAt);
    }
  }

  /** Adds events to the outbox, in the order of the list. */
  public void add(Connection connection, List<Event> events) throws SQLException {
    insert.run(connection, events, EventRows::bind);
  }

  /**
   * Adds events of operations in this order, in a pipeline with other statements; on PostgreSQL,
   * events of a partner that has never read its feed or had a subscription are left out. The caller
   * has taken the locks of {@link HearingGuard#storing}, and has set {@link #UNTOLD} for the
   * operations whose events are left out.
   */
  public void addOfOperations(Pipeline pipeline, List<Event> events) {
    insertIfHeard.suppose(pipeline, events, EventRows::bind);
  }

  /** Adds events in this order, with the next numbers of their partner's feed. */
  static void addNumbered(Connection connection, List<Event> events, StreamRows.Stream stream)
      throws SQLException {
    var added =
        INSERT_NUMBERED.run(
            connection,
            events,
            (event, row) -> {
              bind(event, row);
              row.number(stream.take());
            });
    if (added != events.size()) {
      throw new IllegalStateException("a number of the feed of " + stream.partner + " was taken");
    }
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
