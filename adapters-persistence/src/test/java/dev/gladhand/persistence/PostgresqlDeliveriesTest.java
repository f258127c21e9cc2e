package dev.gladhand.persistence;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.DeliveriesContract;
import org.junit.jupiter.api.AfterAll;

/** Deliveries of events on PostgreSQL keep the contract. */
final class PostgresqlDeliveriesTest extends DeliveriesContract {
  private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @AfterAll
  static void closeDatabase() {
    DATABASE.close();
  }

  @Override
  protected Deck deck() {
    return EventFixture.deck(DATABASE);
  }
}
