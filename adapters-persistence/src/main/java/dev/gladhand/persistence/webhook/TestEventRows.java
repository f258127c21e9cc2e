package dev.gladhand.persistence.webhook;

import dev.gladhand.application.event.Event;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Stores events that go to one subscription only. They are not in the feed; each gets a negative
 * sequence at once.
 */
final class TestEventRows {
  private static final String INSERT =
      """
      insert into event (id, partner_id, name, data, created_at, sequence) values (?, ?, ?, ?, ?, 0)""";
  private static final String OUT_OF_FEED =
      "update event set sequence = -position where position = ?";

  private TestEventRows() {}

  /** Adds an event; returns the number of its row ({@code position}). */
  static long add(Connection connection, Event event) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT, new String[] {"position"})) {
      Parameters.of(statement)
          .id(event.id().value())
          .id(event.partner().value())
          .text(event.name())
          .text(event.data())
          .time(event.createdAt());
      statement.executeUpdate();
      try (var keys = statement.getGeneratedKeys()) {
        if (!keys.next()) {
          throw new SQLException("an event got no position", "22004");
        }
        var position = keys.getLong(1);
        outOfFeed(connection, position);
        return position;
      }
    }
  }

  private static void outOfFeed(Connection connection, long position) throws SQLException {
    try (var statement = connection.prepareStatement(OUT_OF_FEED)) {
      Parameters.of(statement).number(position);
      statement.executeUpdate();
    }
  }
}
