package dev.gladhand.persistence;

import dev.gladhand.application.delivery.EventStores;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.testkit.event.Deck;
import java.time.Duration;
import java.util.List;

/** The stores of events and webhooks over a database, emptied. */
final class EventFixture {
  private EventFixture() {}

  static EventStores stores(TestDatabase test) {
    test.empty();
    var stores = test.context().bean(SqlEventStores.class);
    return stores.with(new Vault(SqlFixture.KEYS), Duration.ZERO);
  }

  static Deck deck(TestDatabase test) {
    var rows = new EventRows();
    return new Deck(
        stores(test),
        (event, mode, connection) ->
            test.database()
                .transact(
                    sql -> {
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
}
