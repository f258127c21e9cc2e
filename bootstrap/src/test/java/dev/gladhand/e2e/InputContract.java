package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a caller sends makes the program fail: what is not taken is a 4xx. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InputContract {
  private static final String CONNECTIONS = "/v2/integrations/connections";
  private static final HttpClient RAW = HttpClient.newHttpClient();

  /** JSON values that some field somewhere does not take. */
  private static final List<String> VALUES =
      List.of(
          "\"a\\u0000b\"",
          "\"\\u0000\"",
          "\"a\\ud800b\"",
          "\"\\udc00\"",
          "\"\\ud83d\"",
          "1e999999999",
          "-1e999999999",
          "1e-999999999",
          "9223372036854775808",
          "-9223372036854775809",
          "1.9",
          "-0",
          "1.0",
          "123456789012345678901234567890.123456789",
          "\"\"",
          "\" \"",
          "\"\\t\\n\"",
          "\"\\ufffe\\uffff\\ufeff\"",
          "\"'; drop table resource_operation; --\"",
          "\"\\u202e\\u0007%s%n${jndi:ldap://x}\"",
          "\"00000000-0000-0000-0000-000000000000\"",
          "\"1-1-1-1-1\"",
          "\"0000-00-00\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"+1000000000-01-01T00:00:00Z\"",
          "true",
          "{}",
          "{\"a\":{\"b\":[]}}",
          "[]",
          "[null]",
          "[\"a\\u0000\"]",
          "[\"x\",\"x\"]",
          "\"" + "x".repeat(5_000) + "\"");

  private final Stores.Kind kind;
  private World world;
  private Fleet fleet;

  InputContract(Stores.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Input Inc");
  }

  @AfterAll
  void settle() {
    fleet.settle();
  }

  static List<Catalogue.Entry> entries() {
    return Catalogue.ALL;
  }

  @ParameterizedTest
  @MethodSource("entries")
  void noValueOfAnyFieldIsA5xx(Catalogue.Entry entry) {
    var fields = new ArrayList<String>();
    entry.fields().forEach(field -> fields.add(field.name()));
    Json.names(Json.of(entry.base())).stream()
        .filter(field -> !fields.contains(field))
        .forEach(fields::add);
    for (var field : fields) {
      for (var value : VALUES) {
        var reply = write(entry, Json.with(fleet.fill(entry.base()), field, value));
        assertTaken(entry + " " + field + " = " + cut(value), reply);
        if (value.contains("\\u0000") || value.contains("\\ud8") || value.contains("\\udc")) {
          assertEquals(422, reply.status(), () -> field + " = " + value + ": " + reply);
          assertTrue(
              reply.json().at("/detail/0/path").asText().startsWith(field),
              () -> field + " = " + value + ": " + reply);
        }
      }
    }
  }

  private static String cut(String value) {
    return value.length() > 100 ? value.substring(0, 100) : value;
  }

  /** A 2xx, or a 4xx with the body of the contract. */
  private static void assertTaken(String what, Http.Reply reply) {
    var status = reply.status();
    assertTrue(status >= 200 && status < 300 || status >= 400 && status < 500, what + ": " + reply);
    if (status >= 400) {
      Errors.assertBody(what, reply);
    }
  }

  private Http.Reply write(Catalogue.Entry entry, String body) {
    return fleet.partner().send(entry.method(), fleet.fill(entry.path()), body);
  }

  /** A body that is no JSON by the contract, and what it is. */
  record Broken(String name, byte[] body, int status) {
    static Broken of(String name, String body, int status) {
      return new Broken(name, body.getBytes(StandardCharsets.UTF_8), status);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static String nested(int levels) {
    return "{\"x\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  static List<Broken> broken() {
    return List.of(
        Broken.of("empty", "", 400),
        Broken.of("blank", "  \n", 400),
        Broken.of("cut off", "{\"a\":", 400),
        Broken.of("no JSON", "hello", 400),
        Broken.of("trailing data", "{} {}", 400),
        Broken.of("trailing comma", "{\"a\":1,}", 400),
        Broken.of("comment", "{/* a */}", 400),
        Broken.of("single quotes", "{'a':1}", 400),
        Broken.of("NaN", "{\"a\":NaN}", 400),
        Broken.of("leading zero", "{\"a\":01}", 400),
        Broken.of("raw control character", "{\"a\":\"\u0001\"}", 400),
        Broken.of("raw NUL", "{\"a\":\"\u0000\"}", 400),
        Broken.of("duplicate key", "{\"a\":1,\"a\":1}", 400),
        Broken.of("duplicate key inside", "{\"a\":{\"b\":1,\"b\":2}}", 400),
        Broken.of("duplicate key by escape", "{\"a\":1,\"\\u0061\":2}", 400),
        Broken.of("32 levels", nested(32), 422),
        Broken.of("33 levels", nested(33), 400),
        Broken.of("100,000 levels", "[".repeat(100_000), 400),
        Broken.of("1,000 digits", "{\"a\":" + "1".repeat(1000) + "}", 422),
        Broken.of("1,001 digits", "{\"a\":" + "1".repeat(1001) + "}", 400),
        Broken.of("1,001 digits of a fraction", "{\"a\":0." + "1".repeat(1000) + "}", 400),
        Broken.of("exponent too large", "{\"a\":1e99999999999}", 400),
        Broken.of("an array", "[]", 422),
        Broken.of("a text", "\"a\"", 422),
        Broken.of("null", "null", 422),
        Broken.of("a number", "1", 422),
        Broken.of("NUL in a name", "{\"a\\u0000\":1}", 422),
        Broken.of("lone surrogate in a name", "{\"\\ud800\":1}", 422),
        new Broken("invalid UTF-8", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, 400),
        new Broken(
            "overlong UTF-8",
            new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'},
            400),
        new Broken(
            "surrogate as UTF-8",
            new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            400),
        new Broken("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16), 400),
        new Broken("a byte order mark", "\ufeff{}".getBytes(StandardCharsets.UTF_8), 400));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBodyThatIsNoJsonIsA400(Broken broken) {
    var paths = new LinkedHashMap<String, String>();
    entries().forEach(entry -> paths.put(fleet.fill(entry.path()), entry.method()));
    paths.put(CONNECTIONS, "POST");
    paths.put(CONNECTIONS + "/" + fleet.connection(), "PATCH");
    paths.put(CONNECTIONS + "/" + fleet.connection() + "/references", "PUT");
    paths.put("/v2/notifications/webhooks", "POST");
    paths.forEach(
        (path, method) -> {
          var reply = raw(method, path, broken.body, "application/json");
          assertTaken(method + " " + path + " " + broken, reply);
          var wanted =
              path.endsWith("references") && broken.name.equals("an array") ? 422 : broken.status;
          assertEquals(wanted, reply.status(), () -> method + " " + path + ": " + reply);
        });
  }

  private Http.Reply raw(String method, String path, byte[] body, String type) {
    var request =
        HttpRequest.newBuilder(URI.create(world.node().url() + path))
            .header("Authorization", "Bearer " + fleet.partner().token())
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var raw = RAW.send(request, BodyHandlers.ofString());
      return new Http.Reply(raw.statusCode(), raw);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A field's longest value that Samsara takes, and what is there to be cut off. */
  record Limit(Catalogue.Entry entry, String field, int shortest, int longest) {
    @Override
    public String toString() {
      return entry + " " + field;
    }
  }

  static Stream<Limit> limits() {
    var all = Catalogue.ALL;
    return Stream.of(
        new Limit(all.get(0), "vehicle_name", 1, 255),
        new Limit(all.get(0), "vin", 11, 17),
        new Limit(all.get(0), "license_plate_number", 0, 12),
        new Limit(all.get(0), "notes", 0, 255),
        new Limit(all.get(0), "external_id", 1, 255),
        new Limit(all.get(1), "vehicle_name", 1, 255),
        new Limit(all.get(1), "vin", 11, 17),
        new Limit(all.get(1), "license_plate_number", 0, 12),
        new Limit(all.get(1), "notes", 0, 255),
        new Limit(all.get(2), "trailer_name", 1, 255),
        new Limit(all.get(3), "license_plate_number", 0, 12),
        new Limit(all.get(3), "notes", 0, 255),
        new Limit(all.get(4), "username", 1, 189),
        new Limit(all.get(4), "phone_number", 0, 255),
        new Limit(all.get(4), "notes", 0, 4096),
        new Limit(all.get(4), "hos_ruleset_code", 1, 64),
        new Limit(all.get(5), "notes", 0, 4096),
        new Limit(all.get(6), "message_text", 1, 2500),
        new Limit(all.get(7), "message_text", 1, 2500));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitIsTakenAndOneCharacterOverIsRefused(Limit limit) {
    var letter = limit.field.equals("hos_ruleset_code") ? "A" : "x";
    assertEquals(202, sized(limit, letter, limit.longest).status(), limit::toString);
    assertEquals(422, sized(limit, letter, limit.longest + 1).status(), limit::toString);
    assertEquals(202, sized(limit, letter, limit.shortest).status(), limit::toString);
    if (limit.shortest > 0) {
      assertEquals(422, sized(limit, letter, limit.shortest - 1).status(), limit::toString);
    }
    if (limit.field.equals("notes") || limit.field.equals("message_text")) {
      // Characters, not UTF-16 units.
      assertEquals(202, sized(limit, "🚚", limit.longest).status(), limit::toString);
      assertEquals(422, sized(limit, "🚚", limit.longest + 1).status(), limit::toString);
    }
  }

  private Http.Reply sized(Limit limit, String letter, int length) {
    return write(
        limit.entry,
        Json.with(fleet.fill(limit.entry.base()), limit.field, '"' + letter.repeat(length) + '"'));
  }

  @Test
  void aThousandRecipientsAreTakenAndOneMoreIsNot() {
    assertEquals(202, earlier(1000).status());
    assertEquals(422, earlier(1001).status());
  }

  private Http.Reply earlier(int recipients) {
    var ids =
        IntStream.range(0, recipients).mapToObj(i -> '"' + String.valueOf(9000 + i) + '"').toList();
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            fleet.fill(
                "{\"connection_id\":\"{connection}\",\"message_text\":\"m\",\"source_recipient_ids\":"
                    + ids
                    + "}"));
  }

  @Test
  void aBodyOfOneMebibyteIsReadAndOneByteMoreIsNot() {
    var head = fleet.fill("{\"connection_id\":\"{connection}\",\"notes\":\"");
    var rest = (1 << 20) - head.length() - 2;
    var path = fleet.fill(Sample.VEHICLE_UPDATE.path());
    assertEquals(
        422, fleet.partner().send("PATCH", path, head + "x".repeat(rest) + "\"}").status());
    var over = fleet.partner().send("PATCH", path, head + "x".repeat(rest + 1) + "\"}");
    assertEquals(413, over.status());
    Errors.assertBody("413", over);
  }

  static List<String> wrongQueries() {
    return List.of(
        "is_sync=1",
        "is_sync=",
        "is_sync=TRUE",
        "is_sync=banana",
        "is_sync=true&is_sync=true",
        "dry_run=yes",
        "expires_in=0",
        "expires_in=604801",
        "expires_in=-1",
        "expires_in=1.5",
        "expires_in=9223372036854775808",
        "expires_in=60&is_sync=true",
        "is_sync=%00",
        "is_sync=%ff",
        "is_sync=true%20");
  }

  @ParameterizedTest
  @MethodSource("wrongQueries")
  void aMalformedQueryOfAWriteIsA400(String query) {
    for (var sample : List.of(Sample.MESSAGE, Sample.VEHICLE_UPDATE)) {
      var reply =
          fleet
              .partner()
              .send(
                  sample.method(),
                  fleet.fill(sample.path()) + "?" + query,
                  fleet.fill(sample.body()));
      assertEquals(400, reply.status(), () -> query + ": " + reply);
      Errors.assertBody(query, reply);
    }
  }

  static List<String> wrongListQueries() {
    return List.of(
        "size=0",
        "size=1001",
        "size=x",
        "cursor=nonsense",
        "cursor=%00",
        "sort_order=up",
        "status=done",
        "resource=boat",
        "operation=delete",
        "connection_id=1-1-1-1-1",
        "resource_id=x",
        "source_id=1",
        "from_datetime=yesterday",
        "from_datetime=2026-01-01T00:00:00Z&to_datetime=2026-03-01T00:00:00Z",
        "from_datetime=2026-02-01T00:00:00Z&to_datetime=2026-01-01T00:00:00Z",
        "fleet_refs=%00",
        "source_name=%ed%a0%80",
        "fleet_refs=a" + "&fleet_refs=b".repeat(100));
  }

  @ParameterizedTest
  @MethodSource("wrongListQueries")
  void aMalformedQueryOfTheListIsA400(String query) {
    var reply = fleet.partner().get(CONNECTIONS + "/resource-operations?" + query);
    assertEquals(400, reply.status(), () -> query + ": " + reply);
    Errors.assertBody(query, reply);
  }

  @Test
  void idempotencyKeysHaveALimit() {
    assertEquals(202, keyed("k".repeat(255)).status());
    assertEquals(400, keyed("k".repeat(256)).status());
    assertEquals(400, keyed("a b").status());
    assertEquals(400, keyed("\"\"").status());
  }

  private Http.Reply keyed(String key) {
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            fleet.fill(Sample.MESSAGE.body()),
            "Idempotency-Key",
            key);
  }

  @Test
  void aRequestIdIsEchoedWhenItIsOne() {
    for (var id : List.of("a", "A-1_b.c", "x".repeat(128))) {
      assertEquals(id, withId(id));
    }
    for (var id : List.of("x".repeat(129), "a b", "é", "<script>", "a,b")) {
      var given = withId(id);
      assertTrue(given.matches("[A-Za-z0-9._-]{1,128}"), given);
      assertTrue(!given.equals(id));
    }
  }

  private String withId(String id) {
    return fleet.partner().send("GET", CONNECTIONS, "", "X-Request-ID", id).header("X-Request-ID");
  }

  /** Bodies of the routes that set up, with a place for a value. */
  static Stream<Map.Entry<String, String>> setups() {
    var samsara =
        "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"t\"},\"settings\":{}}";
    return Stream.of(
            "source_name",
            "fleet_ref",
            "fleet_id",
            "description",
            "credentials",
            "settings",
            "nope")
        .map(field -> Map.entry(field, samsara));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void noValueOfAConnectionIsA5xx(Map.Entry<String, String> setup) {
    var made = fleet.partner().send("POST", CONNECTIONS, setup.getValue()).expect(201).json();
    for (var value : VALUES) {
      var what = setup.getKey() + " = " + cut(value);
      assertTaken(
          what,
          fleet
              .partner()
              .send("POST", CONNECTIONS, Json.with(setup.getValue(), setup.getKey(), value)));
      assertTaken(
          what,
          fleet
              .partner()
              .send(
                  "PATCH",
                  CONNECTIONS + "/" + made.get("id").asText(),
                  Json.with("{}", setup.getKey(), value)));
      for (var inner : List.of("credentials", "settings")) {
        assertTaken(
            what,
            fleet
                .partner()
                .send(
                    "POST",
                    CONNECTIONS,
                    Json.with(
                        setup.getValue(), inner, "{\"" + innerField(inner) + "\":" + value + "}")));
      }
    }
  }

  private static String innerField(String inner) {
    return inner.equals("credentials") ? "api_token" : "base_url";
  }

  @Test
  void noValueOfAReferenceOrAWebhookOrAPartnerIsA5xx() {
    var admin = Partner.admin(world.node());
    var webhook = "{\"url\":\"https://example.com/h\",\"event_name\":\"resource_operation.*\"}";
    for (var value : VALUES) {
      for (var field : List.of("resource", "source_id", "name", "roles")) {
        var body = "[" + Json.with(Fleet.reference("user", "u1"), field, value) + "]";
        assertTaken(
            field + " = " + cut(value),
            fleet
                .partner()
                .send("PUT", CONNECTIONS + "/" + fleet.connection() + "/references", body));
      }
      for (var field : List.of("url", "event_name", "secret", "filters")) {
        assertTaken(
            field + " = " + cut(value),
            fleet
                .partner()
                .send("POST", "/v2/notifications/webhooks", Json.with(webhook, field, value)));
      }
      for (var field : List.of("name", "scopes")) {
        assertTaken(
            field + " = " + cut(value),
            admin.send("POST", "/v2/admin/partners", Json.with("{\"name\":\"P\"}", field, value)));
      }
    }
  }

  @Test
  void noPathIsA5xx() {
    for (var id :
        List.of(
            "x",
            "%00",
            "%ff",
            "1-1-1-1-1",
            "..%2f..",
            "%2e%2e",
            "9".repeat(5000),
            UUID.randomUUID().toString(),
            "%F0%9F%9A%9A",
            "a;b=c",
            "%ed%a0%80")) {
      for (var path :
          List.of(
              CONNECTIONS + "/" + id,
              CONNECTIONS + "/" + id + "/capabilities",
              CONNECTIONS + "/" + fleet.connection() + "/resource-operations/" + id,
              "/v2/telematics/users/" + id,
              "/v2/integrations/tsps/" + id,
              "/v2/notifications/webhooks/" + id,
              "/docs/" + id,
              "/v2/" + id)) {
        assertTaken(path, fleet.partner().get(path));
      }
    }
  }
}
