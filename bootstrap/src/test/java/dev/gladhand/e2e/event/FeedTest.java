package dev.gladhand.e2e.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.EventStream;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The feed of a partner's events: by pages, as a stream, and next to webhooks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class FeedTest {
  private static final String PATH = "/v2/notifications/events";

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;
  private Partner partner;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
  }

  @BeforeEach
  void begin() {
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Feeding Inc");
    partner = fleet.partner();
  }

  private JsonNode written() {
    var body = fleet.fill(Sample.MESSAGE.body());
    return fleet.ended(partner.send("POST", Sample.MESSAGE.path(), body).expect(202).json());
  }

  private JsonNode page(long after, int size) {
    return partner.get(PATH + "?after=" + after + "&size=" + size).expect(200).json();
  }

  /** All of it, once it has events of so many writes. */
  private List<JsonNode> feed(int writes) {
    return Await.value(
        "the feed has all",
        Partner.SOON,
        () -> {
          var all = new ArrayList<JsonNode>();
          for (var page = page(0, 1000);
              !page.get("items").isEmpty();
              page = page(page.get("next_after").asLong(), 1000)) {
            page.get("items").forEach(all::add);
          }
          return all;
        },
        all -> all.stream().filter(FeedTest::ofOperation).count() == 2L * writes);
  }

  private static boolean ofOperation(JsonNode event) {
    return event.get("event_name").asText().startsWith("resource_operation.");
  }

  @Test
  void pagesFollowEachOtherWithoutGaps() {
    IntStream.range(0, 3).forEach(_ -> written());
    var all = feed(3);
    assertEquals(
        LongStream.rangeClosed(1, all.size()).boxed().toList(),
        all.stream().map(event -> event.get("sequence").asLong()).toList());
    var paged = new ArrayList<JsonNode>();
    var page = page(0, 2);
    while (!page.get("items").isEmpty()) {
      assertTrue(page.get("items").size() <= 2);
      page.get("items").forEach(paged::add);
      page = page(page.get("next_after").asLong(), 2);
    }
    assertEquals(all, paged);
    assertEquals(all.size(), page.get("next_after").asLong());
    assertEquals(
        List.of("data", "event_name", "id", "sequence", "timestamp", "version"),
        Json.names(all.getFirst()));
    assertEquals(all.size() + 7, page(all.size() + 7, 2).get("next_after").asLong());
    for (var query :
        List.of("?after=x", "?after=-1", "?size=0", "?size=1001", "?after=1&after=2")) {
      partner.get(PATH + query).expect(400);
    }
  }

  @Test
  void itsBytesAreThoseOfTheWebhooks() {
    var box = Inbox.SHARED.box();
    Hook.of(partner, box, "resource_operation.*");
    written();
    var feed = feed(1);
    for (var delivery : box.first(2)) {
      var sent = delivery.json();
      var item = feed.stream().filter(event -> event.get("id").equals(sent.get("id"))).findFirst();
      var sequence = item.orElseThrow().get("sequence").asLong();
      var raw = partner.get(PATH + "?size=1&after=" + (sequence - 1)).raw().body();
      var told = raw.substring("{\"items\":[".length(), raw.indexOf("],\"next_after\""));
      assertEquals(data(delivery.body()), data(told));
      for (var field : List.of("version", "event_name", "timestamp")) {
        assertEquals(item.orElseThrow().get(field), sent.get(field));
      }
    }
  }

  private static String data(String event) {
    return event.substring(event.indexOf("\"data\":"));
  }

  @Test
  void aStreamTellsWhatWasAndWhatComes() {
    written();
    var before = feed(1);
    try (var stream = EventStream.of(world.node(), partner, "?after=0")) {
      assertTrue(stream.head().getFirst().contains(" 200 "), stream.head()::toString);
      assertTrue(
          stream.head().stream()
              .anyMatch(
                  line ->
                      line.toLowerCase(java.util.Locale.ROOT)
                          .matches("content-type: text/event-stream.*")),
          stream.head()::toString);
      stream.next(before.size());
      stream.keepAlive();
      written();
      var live = stream.next(2);
      var feed = feed(2);
      for (var frame : live) {
        var item = feed.get((int) frame.id() - 1);
        assertEquals(item, Json.of(frame.data()));
        assertEquals(item.get("event_name").asText(), frame.event());
      }
      assertEquals(feed.size(), live.getLast().id());
    }
  }

  @Test
  void aStreamGoesOnWhereItBrokeOff() {
    IntStream.range(0, 2).forEach(_ -> written());
    var all = feed(2);
    var from = all.size() - 2;
    try (var stream = EventStream.of(world.node(), partner, "?after=0", "Last-Event-ID: " + from)) {
      assertEquals(
          List.of(from + 1L, from + 2L),
          stream.next(2).stream().map(EventStream.Frame::id).toList());
    }
    try (var stream = EventStream.of(world.node(), partner, "", "Last-Event-ID: x")) {
      assertTrue(stream.head().getFirst().contains(" 400 "), stream.head()::toString);
    }
  }

  @Test
  void aReaderThatTakesItsTimeMissesNothing() {
    try (var slow = EventStream.of(world.node(), partner, "")) {
      IntStream.range(0, 12).forEach(_ -> written());
      var all = feed(12);
      assertEquals(
          LongStream.rangeClosed(1, all.size()).boxed().toList(),
          slow.next(all.size()).stream().map(EventStream.Frame::id).toList());
    }
  }

  @Test
  void syncWritesAreNotInIt() {
    var body = fleet.fill(Sample.MESSAGE.body());
    var synced =
        partner.send("POST", Sample.MESSAGE.path() + "?is_sync=true", body).expect(200).json();
    written();
    for (var event : feed(1)) {
      assertTrue(!event.toString().contains(synced.get("id").asText()), event::toString);
    }
  }

  @Test
  void aStreamEndsSoonAfterItsPartnerLostAccess() {
    for (var change : List.of("rotate-secret", "disable")) {
      var other = Partner.of(world.node(), "Streaming Inc");
      try (var stream = EventStream.of(world.node(), other, "?after=0")) {
        Partner.admin(world.node())
            .send("POST", "/v2/admin/partners/" + other.id() + "/" + change, "")
            .expect(200);
        var began = System.nanoTime();
        stream.awaitEnd();
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, change + " took " + took);
      }
    }
  }
}
