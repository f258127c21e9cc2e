package dev.gladhand.persistence;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.EventsContract;
import org.junit.jupiter.api.AfterAll;

/** Events and webhooks on H2 keep the contract. */
final class H2EventsTest extends EventsContract {
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
