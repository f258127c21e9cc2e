package dev.gladhand.persistence;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.DeliveriesContract;
import org.junit.jupiter.api.AfterAll;

/** Deliveries of events on H2 keep the contract. */
final class H2DeliveriesTest extends DeliveriesContract {
  private static final TestDatabase DATABASE = TestDatabase.h2();

  @AfterAll
  static void closeDatabase() {
    DATABASE.close();
  }

  @Override
  protected Deck deck() {
    return EventFixture.deck(DATABASE);
  }
}
