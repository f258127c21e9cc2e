package dev.gladhand.persistence;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.QuietOperationsContract;
import dev.gladhand.testkit.store.StoreUnderTest;
import org.junit.jupiter.api.AfterAll;

/** Operations of partners that ask for no events keep the contract on H2. */
final class H2QuietOperationsTest extends QuietOperationsContract {
  private static final TestDatabase DATABASE = TestDatabase.h2();

  @AfterAll
  static void closeDatabase() {
    DATABASE.close();
  }

  @Override
  protected StoreUnderTest emptyStore() {
    return new SqlFixture(DATABASE);
  }

  @Override
  protected Deck deck() {
    return EventFixture.quietDeck(DATABASE);
  }

  @Override
  protected void failAt(long number) {
    DATABASE.execute("alter table event drop constraint if exists fails");
    if (number > 0) {
      DATABASE.execute("alter table event add constraint fails check (sequence <> " + number + ")");
    }
  }
}
