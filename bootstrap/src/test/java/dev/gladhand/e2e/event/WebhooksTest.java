package dev.gladhand.e2e.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Receiver;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a receiver has in the end, whatever happens to it and to the node. {@code -Dgladhand.kills=5
 * -Dgladhand.posts=1000} make a longer run of it.
 */
@BothStores
class WebhooksTest {
  private static final int KILLS = Integer.getInteger("gladhand.kills", 1);
  private static final int POSTS = Integer.getInteger("gladhand.posts", 100);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Stores.Kind kind;

  WebhooksTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void aReceiverEndsWithExactlyTheEventsOfTheFeed(@TempDir Path folder) {
    var random = new Random(11);
    try (var receiver = new Receiver(() -> random.nextInt(20) == 0 ? 500 : 200);
        var world = start(folder, receiver)) {
      var partner = Partner.of(world.node(), "Dispatch Inc");
      var webhook =
          "/v2/notifications/webhooks/"
              + partner
                  .send(
                      "POST",
                      "/v2/notifications/webhooks",
                      "{\"url\":\"%s\",\"event_name\":\"resource_operation.*\"}"
                          .formatted(receiver.url()))
                  .expect(201)
                  .json()
                  .get("id")
                  .asText();
      var samsara =
          partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
      var driver = partner.users(samsara, List.of(World.ANA)).getFirst();
      var operations = post(world, partner, samsara, driver);
      operations.forEach(id -> partner.ended(samsara, id, SOON));
      var feed =
          Await.value(
              "the feed has all", SOON, () -> feed(partner), all -> told(all) == 2L * POSTS);
      Await.until(
          () -> "the receiver has all" + lacking(world, receiver, partner, webhook),
          SOON,
          () -> receiver.byId().size() >= 2 * POSTS);
      assertEquals(
          LongStream.rangeClosed(1, feed.size()).boxed().toList(), List.copyOf(feed.keySet()));
      assertEquals(
          LongStream.rangeClosed(1, 2L * POSTS).boxed().toList(),
          List.copyOf(receiver.bySequence().keySet()));
      for (var event : feed.values()) {
        if (event.get("event_name").asText().startsWith("resource_operation.")) {
          var sent = receiver.byId().get(event.get("id").asText());
          for (var field : List.of("version", "event_name", "timestamp", "data")) {
            assertEquals(event.get(field).toString(), sent.get(field).toString());
          }
        }
      }
    }
  }

  /** What the receiver has not got, and what the node knows of it. */
  private static String lacking(World world, Receiver receiver, Partner partner, String webhook) {
    var sequences = new TreeSet<>(LongStream.rangeClosed(1, 2L * POSTS).boxed().toList());
    sequences.removeAll(receiver.bySequence().keySet());
    return "\nnot received: sequences %s\n%s\n%s\n%s\n%s"
        .formatted(
            sequences,
            partner.get(webhook).json(),
            partner.get(webhook + "/metrics").json(),
            partner.get(webhook + "/logs?size=40").json(),
            complaints(world));
  }

  private static List<String> complaints(World world) {
    return world
        .node()
        .log()
        .lines()
        .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
        .toList();
  }

  private World start(Path folder, Receiver receiver) {
    var more =
        Map.of(
            "GLADHAND_RETRY_ATTEMPTS", "50",
            "GLADHAND_WEBHOOK_SCHEDULE", "0s,100ms,200ms,400ms,1s,1s,1s,1s,1s");
    return World.start(kind, folder, more, receiver.target());
  }

  private static long told(Map<Long, JsonNode> feed) {
    return feed.values().stream()
        .filter(event -> event.get("event_name").asText().startsWith("resource_operation."))
        .count();
  }

  private static Map<Long, JsonNode> feed(Partner partner) {
    var feed = new TreeMap<Long, JsonNode>();
    var after = 0L;
    while (true) {
      var page = partner.get("/v2/notifications/events?size=500&after=" + after).expect(200).json();
      if (page.get("items").isEmpty()) {
        return feed;
      }
      page.get("items").forEach(item -> feed.put(item.get("sequence").asLong(), item));
      after = page.get("next_after").asLong();
    }
  }

  private static List<String> post(World world, Partner partner, String connection, String driver) {
    var operations = new ArrayList<String>();
    for (var number = 0; number < POSTS; number++) {
      if (number > 0 && number % (POSTS / (KILLS + 1) + 1) == 0) {
        world.node().kill();
        world.node().start();
      }
      operations.add(one(partner, connection, driver, number));
    }
    return operations;
  }

  private static String one(Partner partner, String connection, String driver, int number) {
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"number %d\"}"
            .formatted(connection, driver, number);
    return Await.value(
            "post " + number + " is accepted",
            SOON,
            () -> {
              try {
                return partner.tryPost("/v2/telematics/messages", body, "key-" + number);
              } catch (IOException e) {
                return null;
              }
            },
            reply -> reply != null && reply.status() == 202)
        .json()
        .get("id")
        .asText();
  }
}
