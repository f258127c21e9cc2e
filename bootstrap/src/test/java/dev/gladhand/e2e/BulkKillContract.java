package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed while it answers a bulk request, which is repeated under its key. {@code
 * -Dgladhand.kills=10 -Dgladhand.lines=10000} make a longer run of it.
 */
abstract class BulkKillContract {
  private static final int KILLS = Integer.getInteger("gladhand.kills", 2);
  private static final int LINES = Integer.getInteger("gladhand.lines", 1500);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Stores.Kind kind;

  BulkKillContract(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void whatWasAnsweredEndsAndTheRepeatedRequestCompletes(@TempDir Path folder) throws Exception {
    try (var world = World.start(kind, folder, Map.of("GLADHAND_RETRY_ATTEMPTS", "50"))) {
      var partner = Partner.of(world.node(), "Dispatch Inc");
      var connection =
          partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
      var driver = partner.users(connection, List.of(World.ANA)).getFirst();
      var body =
          IntStream.range(0, LINES)
              .mapToObj(
                  i ->
                      "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"line %d\"}"
                          .formatted(connection, driver, i))
              .collect(Collectors.joining("\n"));
      var answered = new LinkedHashMap<Integer, String>();
      for (var kill = 1; kill <= KILLS; kill++) {
        killedAfter(world, partner, body, kill * LINES / (KILLS + 2), answered);
        world.node().start();
      }
      assertTrue(read(partner, world, body, LINES, answered), "the last answer is whole");
      assertEquals(LINES, answered.size());
      assertEquals(LINES, new HashSet<>(answered.values()).size(), "one operation for each line");
      allEndOnce(world, partner, connection, answered);
    }
  }

  private static void killedAfter(
      World world, Partner partner, String body, int lines, Map<Integer, String> answered)
      throws InterruptedException {
    try {
      read(partner, world, body, lines, answered);
    } catch (IOException e) {
      throw new AssertionError("the node was lost before it was killed", e);
    } finally {
      world.node().kill();
    }
  }

  /** Reads so many lines of the answer; whether that was all of it. */
  private static boolean read(
      Partner partner, World world, String body, int most, Map<Integer, String> answered)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(world.node().url() + "/v2/telematics/messages/bulk"))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + partner.token())
            .header("Content-Type", "application/x-ndjson")
            .header("Idempotency-Key", "killed")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = CLIENT.send(request, BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (var read = 0; read < most; read++) {
        var text = lines.readLine();
        if (text == null) {
          return false;
        }
        var line = Json.of(text);
        assertEquals(202, line.get("status").asInt(), text);
        var id = line.at("/operation/id").asText();
        var before = answered.put(line.get("index").asInt(), id);
        assertTrue(before == null || before.equals(id), () -> "another operation: " + text);
      }
      return most < LINES || lines.readLine() == null;
    }
  }

  private static void allEndOnce(
      World world, Partner partner, String connection, Map<Integer, String> answered) {
    var pending =
        "/v2/integrations/connections/resource-operations?status=pending&size=1&connection_id="
            + connection;
    Await.until(
        "every write has ended",
        Duration.ofMinutes(3),
        () -> {
          var reply = partner.get(pending);
          return reply.status() == 200 && reply.json().get("items").isEmpty();
        });
    var unknown = unknown(partner, connection);
    var times = world.sandbox().timesApplied("samsara");
    answered.forEach(
        (index, id) -> {
          var count =
              times.entrySet().stream()
                  .filter(entry -> entry.getKey().endsWith(":line " + index))
                  .mapToInt(Map.Entry::getValue)
                  .sum();
          assertTrue(
              count == 1 || count == 0 && unknown.contains(id),
              () -> "line " + index + " reached the provider " + count + " times");
        });
  }

  private static Set<String> unknown(Partner partner, String connection) {
    var unknown = new HashSet<String>();
    partner
        .get(
            "/v2/integrations/connections/resource-operations?status=failed&size=1000"
                + "&connection_id="
                + connection)
        .expect(200)
        .json()
        .get("items")
        .forEach(
            item -> {
              assertEquals("unknown", item.get("outcome").asText(), item::toString);
              unknown.add(item.get("id").asText());
            });
    return unknown;
  }
}
