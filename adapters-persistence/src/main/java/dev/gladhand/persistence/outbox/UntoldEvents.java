package dev.gladhand.persistence.outbox;

import dev.gladhand.application.event.EventNames;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.persistence.outbox.EventRows.Event;
import dev.gladhand.persistence.outbox.StreamRows.Stream;
import dev.gladhand.persistence.outbox.StreamRows.Untold;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes events afterwards from the rows of a partner's operations. PostgreSQL did not store these
 * events at first, because the partner had never read its feed or had a subscription. The
 * operations are taken in the order of their ids. The row of the partner's stream stores the last
 * operation taken, and is changed in the same transaction as the events, so each event is made
 * once.
 */
final class UntoldEvents {
  private static final String NEXT =
      """
      select o.id, o.connection_id, o.created_at, coalesce(o.untold, false),
        e.status, e.updated_at, coalesce(e.untold, false)
      from (
        (select id from work where partner_id = ? and id > ? and id <= ? order by id limit ?)
        union all
        (select id from ending where partner_id = ? and status = 'success' and id > ? and id <= ? order by id limit ?)
        union all
        (select id from ending where partner_id = ? and status = 'failed' and id > ? and id <= ? order by id limit ?)
        order by id limit ?) next
      join operation o on o.id = next.id
      left join ending e on e.id = next.id
      order by o.id""";

  private UntoldEvents() {}

  /**
   * The result of one step.
   *
   * @param operations how many operations it went through
   * @param events how many events it made
   */
  record Step(int operations, int events) {}

  /**
   * Makes the events of the next operations and numbers them.
   *
   * @param stream the locked stream of the partner
   * @param untold the operations that are still to be gone through
   * @param limit the most operations
   */
  static Step run(Connection connection, Stream stream, Untold untold, int limit)
      throws SQLException {
    var events = new ArrayList<Event>();
    @Nullable UUID last = null;
    var operations = 0;
    try (var statement = connection.prepareStatement(NEXT)) {
      var parameters = Parameters.of(statement);
      for (var table = 0; table < 3; table++) {
        parameters.id(stream.partner).id(untold.after()).id(untold.until()).number(limit);
      }
      parameters.number(limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          operations++;
          last = add(stream.partner, Columns.of(rows), events);
        }
      }
    }
    // The sort is stable, and an operation's end is never earlier than its begin.
    events.sort(Comparator.comparing(Event::createdAt));
    EventRows.addNumbered(connection, events, stream);
    StreamRows.untoldAfter(connection, stream.partner, operations == limit ? last : null);
    return new Step(operations, events.size());
  }

  /**
   * Adds to {@code events} those of the operation that the row stores, and returns the operation's
   * id.
   */
  private static UUID add(UUID partner, Columns row, List<Event> events) throws SQLException {
    var id = row.id();
    var connection = row.id();
    var created = row.time();
    var createdUntold = row.flag();
    var status = row.maybeText();
    var ended = row.maybeTime();
    var endedUntold = row.flag();
    if (createdUntold) {
      events.add(event(partner, EventNames.OPERATION_CREATED, id, connection, created));
    }
    if (endedUntold && ended != null) {
      var name =
          "success".equals(status) ? EventNames.OPERATION_SUCCEEDED : EventNames.OPERATION_FAILED;
      var at = ended.isBefore(created) ? created : ended;
      events.add(event(partner, name, id, connection, at));
    }
    return id;
  }

  private static Event event(
      UUID partner, String name, UUID operation, UUID connection, Instant at) {
    return Event.of(partner, name, operation, connection, Mode.ASYNC.wire(), null, at);
  }
}
