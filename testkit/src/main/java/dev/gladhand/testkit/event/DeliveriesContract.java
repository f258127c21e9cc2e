package dev.gladhand.testkit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.delivery.DeliveryPolicy;
import dev.gladhand.application.delivery.Sender.Outgoing;
import dev.gladhand.application.event.EventNames;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookStatus;
import dev.gladhand.application.webhook.Webhooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks when and how often a store's events are sent. */
@SuppressWarnings("this-escape") // A subclass does not use its own fields to make its deck.
public abstract class DeliveriesContract {
  private static final Duration GRACE = Duration.ofMinutes(15);

  private final Deck deck = deck();

  /** A deck with empty stores. */
  protected abstract Deck deck();

  private WebhookStatus status(WebhookId id) {
    return Deck.ok(deck.read.get(Deck.PARTNER, id)).status();
  }

  @Test
  void triesAgainByTheScheduleUnderTheSameId() {
    deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answers(Receivers.ERROR, Receivers.ERROR);
    var event = deck.happens("connection.failed");
    deck.settle();
    assertEquals(1, deck.receivers.sent.size());
    deck.after(Duration.ofMillis(4_900));
    assertEquals(1, deck.receivers.sent.size());
    deck.after(Duration.ofMillis(100));
    assertEquals(2, deck.receivers.sent.size());
    deck.after(Duration.ofSeconds(30));
    assertEquals(
        List.of(event, event, event), deck.receivers.sent.stream().map(Outgoing::event).toList());
    assertEquals(List.of(1, 2, 3), deck.receivers.sent.stream().map(Outgoing::attempt).toList());
    deck.after(Duration.ofDays(3));
    assertEquals(3, deck.receivers.sent.size());
  }

  @Test
  void givesUpAfterTheLastAttemptAndKeepsTheEventForAReplay() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answer = _ -> Receivers.ERROR;
    var event = deck.happens("connection.failed");
    deck.settle();
    for (var wait : DeliveryPolicy.defaults().schedule()) {
      deck.after(wait);
    }
    assertEquals(9, deck.receivers.sent.size());
    assertEquals(1, deck.stores.history().backlog(id).deadLetters());
    deck.receivers.answer = _ -> Receivers.OK;
    assertEquals(1, Deck.ok(deck.replay.replay(Deck.PARTNER, id, Map.of())));
    deck.settle();
    assertEquals(event, deck.receivers.sent.getLast().event());
    assertEquals(10, deck.receivers.sent.getLast().attempt());
    assertEquals(0, deck.stores.history().backlog(id).deadLetters());
    assertEquals(0, Deck.ok(deck.replay.replay(Deck.PARTNER, id, Map.of())));
  }

  @Test
  void leavesAReceiverAloneThatIsGoneAndTellsItsPartner() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.subscribe("https://b.example/", "webhook.*");
    deck.receivers.answer =
        out -> out.url().getHost().startsWith("a") ? Receivers.GONE : Receivers.OK;
    var event = deck.happens("connection.failed");
    deck.settle();
    assertEquals(WebhookStatus.STALE, status(id));
    var told = deck.receivers.sent.getLast();
    assertEquals(EventNames.WEBHOOK_STALED, told.eventName());
    assertTrue(told.body().contains("\"status\":\"stale\""), told.body());
    var later = deck.happens("connection.activated");
    deck.after(Duration.ofDays(1));
    assertEquals(2, deck.receivers.sent.size());
    deck.receivers.answer = _ -> Receivers.OK;
    Deck.ok(deck.subscribe.activate(Deck.PARTNER, id));
    deck.settle();
    assertEquals(
        List.of(event, later),
        deck.receivers.sent.subList(2, 4).stream().map(Outgoing::event).toList());
  }

  @Test
  void breaksAfterTenFailuresInARowButNotInTheFirstQuarterOfAnHour() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answer = _ -> Receivers.ERROR;
    IntStream.range(0, 12).forEach(_ -> deck.happens("connection.failed"));
    deck.settle();
    assertEquals(WebhookStatus.ACTIVE, status(id));
    deck.after(GRACE);
    assertEquals(WebhookStatus.STALE, status(id));
    var sent = deck.receivers.sent.size();
    deck.after(Duration.ofHours(5));
    assertEquals(sent, deck.receivers.sent.size());
    assertEquals(12, deck.stores.history().backlog(id).waiting());
    Deck.ok(deck.subscribe.activate(Deck.PARTNER, id));
    deck.settle();
    assertEquals(WebhookStatus.ACTIVE, status(id), "grace begins anew");
  }

  @Test
  void breaksWhenTooFewSucceed() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.after(GRACE);
    var number = new int[1];
    deck.receivers.answer = _ -> ++number[0] % 3 == 0 ? Receivers.ERROR : Receivers.OK;
    for (var i = 0; i < 19; i++) {
      deck.happens("connection.failed");
      deck.settle();
      assertEquals(WebhookStatus.ACTIVE, status(id));
    }
    for (var i = 0; i < 3; i++) {
      deck.happens("connection.failed");
      deck.settle();
    }
    assertEquals(WebhookStatus.STALE, status(id));
  }

  @Test
  void waitsAsLongAsTheReceiverAsks() {
    deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answers(Receivers.busy(Duration.ofSeconds(20)));
    deck.happens("connection.failed");
    deck.settle();
    deck.happens("connection.activated");
    deck.after(Duration.ofSeconds(19));
    assertEquals(1, deck.receivers.sent.size(), "the new event waits, too");
    deck.after(Duration.ofSeconds(1));
    assertEquals(3, deck.receivers.sent.size());
  }

  @Test
  void retryAfterHoldsAllOfASubscriptionAndShortensNoWait() {
    deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answers(Receivers.ERROR, Receivers.busy(Duration.ofSeconds(3)));
    deck.happens("connection.failed");
    deck.settle();
    deck.after(Duration.ofSeconds(5));
    assertEquals(2, deck.receivers.sent.size());
    deck.happens("connection.activated");
    deck.after(Duration.ofMillis(2_900));
    assertEquals(2, deck.receivers.sent.size(), "3 s hold the whole subscription");
    deck.after(Duration.ofMillis(100));
    assertEquals(3, deck.receivers.sent.size(), "the new event goes first");
    deck.after(Duration.ofSeconds(27));
    assertEquals(4, deck.receivers.sent.size(), "the schedule's 30 s are longer than the 3 s");
  }

  @Test
  void aReceiverThatWasDownForAnHourGetsWhatItMissed() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    var other = deck.subscribe("https://b.example/", "connection.*");
    var up = deck.clock.instant().plus(Duration.ofHours(1));
    deck.receivers.answer =
        out ->
            out.webhook().equals(id) && deck.clock.instant().isBefore(up)
                ? Receivers.ERROR
                : Receivers.OK;
    var event = deck.happens("connection.failed");
    for (var minute = 0; minute <= 60; minute++) {
      deck.after(Duration.ofMinutes(1));
    }
    assertEquals(WebhookStatus.ACTIVE, status(id), "one event's attempts are too few to say");
    assertEquals(5, deck.receivers.sent.stream().filter(out -> out.webhook().equals(id)).count());
    deck.after(Duration.ofHours(2));
    assertEquals(event, deck.receivers.sent.getLast().event());
    assertEquals(id, deck.receivers.sent.getLast().webhook());
    assertEquals(6, deck.receivers.sent.getLast().attempt());
    assertEquals(0, deck.stores.history().backlog(id).waiting());
    assertEquals(
        1, deck.receivers.sent.stream().filter(out -> out.webhook().equals(other)).count());
  }

  @Test
  void aBusyReceiverThatWasDownForAnHourIsStaleAndLosesNothing() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.subscribe("https://b.example/", "webhook.*");
    var up = deck.clock.instant().plus(Duration.ofHours(1));
    deck.receivers.answer =
        out ->
            out.webhook().equals(id) && deck.clock.instant().isBefore(up)
                ? Receivers.ERROR
                : Receivers.OK;
    var events = new ArrayList<String>();
    for (var minute = 0; minute < 60; minute++) {
      events.add(deck.happens("connection.failed").toString());
      deck.after(Duration.ofMinutes(1));
    }
    assertEquals(WebhookStatus.STALE, status(id));
    assertEquals(60, deck.stores.history().backlog(id).waiting());
    assertEquals(
        1,
        deck.receivers.sent.stream()
            .filter(out -> out.eventName().equals(EventNames.WEBHOOK_STALED))
            .count());
    var before = deck.receivers.sent.size();
    Deck.ok(deck.subscribe.activate(Deck.PARTNER, id));
    deck.settle();
    assertEquals(
        events,
        deck.receivers.sent.subList(before, deck.receivers.sent.size()).stream()
            .map(out -> out.event().toString())
            .sorted()
            .toList());
  }

  @Test
  void anotherNodeTakesOverWhenOneIsLost() {
    deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answer =
        _ -> {
          deck.kill();
          return Receivers.OK;
        };
    var event = deck.happens("connection.failed");
    deck.settle();
    deck.receivers.answer = _ -> Receivers.OK;
    deck.start("two");
    deck.after(Duration.ofSeconds(29));
    assertEquals(1, deck.receivers.sent.size());
    deck.after(Duration.ofSeconds(2));
    assertEquals(List.of(event, event), deck.receivers.sent.stream().map(Outgoing::event).toList());
  }

  @Test
  void whatOneNodeIsToldEndsOnTheOtherWithinASecond() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answer =
        _ -> {
          deck.takeTime(Duration.ofSeconds(5));
          return Receivers.OK;
        };
    IntStream.range(0, 12).forEach(_ -> deck.happens("connection.failed"));
    deck.settle();
    var atOnce = DeliveryPolicy.defaults().concurrency();
    assertEquals(atOnce, deck.receivers.sent.size());
    var seen = deck.stores.webhooks().find(Deck.PARTNER, id).orElseThrow();
    var paused = seen.with(WebhookStatus.PAUSED, null, deck.clock.instant());
    assertEquals(Webhooks.Change.DONE, deck.stores.webhooks().update(paused, null, null));
    deck.after(Duration.ofSeconds(1));
    deck.after(Duration.ofSeconds(4));
    assertEquals(atOnce, deck.receivers.sent.size());
    assertEquals(12 - atOnce, deck.stores.history().backlog(id).waiting());
    Deck.ok(deck.subscribe.activate(Deck.PARTNER, id));
    deck.settle();
    assertEquals(12, deck.receivers.sent.size());
  }

  @Test
  void stopsOnceItsAttemptsHaveEndedAndLeavesTheRestToOthersAtOnce() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answer =
        _ -> {
          deck.takeTime(Duration.ofSeconds(10));
          return Receivers.OK;
        };
    IntStream.range(0, 12).forEach(_ -> deck.happens("connection.failed"));
    deck.settle();
    var sent = deck.receivers.sent.size();
    deck.start("two");
    var stopped = deck.stop();
    deck.after(Duration.ofSeconds(9));
    assertFalse(stopped.isDone());
    assertEquals(sent, deck.receivers.sent.size());
    deck.after(Duration.ofSeconds(1));
    deck.after(Duration.ofSeconds(1));
    assertTrue(stopped.isDone());
    assertEquals(12, deck.receivers.sent.size());
    deck.after(Duration.ofSeconds(10));
    assertEquals(0, deck.stores.history().backlog(id).waiting());
    assertEquals(12, deck.receivers.sent.size());
  }

  @Test
  void whatTheStoreDidNotTakeIsStoredLaterAndNotSentAgain() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    deck.receivers.answer =
        _ -> {
          deck.storeIsAway = true;
          return Receivers.OK;
        };
    deck.happens("connection.failed");
    deck.settle();
    deck.after(Duration.ofSeconds(10));
    assertEquals(1, deck.stores.history().backlog(id).waiting());
    deck.storeIsAway = false;
    deck.after(Duration.ofSeconds(1));
    deck.after(Duration.ofSeconds(40));
    assertEquals(0, deck.stores.history().backlog(id).waiting());
    assertEquals(1, deck.receivers.sent.size());
  }
}
