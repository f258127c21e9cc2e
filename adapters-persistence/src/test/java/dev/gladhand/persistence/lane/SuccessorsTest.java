package dev.gladhand.persistence.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.persistence.SqlFixture;
import dev.gladhand.persistence.StoreTest;
import dev.gladhand.persistence.TestDatabase;
import dev.gladhand.testkit.store.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits in line goes on, whatever is added and ended at the same time. */
@Timeout(900)
final class SuccessorsTest {
  private static final int WRITERS = 4;

  /** More of them find rarer races: {@code -Dsuccessors.each=20000}. */
  private static final int EACH = Integer.getInteger("successors.each", 100);

  private static final int ROUNDS = 60;

  private TestDatabase database;
  private SqlFixture store;
  private Samples samples;
  private Connection connection;
  private LaneLease<ConnectionId> lease;

  private void on(StoreTest.On on) {
    database = on == StoreTest.On.H2 ? TestDatabase.h2() : TestDatabase.postgresql();
    store = new SqlFixture(database);
    samples = new Samples(store);
    connection = samples.connection(samples.partner());
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private List<ResourceOperation> window() {
    return Objects.requireNonNull(
            store.operations().window(List.of(lease), 20).get(connection.id()))
        .operations();
  }

  /** Four add to three threads while one ends what may go, and one cancels some out of turn. */
  @ParameterizedTest
  @EnumSource
  void nobodyIsForgottenAndNobodyOvertakes(StoreTest.On on) throws Exception {
    on(on);
    samples.add(samples.message(connection, "t-0"));
    lease = samples.claim(connection);
    var ended = new LinkedHashSet<OperationId>();
    var accepted = new ConcurrentHashMap<String, List<OperationId>>();
    var cancelled = new HashSet<OperationId>();
    var tasks = new ArrayList<Callable<Object>>();
    for (var writer = 0; writer < WRITERS; writer++) {
      var random = new Random(writer);
      var me = writer + " ";
      tasks.add(
          () -> {
            for (var i = 0; i < EACH; i++) {
              var op = message("t-" + random.nextInt(3));
              accepted
                  .computeIfAbsent(me + op.orderKey().orElseThrow(), _ -> new ArrayList<>())
                  .add(op.id());
              samples.add(op);
              if (random.nextInt(10) == 0
                  && store.operations().cancel(op.id(), samples.transitions().expire(op))) {
                synchronized (cancelled) {
                  cancelled.add(op.id());
                }
              }
            }
            return "added";
          });
    }
    tasks.add(
        () -> {
          while (ended.size() + size(cancelled) < WRITERS * EACH + 1) {
            var threads = new HashMap<String, ResourceOperation>();
            for (var op : window()) {
              var before = threads.put(op.orderKey().orElseThrow(), op);
              assertNull(before, "one of a thread at a time");
              var begun = samples.transitions().begin(op);
              if (store.operations().begin(begin(begun)).getFirst()) {
                var recorded = new Recorded(samples.succeeded(begun, null), lease.fence(), true);
                assertTrue(store.operations().record(List.of(recorded)).getFirst());
                assertTrue(ended.add(op.id()));
              }
            }
          }
          return "ended";
        });
    try (var threads = Executors.newFixedThreadPool(tasks.size())) {
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
    assertEquals(0, store.operations().backlog(connection.id()).pending());
    assertEquals(List.of(), window());
    for (var inOrder : accepted.values()) {
      inOrder.removeAll(cancelled);
      assertEquals(inOrder, ended.stream().filter(inOrder::contains).toList());
    }
  }

  private synchronized ResourceOperation message(String thread) {
    return samples.message(connection, thread);
  }

  private List<Begin> begin(ResourceOperation begun) {
    return List.of(new Begin(begun, lease));
  }

  private static int size(Set<OperationId> some) {
    synchronized (some) {
      return some.size();
    }
  }

  /** One ends, the next is cancelled, and another is added, all at the same moment. */
  @ParameterizedTest
  @EnumSource
  void oneOfThemSeesTheSuccessor(StoreTest.On on) throws Exception {
    on(on);
    samples.add(samples.message(connection));
    lease = samples.claim(connection);
    samples.record(samples.succeeded(samples.begin(window().getFirst(), lease), null), lease);
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (var round = 0; round < ROUNDS; round++) {
        var first = samples.message(connection, "t-1");
        var second = samples.message(connection, "t-1");
        var third = samples.message(connection, "t-1");
        samples.add(first, second);
        var begun = samples.begin(first, lease);
        var together = new CyclicBarrier(3);
        var all =
            List.<Callable<Object>>of(
                () -> {
                  together.await();
                  return samples.record(samples.succeeded(begun, null), lease);
                },
                () -> {
                  together.await();
                  return store
                      .operations()
                      .cancel(second.id(), samples.transitions().expire(second));
                },
                () -> {
                  together.await();
                  return !samples.add(third).isEmpty();
                });
        for (var done : threads.invokeAll(all)) {
          assertEquals(true, done.get());
        }
        assertEquals(List.of(third), window(), "round " + round);
        samples.record(samples.succeeded(samples.begin(third, lease), null), lease);
      }
    }
  }

  /** The one in back-off is cancelled while its lane is given back, until it would be due. */
  @ParameterizedTest
  @EnumSource
  void aLaneIsDueForTheNextThoughItWasJustGivenBack(StoreTest.On on) throws Exception {
    on(on);
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < ROUNDS; round++) {
        var first = samples.message(connection, "t-1");
        var second = samples.message(connection, "t-1");
        samples.add(first, second);
        lease = samples.claim(connection);
        var later =
            samples.transitions().snooze(first, store.now().plusSeconds(3600), Waiting.BACKOFF);
        samples.recordWaiting(later);
        var together = new CyclicBarrier(2);
        var all =
            List.<Callable<Object>>of(
                () -> {
                  together.await();
                  store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
                  return true;
                },
                () -> {
                  together.await();
                  return store.operations().cancel(first.id(), samples.transitions().expire(later));
                });
        for (var done : threads.invokeAll(all)) {
          assertEquals(true, done.get());
        }
        lease = samples.claim(connection);
        assertEquals(List.of(second), window(), "round " + round);
        samples.record(samples.succeeded(samples.begin(second, lease), null), lease);
        store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
      }
    }
  }

  /** As an older version leaves it, which knows nothing of successors. */
  @ParameterizedTest
  @EnumSource
  void whatWasLeftBehindByAnOlderNodeGoesOn(StoreTest.On on) {
    on(on);
    var first = samples.message(connection, "t-1");
    var second = samples.message(connection, "t-1");
    var third = samples.message(connection, "t-1");
    samples.add(first, second, third);
    lease = samples.claim(connection);
    samples.record(samples.succeeded(samples.begin(first, lease), null), lease);
    database.execute("update work set behind = true where due_at is not null");
    assertEquals(List.of(), window());
    store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
    lease = samples.claim(connection);
    assertEquals(List.of(second), window());
  }

  @ParameterizedTest
  @EnumSource
  void anOlderStoreIsToldWhoIsBehindWhom(StoreTest.On on) throws IOException {
    on(on);
    var first = samples.message(connection, "t-1");
    var second = samples.message(connection, "t-1");
    var other = samples.message(connection, "t-2");
    samples.add(first, second, other);
    database.execute("update work set behind = false");
    database.execute(
        statement("/db/migration/V3__behind.sql", "update")
            .replace("update operation ", "update work ")
            .replace("from operation ", "from work "));
    lease = samples.claim(connection);
    assertEquals(List.of(first, other), window());
    samples.record(samples.succeeded(samples.begin(first, lease), null), lease);
    assertEquals(List.of(second, other), window());
  }

  private static String statement(String migration, String verb) throws IOException {
    try (var text = SuccessorsTest.class.getResourceAsStream(migration)) {
      var all = new String(Objects.requireNonNull(text).readAllBytes(), UTF_8);
      return Stream.of(all.split(";"))
          .map(String::strip)
          .filter(one -> one.startsWith(verb))
          .findFirst()
          .orElseThrow();
    }
  }
}
