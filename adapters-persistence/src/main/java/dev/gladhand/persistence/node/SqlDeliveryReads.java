package dev.gladhand.persistence.node;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.flow.DeliveryReads;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the deliveries of events to their receivers with SQL. Thread-safe. */
@Singleton
public final class SqlDeliveryReads implements DeliveryReads {
  /**
   * The deliveries of events that were made in a span of time, given as two ids: an event's id
   * contains the time at which the event was made.
   */
  private static final String DELIVERIES =
      """
      select d.webhook_id, d.event_id, e.name, d.status, d.attempts, d.due_or_ended
      from (
        select d.webhook_id, d.event_id, d.event_position, d.status, d.attempts, d.due_or_ended
        from webhook_delivery d join webhook w on w.id = d.webhook_id
        where w.partner_id = ? and d.event_id >= ? and d.event_id < ? limit ?) d
      join event e on e.position = d.event_position
      where e.operation_id = ? order by d.event_id, d.webhook_id""";

  private static final String DEAD =
      """
      select d.webhook_id, d.event_id, coalesce(e.name, ''), d.status, d.attempts, d.due_or_ended
      from webhook_delivery d left join event e on e.position = d.event_position
      where d.webhook_id = ? and d.status = 'dead'
      order by d.webhook_id desc, d.status desc, d.due_or_ended desc, d.sequence desc limit ?""";

  private static final String DEAD_OF =
      """
      select count(*) as counted from (
        select d.event_id from webhook_delivery d where d.webhook_id = ? and d.status = 'dead'
        order by d.webhook_id, d.status, d.due_or_ended, d.sequence limit ?) p""";

  private static final String DELIVERY =
      """
      select d.webhook_id, d.event_id, coalesce(e.name, ''), d.status, d.attempts, d.due_or_ended
      from webhook_delivery d left join event e on e.position = d.event_position
      where d.webhook_id = ? and d.event_id = ?""";

  private static final String TOLD =
      """
      select e.operation_id, e.connection_id
      from webhook_delivery d join event e on e.position = d.event_position
      where d.webhook_id = ? and d.event_id = ? and e.operation_id is not null and e.connection_id is not null""";

  private static final String TRIES =
      """
      select a.created_at, a.attempt, a.success, a.status_code, a.error, a.millis
      from (
        select * from webhook_attempt where webhook_id = ? order by webhook_id desc, number desc limit ?) a
      where a.event_id = ? order by a.number""";

  private static final Duration AROUND = Duration.ofSeconds(5);

  private final Database database;

  public SqlDeliveryReads(Database database) {
    this.database = database;
  }

  @Override
  public List<Delivery> deliveries(
      PartnerId partner, OperationId operation, Collection<Instant> moments, int limit) {
    return database.read(
        connection -> {
          var found = new ArrayList<Delivery>();
          for (var moment : moments) {
            for (var delivery : around(connection, partner, operation, moment, limit)) {
              if (!found.contains(delivery)) {
                found.add(delivery);
              }
            }
          }
          return found;
        });
  }

  private static List<Delivery> around(
      Connection connection, PartnerId partner, OperationId operation, Instant moment, int limit)
      throws SQLException {
    try (var statement = connection.prepareStatement(DELIVERIES)) {
      Parameters.of(statement)
          .id(partner.value())
          .id(TimeOrderedIds.from(moment.minus(AROUND)))
          .id(TimeOrderedIds.from(moment.plus(AROUND)))
          .number(limit)
          .id(operation.value());
      return Reads.all(statement, SqlDeliveryReads::delivery);
    }
  }

  @Override
  public List<Delivery> deadLetters(UUID webhook, int limit) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(DEAD)) {
            Parameters.of(statement).id(webhook).number(limit);
            return Reads.all(statement, SqlDeliveryReads::delivery);
          }
        });
  }

  @Override
  public Map<UUID, Integer> dead(Collection<UUID> webhooks, int most) {
    return database.read(
        connection -> {
          var dead = new HashMap<UUID, Integer>();
          Reads.each(
              connection,
              DEAD_OF,
              List.copyOf(webhooks),
              (row, one) -> row.id(one).number(most),
              (one, row) -> dead.put(one, (int) row.number()));
          return dead;
        });
  }

  @Override
  public Optional<Delivery> delivery(UUID webhook, UUID event) {
    return one(DELIVERY, webhook, event, SqlDeliveryReads::delivery);
  }

  @Override
  public Optional<Told> told(UUID webhook, UUID event) {
    return one(
        TOLD,
        webhook,
        event,
        row -> new Told(new OperationId(row.id()), new ConnectionId(row.id())));
  }

  private <T> Optional<T> one(String text, UUID webhook, UUID event, Reads.Reader<T> reader) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(text)) {
            Parameters.of(statement).id(webhook).id(event);
            return Reads.all(statement, reader).stream().findFirst();
          }
        });
  }

  @Override
  public List<Try> tries(UUID webhook, UUID event, int limit) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(TRIES)) {
            Parameters.of(statement).id(webhook).number(limit).id(event);
            return Reads.all(
                statement,
                row ->
                    new Try(
                        row.time(),
                        (int) row.number(),
                        row.flag(),
                        row.maybeNumber(),
                        row.maybeText(),
                        row.number()));
          }
        });
  }

  private static Delivery delivery(Columns row) throws SQLException {
    return new Delivery(row.id(), row.id(), row.text(), row.text(), (int) row.number(), row.time());
  }
}
