package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.QuietPartnersContract;
import org.junit.jupiter.api.AfterAll;

/** Events that nobody asks for keep the contract on PostgreSQL. */
final class PostgresqlQuietPartnersTest extends QuietPartnersContract {
  private static final TestDatabase DATABASE = TestDatabase.postgresql();

  @AfterAll
  static void closeDatabase() {
    DATABASE.close();
  }

  @Override
  protected Deck deck() {
    return EventFixture.quietDeck(DATABASE);
  }

  @Override
  protected boolean leavesThemOut() {
    return true;
  }

  @Override
  protected void storedBefore() {
    assertEquals(1, DATABASE.execute("update event set sequence = 0"));
  }
}
