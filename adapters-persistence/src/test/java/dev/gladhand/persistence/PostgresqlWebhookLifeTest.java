package dev.gladhand.persistence;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.WebhookLifeContract;
import org.junit.jupiter.api.AfterAll;

/** Webhooks on PostgreSQL keep the contract. */
final class PostgresqlWebhookLifeTest extends WebhookLifeContract {
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
