package dev.gladhand.persistence.operation;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Counts the bytes of each partner's stored operations, by the hour in which they were accepted. It
 * reads operations in the order of their ids, which grow with time, so each one is read once. One
 * row stores how far the count has come; the lock on it lets one node count at a time. Thread-safe.
 */
@Singleton
public final class SqlKeptBytes implements KeptBytes {
  private static final String LOCK =
      "select up_to from kept_counted where id = 1 for update skip locked";
  private static final String NEXT =
      """
      select id, partner_id, octet_length(payload) + coalesce(octet_length(payload_more), 0)
      from operation where id > ? and id < ? order by id limit ?""";
  private static final String BEGIN =
      "insert into kept_bytes (partner_id, at_hour, bytes) values (?, ?, 0) on conflict do nothing";
  private static final String ADD =
      "update kept_bytes set bytes = bytes + ? where partner_id = ? and at_hour = ?";

  private record Hour(UUID partner, Instant begin) implements Comparable<Hour> {
    @Override
    public int compareTo(Hour other) {
      var byTime = begin.compareTo(other.begin);
      return byTime == 0 ? partner.compareTo(other.partner) : byTime;
    }
  }

  private final Database database;

  public SqlKeptBytes(Database database) {
    this.database = database;
  }

  @Override
  public long of(PartnerId partner) {
    return database.read(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "select coalesce(sum(bytes), 0) from kept_bytes where partner_id = ?")) {
            Parameters.of(statement).id(partner.value());
            try (var rows = statement.executeQuery()) {
              rows.next();
              return rows.getLong(1);
            }
          }
        });
  }

  @Override
  public Map<PartnerId, Long> all() {
    return database.read(
        connection -> {
          var all = new HashMap<PartnerId, Long>();
          try (var statement =
                  connection.prepareStatement(
                      "select partner_id, sum(bytes) from kept_bytes group by partner_id");
              var rows = statement.executeQuery()) {
            while (rows.next()) {
              all.put(new PartnerId(Columns.of(rows).id()), rows.getLong(2));
            }
          }
          return all;
        });
  }

  @Override
  public int count(Instant before, int limit) {
    return database.transact(
        connection -> {
          var from = lock(connection);
          return from.isEmpty() ? 0 : count(connection, from.get(), before, limit);
        });
  }

  @Override
  public void forget(Instant before) {
    database.transact(
        connection -> {
          try (var statement =
              connection.prepareStatement("delete from kept_bytes where at_hour < ?")) {
            Parameters.of(statement).time(before.minus(1, ChronoUnit.HOURS));
            return statement.executeUpdate();
          }
        });
  }

  private static Optional<UUID> lock(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(LOCK);
        var rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(Columns.of(rows).id()) : Optional.empty();
    }
  }

  private static int count(Connection connection, UUID from, Instant before, int limit)
      throws SQLException {
    var bytes = new TreeMap<Hour, Long>();
    var last = from;
    var counted = 0;
    try (var statement = connection.prepareStatement(NEXT)) {
      Parameters.of(statement).id(from).id(TimeOrderedIds.from(before)).number(limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          last = row.id();
          var hour = new Hour(row.id(), TimeOrderedIds.time(last).truncatedTo(ChronoUnit.HOURS));
          bytes.merge(hour, row.number() + OF_AN_OPERATION, Long::sum);
          counted++;
        }
      }
    }
    if (counted > 0) {
      store(connection, bytes, last);
    }
    return counted;
  }

  private static void store(Connection connection, Map<Hour, Long> bytes, UUID upTo)
      throws SQLException {
    try (var begin = connection.prepareStatement(BEGIN);
        var add = connection.prepareStatement(ADD);
        var move = connection.prepareStatement("update kept_counted set up_to = ? where id = 1")) {
      for (var one : bytes.entrySet()) {
        var hour = one.getKey();
        Parameters.of(begin).id(hour.partner).time(hour.begin);
        begin.executeUpdate();
        Parameters.of(add).number(one.getValue()).id(hour.partner).time(hour.begin);
        add.executeUpdate();
      }
      Parameters.of(move).id(upTo);
      move.executeUpdate();
    }
  }
}
