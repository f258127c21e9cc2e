package dev.gladhand.persistence.webhook;

import dev.gladhand.application.webhook.Webhooks.Replay;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Makes ended deliveries due again. */
final class ReplayRows {
  private static final String AGAIN =
      """
      update webhook_delivery set status = 'waiting', due_or_ended = ?, round_from = attempts
      where webhook_id = ? and status""";
  private static final String DEAD = AGAIN + " = 'dead'";
  private static final String NAMED = AGAIN + " in ('dead', 'delivered') and event_id = any(?)";
  private static final String BETWEEN =
      AGAIN
          + " in ('dead', 'delivered') and exists (select 1 from event e"
          + " where e.position = webhook_delivery.event_position and e.created_at >= ? and e.created_at < ?)";

  private ReplayRows() {}

  static int replay(Connection connection, UUID webhook, Replay which, Instant now)
      throws SQLException {
    return switch (which) {
      case Replay.DeadLetters() -> {
        try (var statement = connection.prepareStatement(DEAD)) {
          Parameters.of(statement).time(now).id(webhook);
          yield statement.executeUpdate();
        }
      }
      case Replay.Of(var events) -> {
        try (var statement = connection.prepareStatement(NAMED)) {
          Parameters.of(statement)
              .time(now)
              .id(webhook)
              .ids(events.stream().map(one -> one.value()).toList());
          yield statement.executeUpdate();
        }
      }
      case Replay.Between(var from, var to) -> {
        try (var statement = connection.prepareStatement(BETWEEN)) {
          Parameters.of(statement).time(now).id(webhook).time(from).time(to);
          yield statement.executeUpdate();
        }
      }
    };
  }
}
