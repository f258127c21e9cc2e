package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.application.event.EventNames;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A page ends before it is large, whatever size was asked for, and its cursor goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Slow
class LargePagesTest {
  private static final int MOST_BYTES = 8 * 1024 * 1024;
  private static final int RECIPIENTS = 1000;
  private static final int OPERATIONS = 150;
  private static final String LIST = Route.C + "/resource-operations";

  private Partner partner;

  @BeforeAll
  void start() {
    var world = World.shared(Stores.Kind.POSTGRESQL);
    partner = Partner.of(world.node(), "Large Inc");
    var connection =
        partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_minute\":1}");
    var users =
        partner.references(
            connection,
            IntStream.range(0, RECIPIENTS)
                .mapToObj(n -> Fleet.reference("user", Long.toString(281474976700000000L + n)))
                .toList());
    var ids = users.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    var line =
        "{\"connection_id\":\"%s\",\"sender_id\":\"%s\",\"recipient_ids\":%s,\"message_text\":\"m\"}\n"
            .formatted(connection, users.getFirst(), ids);
    partner
        .send(
            "POST",
            Route.T + "/group-messages/bulk",
            line.repeat(OPERATIONS),
            "Content-Type",
            "application/x-ndjson")
        .expect(200);
  }

  @AfterAll
  void stop() {
    partner.send("POST", LIST + "/bulk-actions", "{\"action\":\"cancel\",\"filter\":{}}");
  }

  @Test
  void ofOperations() {
    var seen = new HashSet<String>();
    var pages = 0;
    for (var cursor = ""; cursor != null; pages++) {
      var page = page(LIST + "?size=1000" + cursor);
      page.get("items").forEach(item -> seen.add(item.get("id").asText()));
      cursor = page.get("next_page").isNull() ? null : "&cursor=" + page.get("next_page").asText();
    }
    assertEquals(OPERATIONS, seen.size());
    assertTrue(pages > 1, "there was one page");
  }

  @Test
  void ofEvents() {
    var seen = new HashSet<String>();
    var pages = 0;
    var after = 0L;
    for (var items = 1; items > 0 && seen.size() < OPERATIONS; pages++) {
      var page = page("/v2/notifications/events?size=1000&after=" + after);
      for (var item : page.get("items")) {
        if (item.get("event_name").asText().equals(EventNames.OPERATION_CREATED)) {
          seen.add(item.at("/data/0/id").asText());
        }
      }
      items = page.get("items").size();
      after = page.get("next_after").asLong();
    }
    assertEquals(OPERATIONS, seen.size());
    assertTrue(pages > 1, "there was one page");
  }

  private JsonNode page(String path) {
    var reply = partner.get(path).expect(200);
    var bytes = reply.raw().body().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= MOST_BYTES, () -> path + " has " + bytes + " bytes");
    return reply.json();
  }
}
