package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Connections.StoredCredentials;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.LaneWindow;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.Wakeups.Signal;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.persistence.database.StoreTime;
import dev.gladhand.persistence.lane.StoreWakeups;
import dev.gladhand.persistence.outbox.SqlEvents;
import dev.gladhand.persistence.schema.SharedTables;
import dev.gladhand.testkit.store.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nodes do to each other when they share one PostgreSQL. */
@Timeout(60)
final class ManyNodesTest {
  private static final TestDatabase DATABASE = TestDatabase.postgresql();
  private static final Duration LEASE = Duration.ofSeconds(30);

  private SqlFixture store;
  private Samples samples;
  private Connection connection;

  @AfterAll
  static void closeDatabase() {
    DATABASE.close();
  }

  @BeforeEach
  void makeConnection() {
    store = new SqlFixture(DATABASE);
    samples = new Samples(store);
    connection = samples.connection(samples.partner());
  }

  private static <T> List<T> atOnce(List<Callable<T>> what)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(what.size())) {
      var results = new ArrayList<T>();
      for (var done : threads.invokeAll(what)) {
        results.add(done.get());
      }
      return results;
    }
  }

  @Test
  void racingRequestsWithOneKeyMakeOneOperation() throws Exception {
    for (var round = 0; round < 10; round++) {
      var key = Samples.key(connection.partner(), "race-" + round, "hash");
      var racers = new ArrayList<Callable<AddResult>>();
      for (var i = 0; i < 6; i++) {
        var one = new NewOperation(samples.message(connection), key);
        racers.add(() -> store.operations().add(List.of(one)).getFirst());
      }
      var results = atOnce(racers);
      assertEquals(1, results.stream().filter(AddResult.Added.class::isInstance).count());
      assertEquals(5, results.stream().filter(AddResult.Replayed.class::isInstance).count());
    }
    assertEquals(10, store.operations().backlog(connection.id()).pending());
  }

  /** A node deletes a month of old operations while others accept, list and end writes. */
  @Test
  void nothingWaitsForADeletionThatIsNotCommitted() throws Exception {
    for (var i = 0; i < 300; i++) {
      var old = samples.message(connection);
      samples.add(old);
      store.operations().cancel(old.id(), samples.transitions().expire(old));
    }
    var events = new SqlEvents(DATABASE.database(), Duration.ZERO);
    events.feed(connection.partner(), 0, 1);
    store.advance(Duration.ofDays(100));
    var before = store.now().minus(Duration.ofDays(90));
    var one = new NewOperation(samples.message(connection), null);
    var another = samples.message(connection);
    samples.add(another);
    var deleted =
        DATABASE
            .database()
            .together(
                () -> {
                  var rows = store.operations().prune(before, 1_000) + events.prune(before, 1_000);
                  try {
                    atOnce(
                        List.of(
                            () -> store.operations().add(List.of(one)),
                            () ->
                                store
                                    .operations()
                                    .cancel(another.id(), samples.transitions().expire(another))));
                  } catch (ExecutionException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  assertTrue(store.operations().find(one.operation().id()).isPresent());
                  return rows;
                });
    assertTrue(deleted >= 900, "300 operations and two events of each, not " + deleted);
  }

  @Test
  void nodesShareTheLanesWithoutTakingOneTwice() throws Exception {
    for (var i = 0; i < 40; i++) {
      samples.add(samples.message(samples.connection(connection.partner())));
    }
    var nodes = new ArrayList<Callable<List<Object>>>();
    for (var i = 0; i < 4; i++) {
      var node = "node-" + i;
      nodes.add(
          () -> {
            var mine = new ArrayList<>();
            for (var turn = 0; turn < 10; turn++) {
              store
                  .lanes()
                  .claim(node, 3, LEASE)
                  .forEach(claimed -> mine.add(claimed.lease().lane()));
            }
            return mine;
          });
    }
    var taken = atOnce(nodes).stream().flatMap(List::stream).toList();
    assertEquals(40, taken.size());
    assertEquals(40, new HashSet<>(taken).size());
  }

  /** Somebody accepts while somebody else gives the lane back, over and over. */
  @Test
  void noWakeUpIsLostBetweenAcceptAndRelease() throws Exception {
    var accepted = new AtomicInteger();
    var accepting = new AtomicBoolean(true);
    var ended = new AtomicInteger();
    Callable<Integer> acceptor =
        () -> {
          for (var i = 0; i < 150; i++) {
            samples.add(samples.message(connection));
            accepted.incrementAndGet();
          }
          accepting.set(false);
          return accepted.get();
        };
    Callable<Integer> node =
        () -> {
          while (accepting.get() || store.lanes().untilNextDue().isPresent()) {
            for (var claimed : store.lanes().claim("node-1", 10, LEASE)) {
              var lease = claimed.lease();
              var window =
                  store
                      .operations()
                      .window(List.of(lease), 5)
                      .getOrDefault(connection.id(), LaneWindow.EMPTY);
              for (var op : window.operations()) {
                samples.record(samples.succeeded(samples.begin(op, lease), null), lease);
                ended.incrementAndGet();
              }
              store.lanes().release("node-1", List.of(new Release<>(lease, null, null)));
            }
          }
          return ended.get();
        };
    atOnce(List.of(acceptor, node));
    assertEquals(150, ended.get());
    assertEquals(0, store.operations().backlog(connection.id()).pending());
  }

  @Test
  void credentialsAreRenewedOnceHoweverManyAsk() throws Exception {
    var renewals = new AtomicInteger();
    var askers = new ArrayList<Callable<StoredCredentials>>();
    for (var i = 0; i < 12; i++) {
      askers.add(
          () ->
              store
                  .connections()
                  .renew(
                      connection.id(),
                      1,
                      _ -> {
                        renewals.incrementAndGet();
                        // While it lasts others use the pool, which has fewer connections than
                        // there are askers.
                        assertTrue(store.connections().find(connection.id()).isPresent());
                        return Optional.of(Samples.credentials("renewed"));
                      }));
    }
    for (var credentials : atOnce(askers)) {
      assertEquals("renewed", credentials.json().get("api_token"));
      assertEquals(2, credentials.version());
    }
    assertEquals(1, renewals.get());
  }

  @Test
  void nodesHearEachOther() throws Exception {
    try (var one = new StoreWakeups(DATABASE.database(), new SharedTables());
        var other = new StoreWakeups(DATABASE.database(), new SharedTables())) {
      var heard = new LinkedBlockingQueue<Signal>();
      var heardHere = new LinkedBlockingQueue<Signal>();
      other.listen(heard::add);
      one.listen(heardHere::add);
      var signals =
          List.of(
              new Signal.ConnectionChanged(connection.id()),
              new Signal.PartnerChanged("client-1"),
              new Signal.LaneFilled(connection.id()),
              new Signal.EventAdded());
      // Until the other one listens it hears nothing.
      var ready = false;
      for (var i = 0; i < 100 && !ready; i++) {
        one.signal(new Signal.LaneDue());
        ready = heard.poll(100, TimeUnit.MILLISECONDS) != null;
      }
      assertTrue(ready);
      heardHere.clear();
      for (Signal signal : signals) {
        one.signal(signal);
        assertEquals(signal, heardHere.poll(), "one's own is heard at once");
      }
      var left = new HashSet<Signal>(signals);
      while (!left.isEmpty()) {
        left.remove(heard.poll(10, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void theSharedClockFollowsTheStoreAndNeverRunsAhead() {
    store.advance(Duration.ofMinutes(5));
    var time = new StoreTime(DATABASE.database());
    var earlier = store.now();
    Instant shared = time.instant();
    assertTrue(!shared.isAfter(store.now()));
    assertTrue(Duration.between(shared, earlier).abs().compareTo(Duration.ofSeconds(5)) < 0);
  }
}
