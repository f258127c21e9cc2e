package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads single operations, and the operations that background tasks look for. */
final class OperationReads {
  private static final String ALL = " from " + OperationTables.ALL.from() + "\n";

  private static final String SELECT =
      "select " + OperationTables.ALL.columns(OperationRow.COLUMNS) + ALL;

  private static final String IDS = "select w.id from work w ";

  private final KeyRows keys;
  private final String expired;
  private final String abandoned;

  OperationReads(Database database, KeyRows keys) {
    this.keys = keys;
    expired =
        database.sql(
            IDS
                + """
                where w.mode = 'async' and w.watch_at >= {ever} and w.watch_at <= {now}
                  and w.begun_at is null
                order by w.mode, w.watch_at limit ?""");
    abandoned =
        database.sql(
            IDS
                + """
                where w.mode = 'sync' and w.watch_at >= {ever}
                  and w.watch_at <= {now} - cast(? as bigint) * interval '0.000001' second
                order by w.mode, w.watch_at limit ?""");
  }

  Optional<ResourceOperation> find(Connection connection, OperationId id) throws SQLException {
    try (var statement = connection.prepareStatement(SELECT + "where o.id = ?")) {
      Parameters.of(statement).id(id.value());
      return all(statement).stream().findFirst();
    }
  }

  List<Sent> sent(Connection connection, OperationId id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select " + OperationTables.ALL.columns("sent") + ALL + "where o.id = ?")) {
      Parameters.of(statement).id(id.value());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? SentRows.read(Columns.of(rows).maybeText()) : List.of();
      }
    }
  }

  List<Past> past(Connection connection, OperationId id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select "
                + OperationTables.ALL.columns("created_at", "freed_at", "past")
                + ALL
                + "where o.id = ?")) {
      Parameters.of(statement).id(id.value());
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          return List.of();
        }
        var row = Columns.of(rows);
        var created = row.time();
        var freed = row.maybeTime();
        var told = PastRows.read(row.maybeText());
        return freed == null
            ? told
            : Stream.concat(
                    Stream.of(new Past.Waited(Waiting.EARLIER_WRITE, created, freed)),
                    told.stream())
                .toList();
      }
    }
  }

  Optional<ResourceOperation> find(
      Connection connection, PartnerId partner, ConnectionId of, OperationId id)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            SELECT + "where o.id = ? and o.connection_id = ? and o.partner_id = ?")) {
      Parameters.of(statement).id(id.value()).id(of.value()).id(partner.value());
      return all(statement).stream().findFirst();
    }
  }

  /**
   * Finds the operations of a connection whose last attempt began at {@code from} or later, and
   * unusually late after acceptance; see {@code Operations.begunLate}. It reads the tables of
   * pending and of ended operations one after the other, because H2 has lost rows of a union of
   * both.
   */
  List<OperationId> begunLate(Connection connection, ConnectionId of, Instant from, int limit)
      throws SQLException {
    var late = new ArrayList<Late>();
    for (var table : List.of("work", "ending")) {
      try (var statement =
          connection.prepareStatement(
              "select id, late_at from "
                  + table
                  + " where connection_id = ? and late_at >= ? order by connection_id, late_at limit ?")) {
        Parameters.of(statement).id(of.value()).time(from).number(limit);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var row = Columns.of(rows);
            late.add(new Late(new OperationId(row.id()), row.time()));
          }
        }
      }
    }
    return late.stream().sorted(Comparator.comparing(Late::at)).limit(limit).map(Late::id).toList();
  }

  private record Late(OperationId id, Instant at) {}

  List<ResourceOperation> find(Connection connection, Collection<UUID> ids) throws SQLException {
    try (var statement = connection.prepareStatement(SELECT + "where o.id = any(?)")) {
      Parameters.of(statement).ids(ids);
      return all(statement);
    }
  }

  /**
   * Finds the operations with these ids, without those whose long texts (payload, progress, log)
   * have more than {@code most} bytes together.
   */
  List<ResourceOperation> find(Connection connection, Collection<UUID> ids, long most)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            SELECT
                + "where o.id = any(?) and "
                + OperationRow.bytes(OperationTables.ALL)
                + " <= ?")) {
      Parameters.of(statement).ids(ids).number(most);
      return all(statement);
    }
  }

  /**
   * Finds the operation that was made with a key; empty if the key is not stored, or if its
   * operation was deleted.
   */
  Optional<AddResult> findByKey(Connection connection, IdempotencyKey key) throws SQLException {
    var known = keys.find(connection, key);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    if (!known.get().bodyHash().equals(key.bodyHash())) {
      return Optional.of(new AddResult.KeyReused());
    }
    return find(connection, new OperationId(known.get().operation())).map(AddResult.Replayed::new);
  }

  /**
   * Finds the operations of several keys, as {@link #findByKey} does; unknown keys are left out.
   */
  Map<IdempotencyKey, AddResult> findByKeys(
      Connection connection, Collection<IdempotencyKey> wanted) throws SQLException {
    var known = keys.find(connection, wanted);
    // An operation is read only if its body was sent again, so the read texts are no longer than
    // the request.
    var ids =
        known.entrySet().stream()
            .filter(one -> one.getValue().bodyHash().equals(one.getKey().bodyHash()))
            .map(one -> one.getValue().operation())
            .toList();
    var operations = new HashMap<UUID, ResourceOperation>();
    find(connection, ids).forEach(operation -> operations.put(operation.id().value(), operation));
    var found = new HashMap<IdempotencyKey, AddResult>();
    known.forEach(
        (key, made) -> {
          var operation = operations.get(made.operation());
          if (!made.bodyHash().equals(key.bodyHash())) {
            found.put(key, new AddResult.KeyReused());
          } else if (operation != null) {
            found.put(key, new AddResult.Replayed(operation));
          }
        });
    return found;
  }

  List<OperationId> expired(Connection connection, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(expired)) {
      Parameters.of(statement).number(limit);
      return ids(statement);
    }
  }

  List<OperationId> abandonedSync(Connection connection, Duration age, int limit)
      throws SQLException {
    try (var statement = connection.prepareStatement(abandoned)) {
      Parameters.of(statement).micros(age).number(limit);
      return ids(statement);
    }
  }

  Set<OperationId> behind(Connection connection, Collection<UUID> ids) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select o.id from operation o
            join work w on w.connection_id = o.connection_id and w.id = o.id
            where o.id = any(?) and w.behind = true and w.due_at is not null""")) {
      Parameters.of(statement).ids(ids);
      try (var rows = statement.executeQuery()) {
        var found = new HashSet<OperationId>();
        while (rows.next()) {
          found.add(new OperationId(Columns.of(rows).id()));
        }
        return found;
      }
    }
  }

  Backlog backlog(Connection connection, @Nullable ConnectionId of) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select count(*), min(w.created_at) from work w where w.due_at is not null
            """
                + (of == null ? "" : "and w.connection_id = ?"))) {
      if (of != null) {
        Parameters.of(statement).id(of.value());
      }
      try (var rows = statement.executeQuery()) {
        rows.next();
        var row = Columns.of(rows);
        return new Backlog(row.number(), row.maybeTime());
      }
    }
  }

  long pending(Connection connection, PartnerId partner, long limit) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select count(*) from (
              select 1 from work where partner_id = ? limit ?) counted""")) {
      Parameters.of(statement).id(partner.value()).number(limit);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static List<OperationId> ids(PreparedStatement statement) throws SQLException {
    var ids = new ArrayList<OperationId>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(new OperationId(Columns.of(rows).id()));
      }
    }
    return ids;
  }

  static List<ResourceOperation> all(PreparedStatement statement) throws SQLException {
    var all = new ArrayList<ResourceOperation>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(OperationRow.read(rows));
      }
    }
    return all;
  }
}
