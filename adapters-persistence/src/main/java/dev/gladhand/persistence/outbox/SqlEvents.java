package dev.gladhand.persistence.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.feed.Events;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stores the events in a relational database. Thread-safe. */
public final class SqlEvents implements Events {
  /** The columns of an event, with {@code e} for its table. */
  public static final String COLUMNS =
      "e.id, e.partner_id, e.name, e.operation_id, e.data, e.created_at";

  private static final String FEED =
      "select e.sequence, "
          + COLUMNS
          + """
           from event e where e.partner_id = ? and e.sequence > ?
          order by e.partner_id, e.sequence limit ?""";

  /**
   * Finds the position of the last event to delete, among the oldest events. It is a query of its
   * own, because H2 repeats a subquery of a delete statement for each row.
   */
  private static final String OLDEST =
      """
      select max(position) from (
        select position, created_at, sequence from event order by position limit ?) oldest
      where created_at < ? and sequence is not null""";

  private static final String PRUNE =
      "delete from event where position <= ? and created_at < ? and sequence is not null";

  private final Database database;

  /**
   * The number of older events that are numbered at once when a partner reads its feed for the
   * first time.
   */
  private static final int FIRST = 1_000;

  private static final int MOST_REMEMBERED = 10_000;

  private final PutInOrder putInOrder;

  /**
   * The partners that this node knows to have read their feed or had a subscription ({@link
   * StreamRows} calls them heard), so that it need not mark them again.
   */
  private final Cache<PartnerId, Boolean> heard =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /**
   * @param firstWait the time before the first attempt of a delivery
   */
  public SqlEvents(Database database, Duration firstWait) {
    this.database = database;
    this.putInOrder = new PutInOrder(new SubscriberCache(), firstWait);
  }

  @Override
  public Sequenced sequence(int limit, Instant now) {
    return database.transact(connection -> putInOrder.run(connection, limit, now));
  }

  @Override
  public List<Placed> feed(PartnerId partner, long after, int size) {
    var placed = read(partner, after, size);
    if (!placed.isEmpty() || heard.getIfPresent(partner) != null) {
      return placed;
    }
    if (!isHeard(partner)) {
      database.transact(
          connection -> {
            StreamRows.hear(connection, partner.value());
            return true;
          });
      // This is another transaction, because writes of the partner wait for the end of the first.
      database.transact(
          connection -> {
            PutInOrder.catchUp(connection, partner, FIRST);
            return true;
          });
      placed = read(partner, after, size);
    }
    heard.put(partner, true);
    return placed;
  }

  private boolean isHeard(PartnerId partner) {
    return database.read(connection -> StreamRows.isHeard(connection, partner.value()));
  }

  private List<Placed> read(PartnerId partner, long after, int size) {
    return database.read(
        connection -> {
          var placed = new ArrayList<Placed>();
          try (var statement = connection.prepareStatement(FEED)) {
            Parameters.of(statement).id(partner.value()).number(Math.max(0, after)).number(size);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                var row = Columns.of(rows);
                placed.add(new Placed(row.number(), event(row)));
              }
            }
          }
          return placed;
        });
  }

  public static Event event(Columns row) throws SQLException {
    var id = new EventId(row.id());
    var partner = new PartnerId(row.id());
    var name = row.text();
    var operation = row.maybeId();
    return new Event(
        id,
        partner,
        name,
        operation == null ? null : new OperationId(operation),
        row.maybeText(),
        row.time());
  }

  @Override
  public int prune(Instant before, int limit) {
    return database.transact(
        connection -> {
          Long last;
          try (var look = connection.prepareStatement(OLDEST)) {
            Parameters.of(look).number(limit).time(before);
            try (var rows = look.executeQuery()) {
              last = rows.next() ? Columns.of(rows).maybeNumber() : null;
            }
          }
          if (last == null) {
            return 0;
          }
          try (var delete = connection.prepareStatement(PRUNE)) {
            Parameters.of(delete).number(last).time(before);
            return delete.executeUpdate();
          }
        });
  }
}
