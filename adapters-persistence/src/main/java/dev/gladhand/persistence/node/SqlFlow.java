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
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the operator's overview of operations with SQL. Each query stops at a limit within one
 * index. Thread-safe.
 */
@Singleton
public final class SqlFlow implements FlowReads {
  private static final String FEW =
      "o.id, o.tsp, coalesce(e.status, 'pending'), e.verdict, o.created_at,"
          + " coalesce(e.last_begun_at, w.last_begun_at), coalesce(e.updated_at, w.updated_at)";

  private static final String FEW_OF =
      """
      select %s from (%%s) o
      left join work w on w.id = o.id and w.connection_id = o.connection_id
      left join ending e on e.id = o.id
      order by o.id desc limit ?"""
          .formatted(FEW);

  /** The newest operations of all partners, found by the primary key. */
  private static final String RECENT =
      FEW_OF.formatted("select * from operation where id >= ? order by id desc limit ?");

  /**
   * The newest operations of one partner. The union has a branch for each status, because the
   * indexes contain the status.
   */
  private static final String RECENT_OF =
      FEW_OF.formatted(
          """
          select p.* from (
            (select id from work where partner_id = ? and id >= ?
             order by partner_id desc, id desc limit ?)
            union all
            (select id from ending where partner_id = ? and status = 'success' and id >= ?
             order by partner_id desc, status desc, id desc limit ?)
            union all
            (select id from ending where partner_id = ? and status = 'failed' and id >= ?
             order by partner_id desc, status desc, id desc limit ?)) few
          join operation p on p.id = few.id""");

  private static final String STUCK =
      """
      select (select count(*) from lane l where l.parked is not null
          and exists (select 1 from work w where w.connection_id = l.connection_id and w.due_at is not null)),
        (select min(created_at) from work where due_at is not null and waiting = 'settling')""";

  private static final String PARTNERS_OLDEST =
      """
      select w.id from work w where w.partner_id = %s
      order by w.partner_id, w.id limit 1""";

  /**
   * Finds the oldest pending operation: takes from the index the first operation of each partner,
   * and the oldest of these.
   */
  private static final String OLDEST =
      "select o.id, o.connection_id, o.created_at from operation o where o.id in (%s) order by o.id limit 1";

  private static final String OLDEST_OF = OLDEST.formatted(PARTNERS_OLDEST.formatted("?"));

  private static final String OLDEST_OF_ALL =
      OLDEST.formatted(
          "select (%s) from partner p where not p.disabled limit ?"
              .formatted(PARTNERS_OLDEST.formatted("p.id")));

  private static final String NOTABLE =
      """
      select c.id from connection c left join lane l on l.connection_id = c.id
      where c.deleted_at is null
        and (c.status <> 'active' or l.parked is not null or l.hold_until is not null or l.leased_by is not null)
      """;

  private static final String DEPTH =
      """
      select count(*) as counted, (
        select w.created_at from work w
        where w.connection_id = ? order by w.connection_id, w.id limit 1) as oldest
      from (
        select w.id from work w
        where w.connection_id = ? order by w.connection_id, w.id limit ?) p""";

  private final Database database;

  public SqlFlow(Database database) {
    this.database = database;
  }

  @Override
  public List<Recent> recent(@Nullable PartnerId partner, Instant since, int limit) {
    var first = TimeOrderedIds.from(since);
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(partner == null ? RECENT : RECENT_OF)) {
            var row = Parameters.of(statement);
            if (partner == null) {
              row.id(first).number(limit);
            } else {
              for (var i = 0; i < 3; i++) {
                row.id(partner.value()).id(first).number(limit);
              }
            }
            row.number(limit);
            return Reads.all(statement, SqlFlow::recent);
          }
        });
  }

  private static Recent recent(Columns row) throws SQLException {
    row.id();
    return new Recent(
        new TspId(row.text()),
        row.text(),
        row.maybeText(),
        row.time(),
        row.maybeTime(),
        row.time());
  }

  @Override
  public Optional<Oldest> oldest(@Nullable PartnerId partner, int partners) {
    return database.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(partner == null ? OLDEST_OF_ALL : OLDEST_OF)) {
            if (partner == null) {
              Parameters.of(statement).number(partners);
            } else {
              Parameters.of(statement).id(partner.value());
            }
            return Reads.all(
                    statement,
                    row ->
                        new Oldest(
                            new OperationId(row.id()), new ConnectionId(row.id()), row.time()))
                .stream()
                .findFirst();
          }
        });
  }

  @Override
  public Stuck stuck() {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(STUCK)) {
            return Reads.all(statement, row -> new Stuck(row.number(), row.maybeTime())).getFirst();
          }
        });
  }

  @Override
  public List<OperationId> retries(OperationId of, int limit) {
    return database.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "select id from operation where retried_from = ? order by id limit ?")) {
            Parameters.of(statement).id(of.value()).number(limit);
            return Reads.all(statement, row -> new OperationId(row.id()));
          }
        });
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
            return Reads.all(statement, each -> new ConnectionId(each.id()));
          }
        });
  }

  @Override
  public Map<ConnectionId, Backlog> depths(Collection<ConnectionId> connections, int most) {
    return database.read(
        connection -> {
          var depths = new HashMap<ConnectionId, Backlog>();
          Reads.each(
              connection,
              DEPTH,
              List.copyOf(connections),
              (row, one) -> row.id(one.value()).id(one.value()).number(most),
              (one, row) -> depths.put(one, new Backlog(row.number(), row.maybeTime())));
          return depths;
        });
  }
}
