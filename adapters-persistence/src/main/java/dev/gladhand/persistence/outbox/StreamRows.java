package dev.gladhand.persistence.outbox;

import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Dialect;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one row for each partner: the next number of its feed, and a count of the
 * changes to its subscriptions. Numbering events and changing subscriptions both lock this row, so
 * they never run at the same time. A partner that has had a subscription or has read its feed is
 * marked as heard. Until then PostgreSQL does not store the events of its operations, and stores
 * its other events with the number 0, so that the query for events to be numbered does not find
 * them; H2 stores and numbers all events.
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
      update event_stream set heard = true, behind = true, heard_at = {now}, untold_after = ?, untold_until = ?
      where partner_id = ? and heard = false""";

  /** Finds the id of a partner's newest operation. */
  private static final String LAST =
      """
      select id from (
        (select id from work where partner_id = ? order by id desc limit 1)
        union all
        (select id from ending where partner_id = ? and status = 'success' order by id desc limit 1)
        union all
        (select id from ending where partner_id = ? and status = 'failed' order by id desc limit 1)) last
      order by id desc limit 1""";

  private static final UUID FIRST = new UUID(0, 0);

  private static final String HEARD =
      "select partner_id from event_stream where partner_id = ? and heard = true";

  /**
   * Finds the partners that are marked as heard and may still have events with the number 0, or
   * operations whose events were not stored. A transaction that began before its partner was marked
   * as heard may still store an event with the number 0. The second column is true when the mark is
   * older than 60 seconds: no transaction lasts that long, so no such event can follow.
   */
  private static final String BEHIND =
      """
      select partner_id, heard_at < current_timestamp - interval '60' second, untold_after, untold_until
      from event_stream
      where behind = true order by behind, partner_id""";

  private static final String CAUGHT_UP =
      "update event_stream set behind = false where partner_id = any(?)";

  private static final String UNTOLD_AFTER =
      "update event_stream set untold_after = ? where partner_id = ?";

  private StreamRows() {}

  /**
   * The row of a partner's feed, locked until the end of the transaction; it gives out the next
   * numbers.
   */
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
   * Marks a partner as heard: after this transaction its events are stored and numbered. Its older
   * events are made and numbered too, but no deliveries are made for them.
   */
  public static void hear(Connection connection, UUID partner) throws SQLException {
    if (isHeard(connection, partner)) {
      return;
    }
    HearingGuard.marking(connection, partner);
    lock(connection, List.of(partner));
    // Because of the lock, all operations whose events were not stored are committed, so none of
    // them has a greater id than this one.
    var last = lastOperation(connection, partner);
    // The time is that of this statement, because the transaction may have waited for the lock.
    var text = HEAR.replace("{now}", Dialect.of(connection).now());
    try (var statement = connection.prepareStatement(text)) {
      Parameters.of(statement).id(last == null ? null : FIRST).id(last).id(partner);
      statement.executeUpdate();
    }
  }

  private static @Nullable UUID lastOperation(Connection connection, UUID partner)
      throws SQLException {
    if (Dialect.of(connection) == Dialect.H2) {
      return null;
    }
    try (var statement = connection.prepareStatement(LAST)) {
      Parameters.of(statement).id(partner).id(partner).id(partner);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Columns.of(rows).id() : null;
      }
    }
  }

  static boolean isHeard(Connection connection, UUID partner) throws SQLException {
    try (var statement = connection.prepareStatement(HEARD)) {
      Parameters.of(statement).id(partner);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void update(Connection connection, String text, UUID partner) throws SQLException {
    try (var statement = connection.prepareStatement(text)) {
      Parameters.of(statement).id(partner);
      statement.executeUpdate();
    }
  }

  /**
   * A partner that has read its feed or had a subscription, and that may have older events without
   * a number.
   *
   * @param complete whether no further event with the number 0 can be added
   * @param untold the operations whose events are still to be made; null if all are made
   */
  record Behind(UUID partner, boolean complete, @Nullable Untold untold) {}

  /**
   * The operations of a partner whose ids come after {@code after}, up to and including {@code
   * until}.
   */
  record Untold(UUID after, UUID until) {}

  static List<Behind> behind(Connection connection) throws SQLException {
    var behind = new ArrayList<Behind>();
    try (var statement = connection.prepareStatement(BEHIND);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var row = Columns.of(rows);
        var partner = row.id();
        var complete = row.flag();
        var after = row.maybeId();
        var until = row.maybeId();
        behind.add(
            new Behind(
                partner,
                complete,
                after == null || until == null ? null : new Untold(after, until)));
      }
    }
    return behind;
  }

  /**
   * Stores how far the events of a partner's operations are made.
   *
   * @param after the last operation, in the order of the ids, whose events are made; null if those
   *     of all are made
   */
  static void untoldAfter(Connection connection, UUID partner, @Nullable UUID after)
      throws SQLException {
    try (var statement = connection.prepareStatement(UNTOLD_AFTER)) {
      Parameters.of(statement).id(after).id(partner);
      statement.executeUpdate();
    }
  }

  static void caughtUp(Connection connection, Collection<UUID> partners) throws SQLException {
    try (var statement = connection.prepareStatement(CAUGHT_UP)) {
      Parameters.of(statement).ids(partners);
      statement.executeUpdate();
    }
  }
}
