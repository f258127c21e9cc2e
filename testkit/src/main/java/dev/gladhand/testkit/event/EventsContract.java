package dev.gladhand.testkit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.delivery.Sender.Outgoing;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks who gets a store's events and under which numbers, with the real engine and a clock that
 * the test moves.
 */
@SuppressWarnings("this-escape") // A subclass does not use its own fields to make its deck.
public abstract class EventsContract {
  private final Deck deck = deck();

  /** A deck with empty stores. */
  protected abstract Deck deck();

  @Test
  void sendsAnEventOnceToEachSubscriptionThatAsksForIt() {
    var wanted = deck.subscribe("https://a.example/", "connection.*");
    deck.subscribe("https://b.example/", "resource_operation.*");
    var event = deck.happens("connection.failed");
    deck.settle();
    assertEquals(1, deck.receivers.sent.size());
    var sent = deck.receivers.sent.getFirst();
    assertEquals(event, sent.event());
    assertEquals(wanted, sent.webhook());
    assertEquals(
        "{\"version\":\"1.0\",\"id\":\""
            + event
            + "\",\"event_name\":\"connection.failed\",\"webhook_id\":\""
            + wanted
            + "\",\"timestamp\":\"2026-11-20T08:00:00.000000Z\",\"delivery_attempt\":1,\"sequence\":1,"
            + "\"data\":[{\"n\":1}]}",
        sent.body());
  }

  @Test
  void countsWithoutGapsWhateverFails() {
    var id = deck.subscribe("https://a.example/", "connection.*");
    var random = new Random(42);
    deck.receivers.answer = _ -> random.nextInt(10) == 0 ? Receivers.ERROR : Receivers.OK;
    for (var i = 0; i < 300; i++) {
      deck.happens("connection.failed");
      if (random.nextInt(4) == 0) {
        deck.after(Duration.ofMillis(random.nextInt(3_000)));
      }
    }
    deck.settle();
    deck.receivers.answer = _ -> Receivers.OK;
    Deck.ok(deck.subscribe.activate(Deck.PARTNER, id));
    deck.after(Duration.ofDays(2));
    var bySequence = new HashMap<Long, String>();
    deck.receivers.sent.forEach(out -> bySequence.put(sequence(out), out.event().toString()));
    assertEquals(
        LongStream.rangeClosed(1, 300).boxed().toList(),
        bySequence.keySet().stream().sorted().toList());
    var feed = new LinkedHashMap<Long, String>();
    deck.feed
        .after(Deck.PARTNER, 0, 1_000)
        .items()
        .forEach(item -> feed.put(item.sequence(), item.json().substring(23, 59)));
    assertEquals(
        new ArrayList<>(feed.values()),
        bySequence.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList());
  }

  private static long sequence(Outgoing out) {
    var from = out.body().indexOf("\"sequence\":") + 11;
    return Long.parseLong(out.body().substring(from, out.body().indexOf(',', from)));
  }

  private List<String> toldTo(WebhookId id) {
    return deck.receivers.sent.stream()
        .filter(out -> out.webhook().equals(id))
        .map(out -> out.event().toString())
        .toList();
  }

  private WebhookId narrowed(String name, String filter, String... values) {
    var url = "https://" + name + ".example/";
    return deck.subscribe(
        Map.of(
            "url", url, "event_name", "resource_operation.*", "filters", filters(filter, values)));
  }

  private static Map<String, Object> filters(String filter, String... values) {
    return Map.of(filter, List.of(values));
  }

  @Test
  void eachHearsOfTheConnectionsAndModesItAsksFor() {
    var other = ConnectionId.of("00000000-0000-7000-8000-0000000000dd");
    var third = ConnectionId.of("00000000-0000-7000-8000-0000000000ee");
    var all = deck.subscribe("https://all.example/", "resource_operation.*");
    var one = narrowed("one", "connection_ids", Deck.CONNECTION.toString());
    var two = narrowed("two", "connection_ids", other.toString(), Deck.CONNECTION.toString());
    var sync = narrowed("sync", "modes", "sync");
    var both = narrowed("both", "modes", "async", "sync");
    var name = "resource_operation.created";
    var here = deck.happens(name).toString();
    var there = deck.happens(name, Mode.ASYNC, other).toString();
    var elsewhere = deck.happens(name, Mode.ASYNC, third).toString();
    var synced = deck.happens(name, Mode.SYNC, Deck.CONNECTION).toString();
    var rival = PartnerId.of("00000000-0000-7000-8000-0000000000bb");
    deck.happens(rival, name, Mode.ASYNC, Deck.CONNECTION);
    deck.settle();
    assertEquals(List.of(here, there, elsewhere), toldTo(all));
    assertEquals(List.of(here), toldTo(one));
    assertEquals(List.of(here, there), toldTo(two));
    assertEquals(List.of(synced), toldTo(sync));
    assertEquals(List.of(here, there, elsewhere, synced), toldTo(both));
    assertEquals(3, deck.feed.after(Deck.PARTNER, 0, 10).items().size());
    assertEquals(1, deck.feed.after(rival, 0, 10).items().size());
  }

  @Test
  void anEventWaitsForNoneOfAnotherPartnersManyDeliveries() {
    var hooks =
        IntStream.range(0, 20)
            .mapToObj(n -> deck.subscribe("https://h" + n + ".example/", "connection.*"))
            .toList();
    IntStream.range(0, 60).forEach(_ -> deck.happens("connection.failed"));
    var rival = PartnerId.of("00000000-0000-7000-8000-0000000000bb");
    deck.happens(rival, "connection.failed", Mode.ASYNC, Deck.CONNECTION);
    var first = deck.stores.events().sequence(500, deck.clock.instant());
    assertEquals(26, first.events(), "25 make 500 deliveries, and the other partner's");
    assertTrue(first.more());
    assertEquals(1, deck.feed.after(rival, 0, 10).items().size());
    deck.settle();
    assertEquals(
        LongStream.rangeClosed(1, 60).boxed().toList(),
        deck.feed.after(Deck.PARTNER, 0, 100).items().stream()
            .map(item -> item.sequence())
            .toList());
    hooks.forEach(hook -> assertEquals(60, toldTo(hook).size()));
  }

  @Test
  void anEventWaitsForNoBacklogOfAnotherPartner() {
    IntStream.range(0, 100).forEach(_ -> deck.happens("connection.failed"));
    var rivals =
        Stream.of("bb", "cc")
            .map(end -> PartnerId.of("00000000-0000-7000-8000-0000000000" + end))
            .toList();
    rivals.forEach(rival -> deck.happens(rival, "connection.failed", Mode.ASYNC, Deck.CONNECTION));
    var first = deck.stores.events().sequence(20, deck.clock.instant());
    assertEquals(22, first.events());
    assertTrue(first.more());
    rivals.forEach(rival -> assertEquals(1, deck.feed.after(rival, 0, 10).items().size()));
    assertEquals(20, deck.feed.after(Deck.PARTNER, 0, 100).items().size());
    deck.settle();
    assertEquals(
        LongStream.rangeClosed(1, 100).boxed().toList(),
        deck.feed.after(Deck.PARTNER, 0, 200).items().stream()
            .map(item -> item.sequence())
            .toList());
  }

  @Test
  void nodesThatOrderEventsAtTheSameTimeLeaveNoGaps() throws Exception {
    var partners = List.of(Deck.PARTNER, PartnerId.of("00000000-0000-7000-8000-0000000000bb"));
    var id = deck.subscribe("https://a.example/", "connection.*");
    var each = 150;
    var wanted = each * 2 * partners.size();
    var placed = new AtomicInteger();
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    // Platform threads: virtual threads that find nothing to do would loop and occupy all carrier
    // threads.
    try (var threads = Executors.newCachedThreadPool()) {
      var all = new ArrayList<Callable<Void>>();
      for (var partner : partners) {
        for (var writer = 0; writer < 2; writer++) {
          all.add(
              () -> {
                for (var i = 0; i < each; i++) {
                  deck.happens(partner, "connection.failed", Mode.ASYNC, Deck.CONNECTION);
                }
                return null;
              });
        }
      }
      for (var node = 0; node < 3; node++) {
        all.add(
            () -> {
              while (placed.get() < wanted && System.nanoTime() < end) {
                placed.addAndGet(deck.stores.events().sequence(7, deck.clock.instant()).events());
              }
              return null;
            });
      }
      for (var done : threads.invokeAll(all)) {
        done.get();
      }
    }
    for (var partner : partners) {
      assertEquals(
          LongStream.rangeClosed(1, 2L * each).boxed().toList(),
          deck.feed.after(partner, 0, wanted).items().stream()
              .map(item -> item.sequence())
              .toList());
    }
    assertEquals(2L * each, deck.stores.history().backlog(id).waiting());
    deck.settle();
    assertEquals(
        LongStream.rangeClosed(1, 2L * each).boxed().toList(),
        deck.receivers.sent.stream().map(EventsContract::sequence).sorted().toList());
  }
}
