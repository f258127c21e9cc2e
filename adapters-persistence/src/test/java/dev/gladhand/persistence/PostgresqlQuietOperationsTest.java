package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.QuietOperationsContract;
import dev.gladhand.testkit.store.Samples;
import dev.gladhand.testkit.store.StoreUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Operations of partners that ask for no events keep the contract on PostgreSQL. */
final class PostgresqlQuietOperationsTest extends QuietOperationsContract {
  private static final TestDatabase DATABASE = TestDatabase.postgresql();

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

  @Test
  void aPartnerThatNobodyHearsHasNoEvents() {
    var store = new SqlFixture(DATABASE);
    var samples = new Samples(store);
    var connection = samples.connection(samples.partner());
    var operation = samples.message(connection);
    samples.add(operation);
    store.operations().cancel(operation.id(), samples.transitions().expire(operation));
    samples.add(samples.syncMessage(connection));
    assertEquals(
        0, DATABASE.execute("update event set name = name where operation_id is not null"));
  }
}
