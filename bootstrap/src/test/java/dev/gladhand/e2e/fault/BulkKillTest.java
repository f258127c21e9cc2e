package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed while it answers a bulk request, which is repeated under its key, and while
 * it retries all that match. {@code -Dgladhand.kills=10 -Dgladhand.lines=10000} make a longer run
 * of it.
 */
@BothStores
@Slow
class BulkKillTest {
  private static final int KILLS = Integer.getInteger("gladhand.kills", 2);
  private static final int LINES = Integer.getInteger("gladhand.lines", 1500);
  private static final int RETRIED = Integer.getInteger("gladhand.retried", 400);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final String LIST = Route.C + "/resource-operations";
  private static final String ACTIONS = LIST + "/bulk-actions";

  private final Stores.Kind kind;

  BulkKillTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void whatWasAnsweredEndsAndTheRepeatedRequestCompletes(@TempDir Path folder) throws Exception {
    try (var world = World.start(kind, folder, Map.of("GLADHAND_RETRY_ATTEMPTS", "50"))) {
      var partner = Partner.of(world.node(), "Dispatch Inc");
      var connection =
          partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
      var driver = partner.users(connection, List.of(World.ANA)).getFirst();
      var body = lines(connection, driver, LINES);
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

  private static String lines(String connection, String driver, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"line %d\"}"
                    .formatted(connection, driver, i))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aRetryOfAllThatMatchGoesOnAndDoublesNothing(@TempDir Path folder) throws Exception {
    try (var world = World.start(kind, folder, Map.of())) {
      var partner = Partner.of(world.node(), "Retry Inc");
      var connection =
          partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
      var driver = partner.users(connection, List.of(World.ANA)).getFirst();
      var refuses = FaultRule.always(Fault.respond(400, "{}")).provider("samsara").method("POST");
      world.sandbox().faults().add(refuses);
      var answered = new LinkedHashMap<Integer, String>();
      assertTrue(read(partner, world, lines(connection, driver, RETRIED), RETRIED, answered));
      nonePending(partner, connection);
      world.sandbox().faults().clear();
      var filter = "{\"status\":\"failed\",\"connection_id\":\"" + connection + "\"}";
      var body = "{\"action\":\"retry\",\"filter\":" + filter + "}";
      var id = partner.send("POST", ACTIONS, body).expect(202).json().get("id").asText();
      for (var kill = 1; kill <= Math.max(1, KILLS / 2); kill++) {
        var some = kill * RETRIED / (KILLS + 2);
        action(partner, id, told -> told.get("done").asInt() >= some);
        world.node().kill();
        leasesEnd(world.database());
        world.node().start();
      }
      var done = action(partner, id, told -> told.get("status").asText().equals("done"));
      assertEquals(RETRIED, done.get("matched").asInt(), done::toString);
      assertEquals(RETRIED, done.get("done").asInt() + done.get("skipped").asInt(), done::toString);
      var retries = retries(partner, connection);
      assertEquals(Set.copyOf(answered.values()), retries.keySet());
      answered.replaceAll((_, operation) -> retries.get(operation));
      allEndOnce(world, partner, connection, answered);
    }
  }

  /**
   * Ends the leases of all bulk actions, so that the test does not wait 45 seconds after a kill.
   */
  private static void leasesEnd(Stores.Database database) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "update bulk_action set lease_until = created_at where lease_until > created_at");
    }
  }

  /** Waits as long as the action comes further: how fast that is depends on the machine. */
  private static JsonNode action(Partner partner, String id, Predicate<JsonNode> holds) {
    return Await.whileItMoves(
        "the action comes so far",
        Duration.ofMinutes(2),
        () -> partner.get(ACTIONS + "/" + id).expect(200).json(),
        told -> told.get("done").asInt(),
        holds);
  }

  /** Each operation that was retried, and the one that repeats it: there may be one only. */
  private static Map<String, String> retries(Partner partner, String connection) {
    var retries = new LinkedHashMap<String, String>();
    var page = "";
    do {
      var path = LIST + "?size=1000&connection_id=" + connection + page;
      var json = partner.get(path).expect(200).json();
      for (var one : json.get("items")) {
        if (!one.get("retried_from").isNull()) {
          var before = retries.put(one.get("retried_from").asText(), one.get("id").asText());
          assertNull(before, () -> "retried twice: " + one);
        }
      }
      page = json.get("next_page").isNull() ? "" : "&cursor=" + json.get("next_page").asText();
    } while (!page.isEmpty());
    return retries;
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
    nonePending(partner, connection);
    var unknown = unknown(partner, connection, Set.copyOf(answered.values()));
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

  private static void nonePending(Partner partner, String connection) {
    var pending =
        "/v2/integrations/connections/resource-operations?status=pending&size=1&connection_id="
            + connection;
    Await.whileItMoves(
        "every write has ended",
        Duration.ofMinutes(3),
        () -> partner.get(pending),
        _ -> partner.get(Route.C + "/" + connection).json().at("/lane/depth").asText(),
        reply -> reply.status() == 200 && reply.json().get("items").isEmpty());
  }

  /** Those of these operations that failed: nobody may be able to say what became of them. */
  private static Set<String> unknown(Partner partner, String connection, Set<String> of) {
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
              if (of.contains(item.get("id").asText())) {
                assertEquals("unknown", item.get("outcome").asText(), item::toString);
                unknown.add(item.get("id").asText());
              }
            });
    return unknown;
  }
}
