package dev.gladhand.persistence.node;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.store.FlowReads;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an operator looks at, in SQL: each read ends at a limit within one index. Thread-safe. */
public final class SqlFlow implements FlowReads {
  private static final String FEW = "o.id, o.tsp, o.status, o.verdict, o.created_at, o.updated_at";

  /** The newest of all, by the primary key. */
  private static final String RECENT =
      "select " + FEW + " from operation o where o.id >= ? order by o.id desc limit ?";

  /** The newest of one partner: a branch for each status, as its index has them. */
  private static final String RECENT_OF =
      Stream.of("pending", "success", "failed")
          .map(
              status ->
                  "(select "
                      + FEW
                      + " from operation o where o.partner_id = ? and o.status = '"
                      + status
                      + "' and o.id >= ? order by o.partner_id desc, o.status desc, o.id desc limit ?)")
          .collect(
              Collectors.joining(" union all ", "select * from (", ") o order by id desc limit ?"));

  private static final String NOTABLE =
      """
      select c.id from connection c left join lane l on l.connection_id = c.id
      where c.deleted_at is null
        and (c.status <> 'active' or l.parked is not null or l.hold_until is not null or l.leased_by is not null)
      """;

  private static final String DEPTH =
      """
      select count(*), min(p.created_at) from (
        select o.created_at from operation o
        where o.connection_id = ? and o.status = 'pending' order by o.connection_id, o.status, o.id limit ?) p""";

  /** Event ids are of the moment when their event was made. */
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

  private static final Duration AROUND = Duration.ofSeconds(5);

  private final Database database;

  public SqlFlow(Database database) {
    this.database = database;
  }

  private interface Reader<T> {
    T read(Columns row) throws SQLException;
  }

  private static <T> List<T> all(PreparedStatement statement, Reader<T> reader)
      throws SQLException {
    var found = new ArrayList<T>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(reader.read(Columns.of(rows)));
      }
    }
    return found;
  }

  @Override
  public List<Recent> recent(@Nullable PartnerId partner, Instant since, int limit) {
    var first = TimeOrderedIds.from(since);
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(partner == null ? RECENT : RECENT_OF)) {
            var row = Parameters.of(statement);
            if (partner == null) {
              row.id(first);
            } else {
              for (var i = 0; i < 3; i++) {
                row.id(partner.value()).id(first).number(limit);
              }
            }
            row.number(limit);
            return all(statement, SqlFlow::recent);
          }
        });
  }

  private static Recent recent(Columns row) throws SQLException {
    row.id();
    return new Recent(new TspId(row.text()), row.text(), row.maybeText(), row.time(), row.time());
  }

  @Override
  public List<ConnectionId> notable(@Nullable PartnerId partner, int limit) {
    var of = partner == null ? "" : " and c.partner_id = ?";
    return database.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(NOTABLE + of + " order by c.id limit ?")) {
            var row = Parameters.of(statement);
            if (partner != null) {
              row.id(partner.value());
            }
            row.number(limit);
            return all(statement, each -> new ConnectionId(each.id()));
          }
        });
  }

  @Override
  public Map<ConnectionId, Backlog> depths(Collection<ConnectionId> connections, int most) {
    return database.read(
        connection -> {
          var depths = new HashMap<ConnectionId, Backlog>();
          try (var statement = connection.prepareStatement(DEPTH)) {
            for (var one : connections) {
              Parameters.of(statement).id(one.value()).number(most);
              depths.put(
                  one,
                  all(statement, row -> new Backlog(row.number(), row.maybeTime())).getFirst());
            }
          }
          return depths;
        });
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
      return all(statement, SqlFlow::delivery);
    }
  }

  @Override
  public List<Delivery> deadLetters(UUID webhook, int limit) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(DEAD)) {
            Parameters.of(statement).id(webhook).number(limit);
            return all(statement, SqlFlow::delivery);
          }
        });
  }

  private static Delivery delivery(Columns row) throws SQLException {
    return new Delivery(row.id(), row.id(), row.text(), row.text(), (int) row.number(), row.time());
  }
}
