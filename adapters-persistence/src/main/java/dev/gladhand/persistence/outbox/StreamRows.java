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
 * middle of the other.
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
    lock(connection, List.of(partner));
    try (var statement = connection.prepareStatement(CHANGED)) {
      Parameters.of(statement).id(partner);
      statement.executeUpdate();
    }
  }
}
