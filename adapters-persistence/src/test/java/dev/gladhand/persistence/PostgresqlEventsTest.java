package dev.gladhand.persistence;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.EventsContract;
import org.junit.jupiter.api.AfterAll;

/** Events and webhooks on PostgreSQL keep the contract. */
final class PostgresqlEventsTest extends EventsContract {
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
