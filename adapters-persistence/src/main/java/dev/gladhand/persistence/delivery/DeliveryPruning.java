package dev.gladhand.persistence.delivery;

import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Micros;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Deletes deliveries that ended long ago and the rows of deleted subscriptions, each in a short
 * transaction.
 */
final class DeliveryPruning {
  private static final String WEBHOOKS = "select webhook_id from webhook_lane order by webhook_id";
  private static final String GONE = "select webhook_id from webhook_gone order by webhook_id";

  // The rows are selected first and then deleted, because H2 repeats a subquery of a delete
  // statement for each row.

  private static final String ENDED =
      """
      select event_id from webhook_delivery where webhook_id = ? and status = ? and due_or_ended < ?
      order by webhook_id, status, due_or_ended limit ?""";

  /**
   * Deletes ended deliveries that an earlier query has found. It repeats the conditions of that
   * query, because a replay may change a row in between.
   */
  private static final String DELETE_ENDED =
      """
      delete from webhook_delivery
      where webhook_id = ? and event_id = any(?) and status = ? and due_or_ended < ?""";

  private static final String REMAINS =
      "select event_id from webhook_delivery where webhook_id = ? limit ?";
  private static final String DELETE_REMAINS =
      "delete from webhook_delivery where webhook_id = ? and event_id = any(?)";
  private static final String FORGET =
      "delete from webhook_gone where webhook_id = ? and gone_at < ?";

  private final Database database;
  private final AttemptRepository log;
  private final FigureRepository figures;

  DeliveryPruning(Database database, AttemptRepository log, FigureRepository figures) {
    this.database = database;
    this.log = log;
    this.figures = figures;
  }

  int prune(Instant before, int limit) {
    var gone = database.transact(_ -> attempts(Micros.of(before), limit));
    for (var webhook : ids(WEBHOOKS)) {
      gone +=
          database.transact(
              connection ->
                  ended(connection, webhook, DeliveryRows.DELIVERED, before, limit)
                      + ended(connection, webhook, DeliveryRows.DEAD, before, limit)
                      + figures.prune(webhook, Micros.of(before)));
    }
    for (var webhook : ids(GONE)) {
      gone += database.transact(connection -> remains(connection, webhook, before, limit));
    }
    return gone;
  }

  private int attempts(Instant before, int limit) {
    var last = log.lastOfOldest(before, limit);
    return last == null ? 0 : log.deleteUpTo(last, before);
  }

  private List<UUID> ids(String select) {
    return database.read(
        connection -> {
          try (var statement = connection.prepareStatement(select)) {
            return ids(statement);
          }
        });
  }

  private static List<UUID> ids(PreparedStatement select) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var rows = select.executeQuery()) {
      while (rows.next()) {
        ids.add(Columns.of(rows).id());
      }
    }
    return ids;
  }

  private static int ended(
      Connection connection, UUID webhook, String status, Instant before, int limit)
      throws SQLException {
    List<UUID> events;
    try (var look = connection.prepareStatement(ENDED)) {
      Parameters.of(look).id(webhook).text(status).time(before).number(limit);
      events = ids(look);
    }
    if (events.isEmpty()) {
      return 0;
    }
    try (var delete = connection.prepareStatement(DELETE_ENDED)) {
      Parameters.of(delete).id(webhook).ids(events).text(status).time(before);
      return delete.executeUpdate();
    }
  }

  /**
   * Deletes the rows that a deleted subscription has left. An attempt that was under way at the
   * deletion may add further rows later. Therefore the row of {@code webhook_gone}, which names the
   * deleted subscription, is kept until the deletion is earlier than {@code before}, and each run
   * deletes the rows that were added.
   */
  private int remains(Connection connection, UUID webhook, Instant before, int limit)
      throws SQLException {
    var gone = figures.prune(webhook, Instant.parse("9999-01-01T00:00:00Z"));
    List<UUID> events;
    try (var look = connection.prepareStatement(REMAINS)) {
      Parameters.of(look).id(webhook).number(limit);
      events = ids(look);
    }
    if (!events.isEmpty()) {
      try (var delete = connection.prepareStatement(DELETE_REMAINS)) {
        Parameters.of(delete).id(webhook).ids(events);
        gone += delete.executeUpdate();
      }
    }
    if (events.size() < limit) {
      try (var statement = connection.prepareStatement(FORGET)) {
        Parameters.of(statement).id(webhook).time(before);
        statement.executeUpdate();
      }
    }
    return gone;
  }
}
