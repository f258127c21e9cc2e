package dev.gladhand.persistence.webhook;

import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.persistence.delivery.LaneRows;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Starts and stops the lane of a subscription. */
final class WebhookLanes {
  private static final String ADD =
      """
      insert into webhook_lane (webhook_id, active, fence, next_sequence, active_since, failures_in_row, attempts, average)
      values (?, true, 0, 1, ?, 0, 0, 1)""";
  private static final String STOP =
      "update webhook_lane set active = false, due_at = null where webhook_id = ?";
  private static final String FRESH_ROUND =
      """
      update webhook_delivery set round_from = attempts, due_or_ended = case when due_or_ended > ? then ? else due_or_ended end
      where webhook_id = ? and status = 'waiting' and (attempts > round_from or due_or_ended > ?)""";
  private static final String START =
      """
      update webhook_lane set active = true, active_since = ?, failures_in_row = 0, attempts = 0, average = 1,
        hold_until = null, leased_by = null, due_at = ? where webhook_id = ?""";
  private static final List<String> DELETE =
      List.of(
          "delete from webhook_lane where webhook_id = ?",
          "insert into webhook_gone (webhook_id, gone_at) values (?, current_timestamp)");

  private WebhookLanes() {}

  static void add(Connection connection, Webhook webhook) throws SQLException {
    try (var statement = connection.prepareStatement(ADD)) {
      Parameters.of(statement).id(webhook.id().value()).time(webhook.createdAt());
      statement.executeUpdate();
    }
  }

  static void stop(Connection connection, UUID webhook) throws SQLException {
    try (var statement = connection.prepareStatement(STOP)) {
      Parameters.of(statement).id(webhook);
      statement.executeUpdate();
    }
  }

  /**
   * Starts the lane. The next claim increases the fence, so that an earlier holder can store
   * nothing.
   */
  static void start(Connection connection, UUID webhook, Instant now) throws SQLException {
    LaneRows.lock(connection, List.of(webhook));
    try (var statement = connection.prepareStatement(FRESH_ROUND)) {
      Parameters.of(statement).time(now).time(now).id(webhook).time(now);
      statement.executeUpdate();
    }
    var earliest = LaneRows.earliest(connection, webhook);
    try (var statement = connection.prepareStatement(START)) {
      Parameters.of(statement).time(now).time(earliest).id(webhook);
      statement.executeUpdate();
    }
  }

  static void delete(Connection connection, UUID webhook) throws SQLException {
    for (var text : DELETE) {
      try (var statement = connection.prepareStatement(text)) {
        Parameters.of(statement).id(webhook);
        statement.executeUpdate();
      }
    }
  }
}
