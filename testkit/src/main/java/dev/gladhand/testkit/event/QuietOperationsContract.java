package dev.gladhand.testkit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.feed.Events.Placed;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.testkit.store.Samples;
import dev.gladhand.testkit.store.StoreUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks what a partner gets that asks for events for the first time: the events of all its stored
 * operations, each event once and in the order of the changes. A store need not have kept these
 * events; it may make them from the operations.
 */
public abstract class QuietOperationsContract {
  private static final String CREATED = "resource_operation.created";
  private static final String SUCCEEDED = "resource_operation.succeeded";
  private static final String FAILED = "resource_operation.failed";
  private static final int PAGE = 1_000;

  private StoreUnderTest store;
  private Samples samples;
  private Deck deck;
  private Connection connection;

  /** An empty store of operations. */
  protected abstract StoreUnderTest emptyStore();

  /**
   * A new deck on the tables of {@link #emptyStore}, which are empty. No partner has a subscription
   * or has read its feed.
   */
  protected abstract Deck deck();

  /**
   * From now on, each transaction fails that gives an event this sequence number; with 0, none
   * fails any more.
   */
  protected abstract void failAt(long number);

  @BeforeEach
  void makeConnection() {
    store = emptyStore();
    deck = deck();
    samples = new Samples(store);
    connection = samples.connection(Deck.PARTNER);
  }

  private List<ResourceOperation> added(Connection to, int count) {
    var operations = IntStream.range(0, count).mapToObj(_ -> samples.message(to)).toList();
    for (var from = 0; from < count; from += 100) {
      samples.add(
          operations.subList(from, Math.min(count, from + 100)).toArray(ResourceOperation[]::new));
    }
    return operations;
  }

  private void cancel(ResourceOperation operation) {
    assertTrue(store.operations().cancel(operation.id(), samples.transitions().expire(operation)));
  }

  private int sequenced() {
    return deck.stores.events().sequence(500, deck.clock.instant()).events();
  }

  /** Gives all waiting events their sequence numbers; returns how many events that were. */
  private int allSequenced() {
    var all = 0;
    while (true) {
      var done = deck.stores.events().sequence(500, deck.clock.instant());
      all += done.events();
      if (!done.more()) {
        return all;
      }
    }
  }

  private List<Placed> feed(PartnerId partner) {
    var all = new ArrayList<Placed>();
    while (true) {
      var page = deck.stores.events().feed(partner, all.size(), PAGE);
      all.addAll(page);
      if (page.size() < PAGE) {
        assertEquals(
            LongStream.rangeClosed(1, all.size()).boxed().toList(),
            all.stream().map(Placed::sequence).toList());
        assertEquals(all.size(), new HashSet<EventId>(ids(all)).size());
        return all;
      }
    }
  }

  private static List<EventId> ids(List<Placed> placed) {
    return placed.stream().map(one -> one.event().id()).toList();
  }

  private static List<String> of(List<Placed> placed, OperationId id) {
    return placed.stream()
        .map(Placed::event)
        .filter(event -> id.equals(event.operation()))
        .map(Event::name)
        .toList();
  }

  private static long operationsIn(List<Placed> placed) {
    return placed.stream().filter(one -> one.event().operation() != null).count();
  }

  @Test
  void aFirstReadTellsWhatHappenedBefore() {
    var first = samples.message(connection);
    var second = samples.message(connection);
    var third = samples.message(connection);
    samples.add(first, second, third);
    var lease = samples.claim(connection);
    var begun = samples.begin(first, lease);
    store.advance(Duration.ofSeconds(1));
    var done = samples.succeeded(begun, "m-1");
    samples.record(done, lease);
    cancel(second);
    var sync = samples.syncMessage(connection);
    samples.add(sync);

    sequenced();
    var told = feed(Deck.PARTNER);
    assertEquals(List.of(CREATED, SUCCEEDED), of(told, first.id()));
    assertEquals(List.of(CREATED, FAILED), of(told, second.id()));
    assertEquals(List.of(CREATED), of(told, third.id()));
    assertEquals(List.of(), of(told, sync.id()), "the feed has no sync writes");
    assertEquals(5, operationsIn(told));
    for (var one : told) {
      var event = one.event();
      if (first.id().equals(event.operation())) {
        var at = event.name().equals(CREATED) ? first.createdAt() : done.updatedAt();
        assertEquals(at, event.createdAt());
      }
    }
    allSequenced();
    assertEquals(told, feed(Deck.PARTNER), "they are the same for later readers");
  }

  @Test
  void aFirstReadTellsAllOfMany() {
    var operations = added(connection, 1_700);
    for (var i = 0; i < operations.size(); i += 17) {
      cancel(operations.get(i));
    }
    sequenced();
    assertTrue(deck.stores.events().feed(Deck.PARTNER, 0, PAGE).size() >= 500);
    var later = samples.message(connection);
    samples.add(later);
    allSequenced();
    var told = feed(Deck.PARTNER);
    assertEquals(1_801, operationsIn(told));
    for (var i = 0; i < operations.size(); i++) {
      assertEquals(
          i % 17 == 0 ? List.of(CREATED, FAILED) : List.of(CREATED),
          of(told, operations.get(i).id()));
    }
    assertEquals(later.id(), told.getLast().event().operation());
  }

  @Test
  void aSubscriptionIsToldOfWhatHappensAfterIt() {
    var before = samples.message(connection);
    samples.add(before);
    sequenced();
    var hook = deck.subscribe("https://a.example/", "resource_operation.*");
    cancel(before);
    var after = samples.message(connection);
    samples.add(after);
    allSequenced();
    assertEquals(2, deck.stores.history().backlog(hook).waiting());
    var told = feed(Deck.PARTNER);
    assertEquals(List.of(CREATED, FAILED), of(told, before.id()));
    assertEquals(List.of(CREATED), of(told, after.id()));
    assertEquals(3, operationsIn(told));
  }

  @Test
  void anEndIsNotToldBeforeItsBegin() {
    var operations = added(connection, 1_700);
    sequenced();
    deck.subscribe("https://a.example/", "resource_operation.*");
    cancel(operations.getLast());
    for (var round = 0; round < 2; round++) {
      sequenced();
      var told = deck.stores.events().feed(Deck.PARTNER, 0, 2 * PAGE);
      var last = of(told, operations.getLast().id());
      assertTrue(last.isEmpty() || last.equals(List.of(CREATED, FAILED)), last::toString);
    }
    allSequenced();
    assertEquals(List.of(CREATED, FAILED), of(feed(Deck.PARTNER), operations.getLast().id()));
  }

  @Test
  void otherPartnersDoNotWait() {
    added(connection, 1_700);
    var rival = samples.partner();
    deck.stores.events().feed(rival, 0, 1);
    deck.subscribe("https://a.example/", "resource_operation.*");
    samples.add(samples.message(samples.connection(rival)));
    sequenced();
    assertEquals(1, operationsIn(feed(rival)));
  }

  @Test
  void aThirdPartnerDoesNotWaitForTwo() {
    var second = samples.partner();
    var ofSecond = samples.connection(second);
    var third = samples.partner();
    var ofThird = samples.connection(third);
    added(connection, 1_700);
    added(ofSecond, 1_700);
    deck.stores.events().feed(third, 0, 1);
    allSequenced();
    deck.subscribe("https://a.example/", "resource_operation.*");
    deck.stores.events().feed(second, 0, 1);
    added(connection, 600);
    added(ofSecond, 600);
    samples.add(samples.message(ofThird));
    // Each step also numbers a part of what waits without being held up.
    for (var step = 0; step < 3; step++) {
      sequenced();
    }
    assertEquals(1, operationsIn(feed(third)));
    allSequenced();
    assertEquals(2_300, operationsIn(feed(second)));
    assertEquals(2_300, operationsIn(feed(Deck.PARTNER)));
  }

  @Test
  void laterWritesDoNotKeepLaterEventsWaiting() {
    added(connection, 300);
    sequenced();
    deck.subscribe("https://a.example/", "resource_operation.*");
    var later = added(connection, 600);
    sequenced();
    sequenced();
    var told = deck.stores.events().feed(Deck.PARTNER, 0, 2 * PAGE);
    assertEquals(List.of(CREATED), of(told, later.getFirst().id()));
  }

  @Test
  void operationsThatAreNotKeptAreNotTold() {
    var gone = samples.message(connection);
    samples.add(gone);
    cancel(gone);
    store.advance(Duration.ofDays(1));
    var kept = samples.message(connection);
    samples.add(kept);
    assertEquals(1, store.operations().prune(store.now().minus(Duration.ofHours(1)), 10));
    sequenced();
    var told = feed(Deck.PARTNER);
    assertEquals(List.of(CREATED), of(told, kept.id()));
  }

  @Test
  void aStepThatFailsIsDoneAgainFromItsBegin() {
    var operations = added(connection, 1_400);
    sequenced();
    failAt(700);
    deck.subscribe("https://a.example/", "resource_operation.*");
    var failed = false;
    for (var round = 0; round < 5 && !failed; round++) {
      try {
        sequenced();
      } catch (RuntimeException e) {
        failed = true;
      }
    }
    assertTrue(failed, "a step reaches the number");
    failAt(0);
    allSequenced();
    var told = feed(Deck.PARTNER);
    assertEquals(1_400, operationsIn(told));
    operations.forEach(one -> assertEquals(List.of(CREATED), of(told, one.id())));
  }

  @Test
  void nothingIsLostOrDoubledByWritesDuringTheFirstRead() throws Exception {
    for (var round = 0; round < 12; round++) {
      var partner = samples.partner();
      var to = samples.connection(partner);
      var writers = 3;
      var each = 40;
      var batches = new ArrayList<List<ResourceOperation>>();
      for (var i = 0; i < writers * each; i++) {
        batches.add(List.of(samples.message(to), samples.message(to)));
      }
      var left = new AtomicInteger(writers);
      var calls = new ArrayList<Callable<Void>>();
      for (var writer = 0; writer < writers; writer++) {
        var own = batches.subList(writer * each, (writer + 1) * each);
        calls.add(
            () -> {
              try {
                for (var batch : own) {
                  samples.add(batch.toArray(ResourceOperation[]::new));
                  cancel(batch.getFirst());
                }
              } finally {
                left.decrementAndGet();
              }
              return null;
            });
      }
      var readAt = 7 * round;
      calls.add(
          () -> {
            while (left.get() > 0
                && store.operations().backlog(to.id()).pending() < Math.min(readAt, each)) {
              Thread.onSpinWait();
            }
            deck.stores.events().feed(partner, 0, PAGE);
            return null;
          });
      for (var node = 0; node < 2; node++) {
        calls.add(
            () -> {
              while (left.get() > 0) {
                sequenced();
              }
              return null;
            });
      }
      try (var threads = Executors.newCachedThreadPool()) {
        for (var done : threads.invokeAll(calls)) {
          done.get();
        }
      }
      allSequenced();
      checkAll(partner, batches);
    }
  }

  private void checkAll(PartnerId partner, List<List<ResourceOperation>> batches) {
    var told = new HashMap<OperationId, List<String>>();
    var all = feed(partner);
    for (var one : all) {
      var operation = one.event().operation();
      if (operation != null) {
        told.computeIfAbsent(operation, _ -> new ArrayList<>()).add(one.event().name());
      }
    }
    for (var batch : batches) {
      assertEquals(List.of(CREATED, FAILED), told.get(batch.getFirst().id()));
      assertEquals(List.of(CREATED), told.get(batch.getLast().id()));
    }
    assertEquals(3L * batches.size(), operationsIn(all));
  }
}
