package dev.gladhand.persistence.outbox;

import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One row for each partner: the next number of its feed, and how often its subscriptions changed.
 * Sequencing events and changing subscriptions both lock this row, so that neither happens in the
 * middle of the other. A partner who never had a subscription nor read his feed is not heard:
 * PostgreSQL gives his events the number 0, under which nobody looks for them; H2 numbers all.
 */
public final class StreamRows {
  private static final String LOCK =
      """
      select partner_id, next_sequence, version from event_stream
      where partner_id = any(?) order by partner_id for update""";
  private static final String ADD =
      "insert into event_stream (partner_id, next_sequence, version) values (?, 1, 0) on conflict do nothing";
  private static final MultiUpdate ADVANCE =
      new MultiUpdate(
          "event_stream s",
          "next_sequence = {next_sequence}",
          "s.partner_id = {partner_id}",
          "next_sequence int8",
          "partner_id uuid");
  private static final String CHANGED =
      "update event_stream set version = version + 1 where partner_id = ?";
  private static final String HEAR =
      """
      update event_stream set heard = true, behind = true, heard_at = current_timestamp
      where partner_id = ? and heard = false""";

  /** As long as a transaction may last that did not see yet that a partner is heard. */
  private static final String BEHIND =
      """
      select partner_id, heard_at < current_timestamp - interval '60' second from event_stream
      where behind = true order by behind, partner_id""";

  private static final String CAUGHT_UP =
      "update event_stream set behind = false where partner_id = any(?)";

  private StreamRows() {}

  /** A locked stream. */
  static final class Stream {
    final UUID partner;
    final long version;
    private final long first;
    private long next;

    private Stream(Columns row) throws SQLException {
      this.partner = row.id();
      this.first = row.number();
      this.next = first;
      this.version = row.number();
    }

    long take() {
      return next++;
    }

    boolean grew() {
      return next > first;
    }
  }

  static Map<UUID, Stream> lock(Connection connection, Collection<UUID> partners)
      throws SQLException {
    var streams = select(connection, partners);
    var missing = new ArrayList<>(partners);
    missing.removeAll(streams.keySet());
    if (missing.isEmpty()) {
      return streams;
    }
    try (var statement = connection.prepareStatement(ADD)) {
      for (var partner : missing.stream().sorted().toList()) {
        Parameters.of(statement).id(partner);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return select(connection, partners);
  }

  private static Map<UUID, Stream> select(Connection connection, Collection<UUID> partners)
      throws SQLException {
    var streams = new LinkedHashMap<UUID, Stream>();
    try (var statement = connection.prepareStatement(LOCK)) {
      Parameters.of(statement).ids(partners);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var stream = new Stream(Columns.of(rows));
          streams.put(stream.partner, stream);
        }
      }
    }
    return streams;
  }

  static void store(Connection connection, Collection<Stream> streams) throws SQLException {
    ADVANCE.run(
        connection,
        List.copyOf(streams),
        (stream, row) -> row.number(stream.next).id(stream.partner));
  }

  /** Notes that a partner's subscriptions change in this transaction. */
  public static void changed(Connection connection, UUID partner) throws SQLException {
    hear(connection, partner);
    update(connection, CHANGED, partner);
  }

  /**
   * Notes that somebody wants a partner's events: from this transaction's commit on they are given
   * a place. Those that are there are given theirs, too, and are dealt out to nobody.
   */
  static void hear(Connection connection, UUID partner) throws SQLException {
    lock(connection, List.of(partner));
    update(connection, HEAR, partner);
  }

  private static void update(Connection connection, String text, UUID partner) throws SQLException {
    try (var statement = connection.prepareStatement(text)) {
      Parameters.of(statement).id(partner);
      statement.executeUpdate();
    }
  }

  /** Those heard of whom older events may be left, and whether no further ones can come. */
  static Map<UUID, Boolean> behind(Connection connection) throws SQLException {
    var behind = new LinkedHashMap<UUID, Boolean>();
    try (var statement = connection.prepareStatement(BEHIND);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var row = Columns.of(rows);
        behind.put(row.id(), row.flag());
      }
    }
    return behind;
  }

  static void caughtUp(Connection connection, Collection<UUID> partners) throws SQLException {
    try (var statement = connection.prepareStatement(CAUGHT_UP)) {
      Parameters.of(statement).ids(partners);
      statement.executeUpdate();
    }
  }
}
