package dev.gladhand.persistence;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.WebhookLifeContract;
import org.junit.jupiter.api.AfterAll;

/** Webhooks on H2 keep the contract. */
final class H2WebhookLifeTest extends WebhookLifeContract {
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
