package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.persistence.outbox.SqlEvents;
import dev.gladhand.testkit.event.Deck;
import dev.gladhand.testkit.event.QuietOperationsContract;
import dev.gladhand.testkit.store.Samples;
import dev.gladhand.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

  @Test
  void aFirstReadWaitsForAWriteThatIsNotCommitted() {
    var store = new SqlFixture(DATABASE);
    var samples = new Samples(store);
    var operation = samples.message(samples.connection(samples.partner()));
    var events = new SqlEvents(DATABASE.database(), Duration.ZERO);
    var read =
        DATABASE
            .database()
            .together(
                () -> {
                  samples.add(operation);
                  var reading =
                      CompletableFuture.supplyAsync(() -> events.feed(operation.partner(), 0, 10));
                  awaitWaiting();
                  return reading;
                });
    read.join();
    events.sequence(10, Instant.now());
    var told =
        events.feed(operation.partner(), 0, 10).stream()
            .filter(one -> operation.id().equals(one.event().operation()))
            .toList();
    assertEquals(1, told.size());
  }

  private static void awaitWaiting() {
    var until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (DATABASE.execute(
            "update test_clock set moved = moved"
                + " where exists (select 1 from pg_locks where locktype = 'advisory' and not granted)")
        == 0) {
      assertTrue(System.nanoTime() < until, "the read waits");
    }
  }

  @Test
  void whatAnEarlierVersionStoredIsNotMadeAgain() {
    var store = new SqlFixture(DATABASE);
    var samples = new Samples(store);
    var operation = samples.message(samples.connection(samples.partner()));
    samples.add(operation);
    // As an accept before version 37 of the schema.
    DATABASE.execute("update operation set untold = null");
    DATABASE.execute(
        "insert into event (id, partner_id, name, operation_id, connection_id, mode, created_at, sequence)"
            + " select gen_random_uuid(), partner_id, 'resource_operation.created', id, connection_id, mode,"
            + " created_at, 0 from operation");
    store.operations().cancel(operation.id(), samples.transitions().expire(operation));
    var events = new SqlEvents(DATABASE.database(), Duration.ZERO);
    var told = events.feed(operation.partner(), 0, 10);
    assertEquals(
        List.of("connection.created", "resource_operation.created", "resource_operation.failed"),
        told.stream().map(one -> one.event().name()).toList());
  }
}
