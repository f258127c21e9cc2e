package dev.gladhand.persistence;

import dev.gladhand.application.delivery.EventStores;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.testkit.event.Deck;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The stores of events and webhooks over a database, emptied. */
final class EventFixture {
  private EventFixture() {}

  static EventStores stores(TestDatabase test) {
    test.empty();
    var stores = test.context().bean(SqlEventStores.class);
    return stores.with(new Vault(SqlFixture.KEYS), Duration.ZERO);
  }

  /** Somebody hears of every partner from the beginning. */
  static Deck deck(TestDatabase test) {
    return deck(test, true);
  }

  /** Nobody hears of a partner who does not ask. */
  static Deck quietDeck(TestDatabase test) {
    return deck(test, false);
  }

  private static Deck deck(TestDatabase test, boolean heard) {
    var rows = new EventRows();
    return new Deck(
        stores(test),
        (event, mode, connection) ->
            test.database()
                .transact(
                    sql -> {
                      if (heard) {
                        hear(sql, event.partner().value());
                      }
                      var row =
                          new EventRows.Event(
                              event.id().value(),
                              event.partner().value(),
                              event.name(),
                              null,
                              connection.value(),
                              mode.wire(),
                              event.data(),
                              null,
                              event.createdAt());
                      rows.add(sql, List.of(row));
                      return row;
                    }),
        time ->
            test.execute(
                "update test_clock set still = timestamp with time zone '%s'".formatted(time)));
  }

  private static void hear(Connection sql, UUID partner) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            "insert into event_stream (partner_id, next_sequence, version, heard) values (?, 1, 0, true)"
                + " on conflict do nothing")) {
      Parameters.of(statement).id(partner);
      statement.executeUpdate();
    }
  }
}
