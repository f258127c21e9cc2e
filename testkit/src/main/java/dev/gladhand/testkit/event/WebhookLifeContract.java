package dev.gladhand.testkit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.delivery.DeliveryPolicy;
import dev.gladhand.application.delivery.Sender.Outgoing;
import dev.gladhand.application.event.EventNames;
import dev.gladhand.application.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checks what a store does when subscriptions are paused, deleted, tested and replayed, and how
 * long it keeps their deliveries.
 */
@SuppressWarnings("this-escape") // A subclass does not use its own fields to make its deck.
public abstract class WebhookLifeContract {
  private static final int RACES = 30;
  private static final int EVENTS = 8;

  private final Deck deck = deck();

  /** A deck with empty stores. */
  protected abstract Deck deck();

  @Test
  void replaysWhatWasDeliveredByIdAndByRange() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    var first = deck.happens("connection.failed");
    deck.after(Duration.ofMinutes(1));
    var second = deck.happens("connection.activated");
    deck.settle();
    assertEquals(
        1,
        Deck.ok(
            deck.replay.replay(Deck.PARTNER, id, Map.of("event_ids", List.of(first.toString())))));
    deck.settle();
    assertEquals(
        1,
        Deck.ok(
            deck.replay.replay(
                Deck.PARTNER,
                id,
                Map.of("from", "2026-11-20T08:00:30Z", "to", "2026-11-20T09:00:00Z"))));
    deck.settle();
    assertEquals(
        List.of(first, second, first, second),
        deck.receivers.sent.stream().map(Outgoing::event).toList());
  }

  @Test
  void keepsWhatHappensWhilePausedAndGoesOnWhereItStopped() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    Deck.ok(deck.subscribe.pause(Deck.PARTNER, id));
    var events = IntStream.range(0, 5).mapToObj(_ -> deck.happens("connection.failed")).toList();
    deck.after(Duration.ofHours(2));
    assertEquals(List.of(), deck.receivers.sent);
    Deck.ok(deck.subscribe.activate(Deck.PARTNER, id));
    deck.settle();
    assertEquals(events, deck.receivers.sent.stream().map(Outgoing::event).toList());
  }

  @Test
  void sendsNothingOfADeletedSubscription() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answer = _ -> Receivers.ERROR;
    deck.happens("connection.failed");
    deck.settle();
    Deck.ok(deck.subscribe.delete(Deck.PARTNER, id));
    deck.happens("connection.failed");
    deck.after(Duration.ofDays(1));
    assertEquals(1, deck.receivers.sent.size());
  }

  @Test
  void signsWithBothSecretsForADayAfterARotation() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    var rotated = Deck.ok(deck.subscribe.rotate(Deck.PARTNER, id));
    assertEquals(
        deck.clock.instant().plus(Duration.ofHours(24)), rotated.webhook().previousSecretUntil());
    deck.happens("connection.failed");
    deck.settle();
    deck.clock.move(Duration.ofHours(24));
    deck.happens("connection.failed");
    deck.settle();
    assertEquals(
        List.of(2, 1), deck.receivers.sent.stream().map(out -> out.secrets().size()).toList());
    assertEquals(rotated.secret(), deck.receivers.sent.getFirst().secrets().getFirst());
    assertNotEquals(rotated.secret(), deck.receivers.sent.getFirst().secrets().getLast());
  }

  @Test
  void sendsATestToOneSubscriptionAlone() {
    var id = deck.subscribe("https://a.example/", "resource_operation.created");
    deck.subscribe("https://b.example/", "webhook.*");
    var event = Deck.ok(deck.replay.test(Deck.PARTNER, id));
    deck.settle();
    assertEquals(List.of(id), deck.receivers.sent.stream().map(Outgoing::webhook).toList());
    assertEquals(event, deck.receivers.sent.getFirst().event());
    assertEquals(EventNames.WEBHOOK_TEST, deck.receivers.sent.getFirst().eventName());
    assertEquals(List.of(), deck.feed.after(Deck.PARTNER, 0, 10).items());
  }

  @Test
  void figuresAndLogTellWhatWasTried() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answers(Receivers.ERROR);
    deck.happens("connection.failed");
    deck.settle();
    deck.after(Duration.ofSeconds(10));
    var log = Deck.ok(deck.read.log(Deck.PARTNER, id, null, 10));
    assertEquals(List.of(2, 1), log.stream().map(line -> line.attempt()).toList());
    assertEquals("answered 500", log.getLast().error());
    var windows = (Map<?, ?>) Deck.ok(deck.read.metrics(Deck.PARTNER, id)).get("windows");
    assertEquals(
        List.of("1h", "24h", "7d", "14d"),
        windows == null ? List.of() : List.copyOf(windows.keySet()));
    assertEquals(
        "{attempts=2, successes=1, failures=1, success_rate=0.5, avg_response_time_ms=5.0}",
        String.valueOf(windows == null ? null : windows.get("1h")));
    deck.clock.move(Duration.ofHours(1));
    var later = (Map<?, ?>) Deck.ok(deck.read.metrics(Deck.PARTNER, id)).get("windows");
    assertEquals(
        "{attempts=0, successes=0, failures=0, success_rate=null, avg_response_time_ms=null}",
        String.valueOf(later == null ? null : later.get("1h")));
    assertTrue(deck.clock.instant().isAfter(Instant.EPOCH));
  }

  @Test
  void whatThisNodeCouldNotTryIsNoAttemptAndNoFailureOfTheReceiver() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.clock.move(Duration.ofHours(1));
    var untried = new AtomicInteger();
    deck.receivers.answer = _ -> untried.incrementAndGet() <= 12 ? null : Receivers.OK;
    deck.happens("connection.failed");
    for (var i = 0; i < 20; i++) {
      deck.after(Duration.ofSeconds(10));
    }
    assertEquals(13, deck.receivers.sent.size());
    assertEquals(
        List.of(1), deck.receivers.sent.stream().map(Outgoing::attempt).distinct().toList());
    var log = Deck.ok(deck.read.log(Deck.PARTNER, id, null, 10));
    assertEquals(List.of(1), log.stream().map(line -> line.attempt()).toList());
    assertNull(log.getFirst().error());
  }

  @Test
  void keepsWhatEndedAsLongAsPromisedAndWhatWaitsLonger() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    var dead = deck.subscribe("https://b.example/", "connection.*");
    var paused = deck.subscribe("https://c.example/", "connection.*");
    var deleted = deck.subscribe("https://d.example/", "connection.*");
    Deck.ok(deck.subscribe.pause(Deck.PARTNER, paused));
    deck.receivers.answer = out -> out.webhook().equals(dead) ? Receivers.ERROR : Receivers.OK;
    deck.happens("connection.failed");
    deck.settle();
    for (var wait : DeliveryPolicy.defaults().schedule()) {
      deck.after(wait);
    }
    Deck.ok(deck.subscribe.delete(Deck.PARTNER, deleted));
    var history = deck.stores.history();
    var ended = deck.clock.instant();
    assertEquals(1, history.backlog(dead).deadLetters());
    var remains = history.prune(ended.minus(Duration.ofDays(14)), 1_000);
    assertEquals(0, history.prune(ended.minus(Duration.ofDays(14)), 1_000), "of the deleted one");
    assertTrue(remains <= 3, "nothing but what the deleted one left: " + remains);
    assertEquals(1, history.backlog(dead).deadLetters());
    assertEquals(9, history.log(dead, null, 100).size());
    var later = ended.plus(Duration.ofSeconds(61));
    var rounds = IntStream.range(0, 100).filter(_ -> history.prune(later, 5) == 0).findFirst();
    assertTrue(rounds.isPresent(), "there is always more to prune");
    assertEquals(0, history.backlog(dead).deadLetters());
    assertEquals(List.of(), history.log(dead, null, 100));
    assertEquals(0, history.since(dead, Instant.EPOCH).attempts());
    assertEquals(0, Deck.ok(deck.replay.replay(Deck.PARTNER, dead, Map.of())));
    assertEquals(
        0,
        Deck.ok(
            deck.replay.replay(
                Deck.PARTNER,
                id,
                Map.of("from", "2026-11-01T00:00:00Z", "to", "2026-12-30T00:00:00Z"))));
    assertEquals(1, history.backlog(paused).waiting());
  }

  /**
   * Replays ended deliveries and prunes them at the same time: every delivery that the replay
   * counts must wait again, and must not be pruned.
   */
  @Test
  @Timeout(60)
  void pruningTakesNothingThatIsReplayedAtTheSameTime() throws Exception {
    var id = deck.subscribe("https://a.example/", "connection.*");
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < RACES; round++) {
        var events =
            IntStream.range(0, EVENTS).mapToObj(_ -> deck.happens("connection.failed")).toList();
        deck.settle();
        deck.clock.move(Duration.ofMinutes(1));
        var now = deck.clock.instant();
        var together = new CyclicBarrier(2);
        Callable<Integer> replay =
            () -> {
              together.await();
              return deck.stores.webhooks().replay(id, new Webhooks.Replay.Of(events), now);
            };
        Callable<Integer> prune =
            () -> {
              together.await();
              return deck.stores.history().prune(now, 1_000);
            };
        var replayed = threads.invokeAll(List.of(replay, prune)).getFirst().get();
        assertEquals(
            (long) replayed, deck.stores.history().backlog(id).waiting(), "round " + round);
      }
    }
  }

  @Test
  void whatIsNotKeptAnyMoreIsGivenUpAndHoldsNothingUp() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    Deck.ok(deck.subscribe.pause(Deck.PARTNER, id));
    deck.happens("connection.failed");
    deck.settle();
    deck.clock.move(Duration.ofDays(91));
    var fresh = deck.happens("connection.activated");
    deck.settle();
    assertEquals(1, deck.stores.events().prune(deck.clock.instant().minusSeconds(60), 100));
    Deck.ok(deck.subscribe.activate(Deck.PARTNER, id));
    deck.settle();
    assertEquals(List.of(fresh.toString()), deck.receivers.events());
    assertEquals(0, deck.stores.history().backlog(id).waiting());
    assertEquals(
        List.of(2L),
        deck.feed.after(Deck.PARTNER, 0, 10).items().stream()
            .map(item -> item.sequence())
            .toList());
  }
}
