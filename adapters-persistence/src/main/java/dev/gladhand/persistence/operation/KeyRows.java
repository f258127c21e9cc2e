package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.persistence.sql.Pipeline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Stores which operation was made with each idempotency key. */
final class KeyRows {
  private static final String LIFE = "interval '24' hour";
  private static final String DELETE =
      "delete from idempotency_key where partner_id = ? and scope = ? and idem_key = ? ";

  private final MultiInsert insert =
      new MultiInsert(
          "idempotency_key",
          "partner_id uuid",
          "scope text",
          "idem_key text",
          "body_hash text",
          "operation_id uuid",
          "created_at timestamptz");
  private final String find;
  private final String findSeveral;
  private final String findOld;
  private final String prune;
  private final String forget;

  KeyRows(Database database) {
    find =
        database.sql(
            """
            select body_hash, operation_id from idempotency_key
            where partner_id = ? and scope = ? and idem_key = ? and created_at > {now} - %s"""
                .formatted(LIFE));
    findSeveral =
        database.sql(
            """
            select idem_key, body_hash, operation_id from idempotency_key
            where partner_id = ? and scope = ? and idem_key = any(?) and created_at > {now} - %s"""
                .formatted(LIFE));
    findOld =
        database.sql(
            """
            select partner_id, scope, idem_key from idempotency_key
            where created_at < ? order by created_at limit ? {skip locked}""");
    prune = DELETE + "and created_at < ?";
    forget =
        database.sql(
            DELETE
                + """
                and (created_at <= {now} - %s
                  or not exists (select 1 from operation o where o.id = operation_id))"""
                    .formatted(LIFE));
  }

  /** A key, the operation that was made with it, and the time at which that happened. */
  record Made(IdempotencyKey key, UUID operation, Instant at) {}

  /** What is stored for a key: the hash of the body and the operation. */
  record Known(String bodyHash, UUID operation) {}

  /** Inserts keys; the answer is the number of keys that were new. */
  Pipeline.Answer<Integer> add(Pipeline pipeline, List<Made> rows) {
    return insert.ask(
        pipeline,
        rows,
        (made, row) ->
            row.id(made.key().partner().value())
                .text(made.key().scope())
                .text(made.key().key())
                .text(made.key().bodyHash())
                .id(made.operation())
                .time(made.at()));
  }

  Optional<Known> find(Connection connection, IdempotencyKey key) throws SQLException {
    try (var statement = connection.prepareStatement(find)) {
      Parameters.of(statement).id(key.partner().value()).text(key.scope()).text(key.key());
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var row = Columns.of(rows);
        return Optional.of(new Known(row.text(), row.id()));
      }
    }
  }

  /** Finds the keys that are stored, with one statement for each scope. */
  Map<IdempotencyKey, Known> find(Connection connection, Collection<IdempotencyKey> wanted)
      throws SQLException {
    var scopes =
        wanted.stream().collect(Collectors.groupingBy(key -> List.of(key.partner(), key.scope())));
    var found = new HashMap<IdempotencyKey, Known>();
    for (var keys : scopes.values()) {
      var names = keys.stream().collect(Collectors.groupingBy(IdempotencyKey::key));
      var one = keys.getFirst();
      try (var statement = connection.prepareStatement(findSeveral)) {
        Parameters.of(statement).id(one.partner().value()).text(one.scope()).texts(names.keySet());
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var row = Columns.of(rows);
            var same = names.getOrDefault(row.text(), List.of());
            var known = new Known(row.text(), row.id());
            same.forEach(key -> found.put(key, known));
          }
        }
      }
    }
    return found;
  }

  /**
   * Deletes expired keys so that they can be used again. A key that another transaction has
   * inserted since the look-up has not expired and is kept.
   *
   * @param keys the keys, in the order in which every node locks them
   */
  void forget(Connection connection, List<Made> keys) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(forget)) {
      for (var made : keys) {
        var key = made.key();
        Parameters.of(statement).id(key.partner().value()).text(key.scope()).text(key.key());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * Deletes old keys. It skips keys that another transaction has locked, and keys that were renewed
   * after they were found.
   */
  int prune(Connection connection, Instant before, int limit) throws SQLException {
    var found = 0;
    try (var old = connection.prepareStatement(findOld);
        var delete = connection.prepareStatement(prune)) {
      Parameters.of(old).time(before).number(limit);
      try (var rows = old.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          Parameters.of(delete).id(row.id()).text(row.text()).text(row.text()).time(before);
          delete.addBatch();
          found++;
        }
      }
      return found == 0 ? 0 : IntStream.of(delete.executeBatch()).sum();
    }
  }
}
