package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.EventStream;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Program;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.http.openapi.ApiDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bounds of the operator's table, on the running program: the status past each, its own name in the
 * answer, and the schemas where it is a field's. {@code docs/reliability.md} names the tests of the
 * others, which take their time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundsTest {
  private static final Path TABLE = Path.of("..", "docs", "operating.md");
  private static final Pattern SETTING = Pattern.compile("GLADHAND(_[A-Z]+)+|(?<= )_[A-Z_]+");

  @TempDir static Path folder;

  private World world;
  private Fleet fleet;

  /**
   * @param row the beginning of its row in the table
   */
  record Bound(String row, Consumer<BoundsTest> check) {
    @Override
    public String toString() {
      return row;
    }
  }

  @BeforeAll
  void start() {
    world =
        World.start(
            Stores.Kind.H2,
            folder,
            Map.of(
                "GLADHAND_PARTNER_WEBHOOKS", "1",
                "GLADHAND_PARTNER_CONNECTIONS", "2",
                "GLADHAND_PARTNER_REFERENCES", "1100"),
            Inbox.SHARED.target());
    fleet = Fleet.atSamsara(world, "Bounded Inc");
  }

  @AfterAll
  void stop() {
    world.close();
  }

  static List<Bound> bounds() {
    return List.of(
        new Bound("body |", BoundsTest::body),
        new Bound("values of a body; levels; name of a member", BoundsTest::json),
        new Bound("faults of a body", BoundsTest::faults),
        new Bound("event streams of a partner", BoundsTest::streams),
        new Bound("a bulk request", BoundsTest::bulk),
        new Bound("GLADHAND_PARTNER_WEBHOOKS", BoundsTest::holdings),
        new Bound("texts of a write", BoundsTest::texts),
        new Bound("payload of one operation", BoundsTest::payload),
        new Bound("`rate_limit` of a connection", BoundsTest::rate),
        new Bound("`max_concurrency` of a connection", BoundsTest::concurrency),
        new Bound("token requests with a wrong secret", BoundsTest::secrets),
        new Bound("GLADHAND_ADMIN_CLIENT_SECRET", BoundsTest::adminSecret));
  }

  /** They take their time, or stand nearer to what they test. */
  private static final List<String> BY_TESTS_OF_THEIR_OWN =
      List.of(
          "head of a request",
          "bodies of requests in the memory",
          "operations in the memory",
          "connections of clients",
          "a page of operations",
          "bulk requests and exports",
          "pages of the console",
          "pieces of answers",
          "processor time for the pieces",
          "an answer that is streamed",
          "answers over 64 KiB",
          "GLADHAND_PARTNER_RATE",
          "GLADHAND_PARTNER_KEPT_MB",
          "lanes of one node",
          "deliveries that one transaction makes",
          "deliveries under way",
          "lifetime of a token",
          "a refresh of references",
          "refreshes of one node",
          "look-ups of names",
          "calls out");

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of the table, each from its first cell on. */
  private static List<String> rows() {
    var table = read(TABLE);
    var begin = table.indexOf("\n## Bounds");
    var bounds = table.substring(begin, table.indexOf("\n## ", begin + 1));
    return bounds
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| bound "))
        .map(line -> line.substring(2))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void eachBoundHolds(Bound bound) {
    bound.check.accept(this);
  }

  @Test
  void eachRowIsTriedHereOrByATestOfItsOwn() {
    var known =
        Stream.concat(bounds().stream().map(Bound::row), BY_TESTS_OF_THEIR_OWN.stream()).toList();
    for (var row : rows()) {
      assertEquals(1, known.stream().filter(row::startsWith).count(), row);
    }
    for (var bound : known) {
      assertEquals(1, rows().stream().filter(row -> row.startsWith(bound)).count(), bound);
    }
  }

  @Test
  void eachSettingOfTheTableIsOneOfTheProgram() {
    var names = new TreeSet<String>();
    for (var row : rows()) {
      for (var found = SETTING.matcher(row); found.find(); ) {
        var name = found.group();
        names.add(name.startsWith("_") ? "GLADHAND_PARTNER" + name : name);
      }
    }
    assertTrue(names.contains("GLADHAND_PARTNER_REFERENCES"), names::toString);
    var wrong = new HashMap<String, String>();
    names.forEach(name -> wrong.put(name, "x"));
    wrong.put("GLADHAND_ADMIN_CLIENT_ID", "admin");
    wrong.put("GLADHAND_MASTER_KEY", Node.MASTER_KEY);
    var ended = Program.run(folder.resolve("settings.log"), wrong, "serve");
    names.forEach(name -> assertTrue(ended.output().contains(name), () -> name + ended));
  }

  private Http.Reply send(String method, String path, String body) {
    return fleet.partner().send(method, path, fleet.fill(body));
  }

  private static void assertNamed(int status, String name, Http.Reply reply) {
    assertEquals(status, reply.status(), reply::toString);
    assertTrue(reply.raw().body().contains(name), () -> name + " is not in " + reply);
  }

  private void body() {
    assertNamed(
        413, "1024 KiB", send("POST", Route.T + "/vehicles", " ".repeat(1024 * 1024) + "{}"));
  }

  private void bulk() {
    assertNamed(413, "10,000 lines", lines("{}\n".repeat(10_001)));
    assertNamed(413, "1024 KiB", lines(" ".repeat(1024 * 1024 + 1) + "{}\n"));
  }

  private Http.Reply lines(String body) {
    return fleet
        .partner()
        .send("POST", Route.T + "/vehicles/bulk", body, "Content-Type", "application/x-ndjson");
  }

  private void json() {
    var path = Route.T + "/vehicles";
    assertNamed(400, "256 characters", send("POST", path, "{\"" + "n".repeat(257) + "\":1}"));
    assertNamed(
        400, "100,000 values", send("POST", path, "{\"a\":[0" + ",0".repeat(100_000) + "]}"));
    assertNamed(400, "32", send("POST", path, "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"));
    assertNamed(400, "1,000 digits", send("POST", path, "{\"a\":" + "1".repeat(1001) + "}"));
  }

  private void faults() {
    var defects = "\"\\u0000\"" + ",\"\\u0000\"".repeat(200);
    var reply =
        send(
            "POST",
            Route.T + "/dvir-logs",
            "{\"connection_id\":\"{connection}\",\"driver_id\":\"{ana}\",\"defects\":["
                + defects
                + "]}");
    assertNamed(422, "more_faults", reply);
    assertEquals(101, reply.json().get("detail").size());
  }

  private void streams() {
    var partner = Partner.of(world.node(), "Streams Inc");
    var open = new ArrayList<EventStream>();
    try {
      for (var n = 0; n < 20; n++) {
        open.add(EventStream.of(world.node(), partner, ""));
      }
      assertNamed(
          429,
          "20 streams",
          partner.send("GET", "/v2/notifications/events", "", "Accept", "text/event-stream"));
    } finally {
      open.forEach(EventStream::close);
    }
  }

  private void holdings() {
    var caps = Partner.admin(world.node()).get("/v2/admin/partners").expect(200).json().get("caps");
    assertEquals(1, caps.get("webhooks").asInt(), caps::toString);
    assertEquals(1100, caps.get("references").asInt(), caps::toString);
    var hook = "{\"url\":\"https://example.com/%d\",\"event_name\":\"connection.*\"}";
    send("POST", Route.W, hook.formatted(1)).expect(201);
    assertNamed(409, "GLADHAND_PARTNER_WEBHOOKS", send("POST", Route.W, hook.formatted(2)));
    var other = "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"t\"}}";
    send("POST", Route.C, other).expect(201);
    assertNamed(409, "GLADHAND_PARTNER_CONNECTIONS", send("POST", Route.C, other));
    var many =
        IntStream.range(0, 1101)
            .mapToObj(n -> Fleet.reference("user", "many-" + n))
            .collect(Collectors.joining(",", "[", "]"));
    assertNamed(
        409,
        "GLADHAND_PARTNER_REFERENCES",
        send("PUT", Route.C + "/" + fleet.connection() + "/references", many));
  }

  private void texts() {
    var fields =
        Map.of(
            "/messages message_text", 10_000,
            "/messages source_thread_id", 255,
            "/vehicles notes", 4096,
            "/vehicles external_id", 255,
            "/vehicles vehicle_name", 255,
            "/users first_name", 255,
            "/dvir-logs driver_comment", 4096);
    var writes =
        fleet
            .partner()
            .get(Route.C + "/" + fleet.connection() + "/capabilities")
            .expect(200)
            .json()
            .get("writes");
    fields.forEach(
        (where, most) -> {
          var path = where.substring(0, where.indexOf(' '));
          var field = where.substring(where.indexOf(' ') + 1);
          var body = "{\"connection_id\":\"{connection}\",\"" + field + "\":\"%s\"}";
          var reply = send("POST", Route.T + path, body.formatted("x".repeat(most + 1)));
          assertEquals("too_long", fault(reply, field).get("error_type").asText());
          assertTrue(fault(reply, field).get("message").asText().contains("" + most));
          assertEquals(Set.of(most), lengths(published(), field), "OpenAPI: " + field);
          // A provider's own bound may be lower.
          var lengths = lengths(writes, field);
          assertTrue(!lengths.isEmpty() && lengths.last() <= most, () -> field + ": " + lengths);
        });
  }

  private static JsonNode fault(Http.Reply reply, String path) {
    for (var fault : reply.expect(422).json().get("detail")) {
      if (fault.get("path").asText().equals(path)) {
        return fault;
      }
    }
    throw new AssertionError("no fault of " + path + ": " + reply);
  }

  private static JsonNode published() {
    return Http.JSON.valueToTree(ApiDescription.at("").document()).at("/components/schemas");
  }

  /** The lengths that schemas say of the field. */
  private static SortedSet<Integer> lengths(JsonNode schemas, String field) {
    var found = new TreeSet<Integer>();
    for (var schema : schemas.findValues(field)) {
      schema.findValues("maxLength").forEach(length -> found.add(length.asInt()));
    }
    return found;
  }

  private void payload() {
    var long255 = "y".repeat(250);
    var many =
        IntStream.range(0, 1000)
            .mapToObj(n -> '"' + long255 + (10_000 + n) + '"')
            .collect(Collectors.joining(",", "[", "]"));
    assertNamed(
        413,
        "payload of one operation",
        send(
            "POST",
            Route.T + "/messages",
            "{\"connection_id\":\"{connection}\",\"message_text\":\""
                + "m".repeat(10_000)
                + "\",\"mode\":\"group\",\"source_recipient_ids\":"
                + many
                + "}"));
  }

  private void setting(String name, String... wrong) {
    for (var value : wrong) {
      var body =
          "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"t\"},\"settings\":{\""
              + name
              + "\":"
              + value
              + "}}";
      assertNamed(422, name, send("POST", Route.C, body));
    }
    var tsp = fleet.partner().get("/v2/integrations/tsps/samsara").expect(200).json();
    var schema = tsp.get("settings_schema").findValue(name).toString();
    assertTrue(schema.contains("minimum") && schema.contains("maximum"), schema);
  }

  private void rate() {
    setting("rate_limit", "{\"per_second\":100001}", "{\"per_second\":0.0001}");
  }

  private void concurrency() {
    setting("max_concurrency", "0", "1001");
  }

  private void secrets() {
    var replies =
        Stream.generate(
                () ->
                    Http.send(
                        "POST",
                        world.node().url() + "/oauth2/token",
                        "grant_type=client_credentials&client_id=bounds&client_secret=x",
                        Map.of("Content-Type", "application/x-www-form-urlencoded")))
            .limit(11)
            .toList();
    assertTrue(replies.subList(0, 10).stream().allMatch(reply -> reply.status() == 401));
    assertNamed(429, "token requests with a wrong secret", replies.getLast());
  }

  private void adminSecret() {
    var short31 = "s".repeat(31);
    var ended =
        Program.run(
            folder.resolve("secret.log"),
            Map.of(
                "GLADHAND_MASTER_KEY",
                Node.MASTER_KEY,
                "GLADHAND_ADMIN_CLIENT_ID",
                "admin",
                "GLADHAND_ADMIN_CLIENT_SECRET",
                short31),
            "serve");
    assertTrue(ended.code() != 0 && ended.output().contains("GLADHAND_ADMIN_CLIENT_SECRET"));
    assertTrue(ended.output().contains("32") && !ended.output().contains(short31));
  }
}
