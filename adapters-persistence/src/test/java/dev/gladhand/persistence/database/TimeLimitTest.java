package dev.gladhand.persistence.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.persistence.SqlFixture;
import dev.gladhand.persistence.TestDatabase;
import dev.gladhand.persistence.sql.RaceLost;
import dev.gladhand.testkit.store.Samples;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An embedded database that gives no answer is told as away. */
@Timeout(60)
public final class TimeLimitTest {
  private static volatile CountDownLatch hangs = new CountDownLatch(0);

  /** Makes an insert hang. */
  public static final class Hang implements Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
      try {
        hangs.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aCallThatEndsByItselfIsNotGivenUpBefore() {
    assertTrue(Call.LONGEST.compareTo(Database.LONGEST_OF_H2) < 0);
    assertTrue(Database.LONGEST_OF_H2.compareTo(Duration.ofSeconds(3)) < 0);
  }

  @Test
  void anAcceptThatH2NeverAnswersHoldsNobodyUp() {
    try (var test = TestDatabase.h2()) {
      var store = new SqlFixture(test);
      var samples = new Samples(store);
      var connection = samples.connection(samples.partner());
      test.execute(
          "create trigger hang before insert on idempotency_key for each row call '"
              + Hang.class.getName()
              + "'");
      var accepts = new GroupCommit<>(new OwnThreads(), 64, store.operations()::add);
      hangs = new CountDownLatch(1);
      try {
        var first = new NewOperation(samples.message(connection), key(connection, "first"));
        var second = new NewOperation(samples.message(connection), key(connection, "second"));
        var hanging = accepts.submit(first);
        var behind = accepts.submit(second);
        assertTrue(unavailable(assertThrows(CompletionException.class, hanging::join)));
        assertTrue(unavailable(assertThrows(CompletionException.class, behind::join)));
        hangs.countDown();
        for (var again : List.of(first, second)) {
          var added = patiently(() -> store.operations().add(List.of(again)).getFirst());
          assertEquals(again.operation(), ((AddResult.Added) added).operation());
          var key = Objects.requireNonNull(again.key());
          assertEquals(
              Optional.of(new AddResult.Replayed(again.operation())),
              patiently(() -> store.operations().findByKey(key)));
        }
        assertEquals(2, store.operations().backlog(connection.id()).pending());
      } finally {
        hangs.countDown();
      }
    }
  }

  /** A function of H2 that does not return. */
  public static boolean hang() throws InterruptedException {
    hangs.await();
    return true;
  }

  @Test
  void aReadThatH2NeverAnswersIsGivenUp() {
    try (var test = TestDatabase.h2()) {
      test.execute("create alias hang for '" + TimeLimitTest.class.getName() + ".hang'");
      hangs = new CountDownLatch(1);
      try {
        assertThrows(
            StoreUnavailable.class, () -> test.database().read(sql -> asked(sql, "select hang()")));
        // One that hangs keeps no other from its answer.
        boolean answer = test.database().read(sql -> asked(sql, "select true"));
        assertTrue(answer);
      } finally {
        hangs.countDown();
      }
    }
  }

  private static boolean asked(Connection sql, String question) throws SQLException {
    try (var statement = sql.createStatement();
        var rows = statement.executeQuery(question)) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** Until what was stuck has ended a slow machine may be told once more that the store is away. */
  private static <T> T patiently(Supplier<T> call) {
    while (true) {
      try {
        return call.get();
      } catch (StoreUnavailable e) {
        Thread.onSpinWait();
      }
    }
  }

  private static IdempotencyKey key(
      dev.gladhand.domain.connection.Connection connection, String name) {
    return Samples.key(connection.partner(), name, "hash");
  }

  private static boolean unavailable(CompletionException e) {
    return assertInstanceOf(StoreUnavailable.class, e.getCause()).maybeCommitted();
  }

  private static final class OwnThreads implements Tasks {
    @Override
    public void run(Runnable task) {
      Thread.startVirtualThread(task);
    }

    @Override
    public void after(Duration delay, Runnable task) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void whileACallIsStuckTheNextIsToldSooner() throws Exception {
    var limit = new TimeLimit(Duration.ofMillis(50), Duration.ofMillis(1));
    var never = new CountDownLatch(1);
    for (var call = 1; call <= 2; call++) {
      assertThrows(StoreUnavailable.class, () -> limit.call(() -> awaited(never)));
      assertEquals(call, limit.stuck());
    }
    never.countDown();
    while (limit.stuck() > 0) {
      Thread.onSpinWait();
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void answersAndFailuresComeThrough() {
    var limit = new TimeLimit(Duration.ofSeconds(30), Duration.ofSeconds(30));
    assertEquals("answer", limit.call(() -> "answer"));
    assertThrows(
        RaceLost.class,
        () ->
            limit.call(
                () -> {
                  throw new RaceLost("others were faster");
                }));
    assertThrows(
        AssertionError.class,
        () ->
            limit.call(
                () -> {
                  throw new AssertionError("a bug");
                }));
  }
}
