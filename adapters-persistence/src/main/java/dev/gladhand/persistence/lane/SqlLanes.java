package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.PipelinedStatement;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the lanes of writes in a relational database. Thread-safe. */
@Singleton
public final class SqlLanes implements Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(SqlLanes.class);
  private static final LeaseRows.Table<ConnectionId, String> TABLE =
      new LeaseRows.Table<>(
          "lane",
          "connection_id",
          List.of("lease_until", "due_at"),
          "parked is null",
          "parked is not null",
          "l.memory",
          ConnectionId::new,
          ConnectionId::value,
          Columns::maybeText);

  /**
   * Finds for each lane when its earliest operation that has not begun may begin. If no such
   * operation is due but an attempt is under way, it also finds the end of the lease: another node
   * can then claim the lane if the holder has stopped. The search for an attempt under way runs
   * only if no other operation is due. Every due operation it finds is then under way, so it needs
   * no condition that the planner could estimate wrongly. The last column is true if operations
   * wait and every one of them is behind another.
   */
  private static final String EARLIEST =
      """
      select w.connection_id, w.due,
        case when w.due is null or w.due > {now} then
          (select w.lease_until from work o
           where o.connection_id = w.connection_id and o.behind = false and o.due_at >= {ever}
             and o.due_at <= {now}
           order by o.connection_id, o.behind, o.due_at, o.id limit 1) end,
        case when w.due is null then coalesce(
          (select true from work o
           where o.connection_id = w.connection_id and o.behind = true and o.due_at >= {ever}
           order by o.connection_id, o.behind, o.due_at, o.id limit 1), false) else false end
      from (
        select l.connection_id, l.lease_until,
          (select o.due_at from work o
           where o.connection_id = l.connection_id and o.behind = false and o.due_at >= {ever}
             and o.begun_at is null
           order by o.connection_id, o.behind, o.due_at, o.id limit 1) as due
        from lane l where l.connection_id = any(?) offset 0 rows) w""";

  private static final String STATUS =
      """
      select connection_id, case when leased_by is null then due_at end, leased_by, parked, memory, {now}
      from lane where connection_id = any(?)""";

  private static final MultiUpdate RELEASE =
      new MultiUpdate(
          "lane l",
          """
          leased_by = null, lease_until = null, due_at = {due_at}, hold_until = {hold_until},
          memory = coalesce({memory}, l.memory)""",
          "l.connection_id = {connection_id}",
          "due_at timestamptz",
          "hold_until timestamptz",
          "memory text",
          "connection_id uuid");

  private static final MultiUpdate REMEMBER =
      new MultiUpdate(
          "lane l",
          "memory = coalesce({memory}, l.memory)",
          "l.connection_id = {connection_id} and l.fence = {fence} and l.leased_by = {leased_by}",
          "memory text",
          "connection_id uuid",
          "fence int8",
          "leased_by text");

  private final Database database;
  private final Successors successors;
  private final LeaseRows<ConnectionId, String> leases;
  private final String earliest;
  private final String status;

  public SqlLanes(Database database) {
    this.database = database;
    successors = new Successors(database);
    leases = new LeaseRows<>(database, TABLE);
    earliest = database.sql(EARLIEST);
    status = database.sql(STATUS);
  }

  @Override
  public List<Claimed<ConnectionId, String>> claim(String node, int limit, Duration lease) {
    return database.atOnce(sql -> leases.claim(sql, node, limit, lease));
  }

  @Override
  public Set<LaneLease<ConnectionId>> renew(
      String node, Collection<LaneLease<ConnectionId>> held, Duration lease) {
    return held.isEmpty()
        ? Set.of()
        : database.transact(sql -> leases.renew(sql, node, held, lease));
  }

  @Override
  public void release(String node, Collection<Release<ConnectionId, String>> releases) {
    if (!releases.isEmpty()) {
      database.atOnce(sql -> giveBack(sql, node, releases));
    }
  }

  private boolean giveBack(
      Connection sql, String node, Collection<Release<ConnectionId, String>> releases)
      throws SQLException {
    var lanes = releases.stream().map(one -> one.lease().lane().value()).toList();
    var pipeline = new Pipeline(sql);
    LaneGuard.givingBack(pipeline, lanes);
    var lockedUp = pipeline.add(leases.lockHeld(node, releases));
    // These statements run after the one that takes the locks, so they see all operations that were
    // accepted before.
    var looked = pipeline.add(earliest(lanes));
    pipeline.run();
    var held = lockedUp.get();
    var earliest = new HashMap<>(looked.get().due());
    var stuck = looked.get().stuck().stream().filter(held::containsKey).toList();
    if (freed(sql, stuck)) {
      earliest.putAll(earliest(stuck).run(sql).due());
    }
    RELEASE.ask(
        pipeline,
        releases.stream().filter(one -> held.containsKey(one.lease().lane().value())).toList(),
        (release, row) -> {
          var lane = release.lease().lane().value();
          var due = Boolean.TRUE.equals(held.get(lane)) ? null : earliest.get(lane);
          row.time(LeaseRows.due(due, release.notBefore()))
              .time(release.notBefore())
              .text(release.left())
              .id(lane);
        });
    pipeline.commit();
    return true;
  }

  /**
   * The result of reading lanes.
   *
   * @param due the time at which an operation of each lane may begin
   * @param stuck the lanes in which operations wait and none may begin, because a node of an older
   *     version has ended a write and has not unblocked its successor
   */
  private record LanesRead(Map<UUID, Instant> due, List<UUID> stuck) {}

  private PipelinedStatement<LanesRead> earliest(Collection<UUID> lanes) {
    return PipelinedStatement.query(
        earliest, parameters -> parameters.ids(lanes), SqlLanes::lanesRead);
  }

  private static LanesRead lanesRead(ResultSet rows) throws SQLException {
    var found = new HashMap<UUID, Instant>();
    var stuck = new ArrayList<UUID>();
    while (rows.next()) {
      var row = Columns.of(rows);
      var lane = row.id();
      var due = row.maybeTime();
      var underWay = row.maybeTime();
      if (row.flag() && underWay == null) {
        stuck.add(lane);
      }
      if (due == null || underWay != null && underWay.isBefore(due)) {
        due = underWay;
      }
      if (due != null) {
        found.put(lane, due);
      }
    }
    return new LanesRead(found, stuck);
  }

  private boolean freed(Connection sql, List<UUID> stuck) throws SQLException {
    for (var lane : stuck) {
      var count = successors.freeAll(sql, lane);
      LOG.warn(
          "lane {}: {} writes waited for a predecessor that had ended; they are unblocked now",
          lane,
          count);
    }
    return !stuck.isEmpty();
  }

  @Override
  public void park(ConnectionId connection, String reason) {
    change(
        """
        update lane set parked = ?, due_at = case when leased_by is null then null else due_at end
        where connection_id = ?""",
        reason,
        connection);
  }

  @Override
  public void resume(ConnectionId connection) {
    change(
        database.sql(
            """
            update lane set parked = ?, hold_until = null,
              due_at = case when leased_by is null then {now} else due_at end
            where connection_id = ? and (parked is not null or hold_until is not null)"""),
        null,
        connection);
  }

  private void change(String text, @Nullable String reason, ConnectionId connection) {
    database.transact(
        sql -> {
          try (var statement = sql.prepareStatement(text)) {
            Parameters.of(statement).text(reason).id(connection.value());
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public int resumeForgotten() {
    return database.transact(
        sql -> {
          try (var statement =
              sql.prepareStatement(
                  database.sql(
                      """
                      update lane set parked = null, hold_until = null,
                        due_at = case when leased_by is null then {now} else due_at end
                      where parked is not null and connection_id in (
                        select c.id from connection c join lane l on l.connection_id = c.id
                        where l.parked is not null and c.status in ('active', 'deleted'))"""))) {
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void remember(String node, Collection<Release<ConnectionId, String>> memories) {
    if (memories.isEmpty()) {
      return;
    }
    var sorted = new ArrayList<>(memories);
    sorted.sort((a, b) -> Uuids.ORDER.compare(a.lease().lane().value(), b.lease().lane().value()));
    database.transact(
        sql ->
            REMEMBER
                .run(
                    sql,
                    sorted,
                    (one, row) ->
                        row.text(one.left())
                            .id(one.lease().lane().value())
                            .number(one.lease().fence())
                            .text(node))
                .size());
  }

  @Override
  public Optional<LaneStatus> status(ConnectionId connection) {
    return Optional.ofNullable(statuses(List.of(connection)).get(connection));
  }

  @Override
  public Map<ConnectionId, LaneStatus> statuses(Collection<ConnectionId> connections) {
    return database.read(
        sql -> {
          try (var statement = sql.prepareStatement(status)) {
            Parameters.of(statement).ids(connections.stream().map(ConnectionId::value).toList());
            try (var rows = statement.executeQuery()) {
              var found = new HashMap<ConnectionId, LaneStatus>();
              while (rows.next()) {
                var row = Columns.of(rows);
                found.put(
                    new ConnectionId(row.id()),
                    new LaneStatus(
                        row.maybeTime(),
                        row.maybeText(),
                        row.maybeText(),
                        row.maybeText(),
                        row.time()));
              }
              return found;
            }
          }
        });
  }

  @Override
  public Optional<Duration> untilNextDue() {
    return database.read(leases::untilNextDue);
  }
}
