package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Raw;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and proxies that are not ours ask of single routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherClientsTest {
  private static final String EVENTS = "/v2/notifications/events";

  private World world;
  private Partner partner;
  private Fleet fleet;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Other Clients Inc");
    partner = fleet.partner();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/event-stream;q=0, application/json | application/json",
        "application/json, text/event-stream | application/json",
        "text/event-stream, application/json | application/json",
        "text/event-stream;q=0.1, */* | application/json",
        "*/* | application/json",
        "text/csv | application/json",
      })
  void theFeedIsAStreamForWhoLikesThatBest(String accept, String type) {
    var reply = partner.send("GET", EVENTS, "", "Accept", accept);
    assertEquals(200, reply.status(), reply::toString);
    assertEquals(type, reply.header("Content-Type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv;q=0, application/json | application/json",
        "text/csv, application/json | application/json",
        "text/csv;q=0.1, application/json;q=0.2 | application/json",
        "text/csv, application/json;q=0.9 | text/csv",
        "text/* | text/csv",
        "application/json;q=0, */* | text/csv",
      })
  void aListIsCsvForWhoLikesThatBest(String accept, String type) {
    var reply = partner.send("GET", Route.C + "/resource-operations", "", "Accept", accept);
    assertEquals(200, reply.status(), reply::toString);
    assertTrue(reply.header("Content-Type").startsWith(type), reply.header("Content-Type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "* | gzip",
        "br, zstd, snappy, gzip;q=0.5 | gzip",
        "snappy | none",
        "gzip;q=0, * | none",
        "identity | none",
      })
  void anAnswerIsInGzipOrAsItIs(String accept, @Nullable String encoding) {
    for (var path : List.of("/openapi.yaml", "/docs/swagger-ui.css", "/prometheus")) {
      var answer =
          Raw.ask(
              world.node(),
              "GET %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAccept-Encoding: %s\r\n\r\n"
                  .formatted(path, accept));
      var head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
      assertEquals(200, Raw.status(answer), head);
      assertEquals(
          encoding != null, head.contains("content-encoding: gzip"), () -> path + "\n" + head);
      assertEquals(encoding != null, head.contains("content-encoding:"), head);
      assertTrue(head.contains("accept-encoding"), head);
    }
  }

  @Test
  void behindAProxyThatAddsAPathEverythingIsUnderIt() {
    var body = fleet.fill(Sample.MESSAGE.body());
    var prefix = "/fleet/api";
    var made =
        partner.send("POST", Sample.MESSAGE.path(), body, "X-Forwarded-Prefix", prefix).expect(202);
    assertTrue(made.header("Location").startsWith(prefix + Route.C), made.header("Location"));
    fleet.ended(made.json());
    var page = partner.send("GET", "/docs", "", "X-Forwarded-Prefix", prefix).raw().body();
    assertTrue(page.contains("src=\"/fleet/api/docs/start.js\""), page);
    var yaml = partner.send("GET", "/openapi.yaml", "", "X-Forwarded-Prefix", prefix).raw().body();
    assertTrue(yaml.contains("- url: /fleet/api\n"), "the server");
    assertTrue(yaml.contains("tokenUrl: /fleet/api/oauth2/token\n"), "the token's URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "; charset=utf8", "; charset=\"UTF-8\"", "; charset=ISO-8859-1", ";"})
  void aTokenIsGivenForAFormWithEmptyFields(String charset) {
    var pair = partner.clientId() + ":" + partner.clientSecret();
    var basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    var reply =
        Http.send(
            "POST",
            world.node().url() + "/oauth2/token",
            "grant_type=client_credentials&client_id=&client_secret=&scope=",
            Map.of(
                "Authorization",
                "Basic " + basic,
                "Content-Type",
                "application/x-www-form-urlencoded" + charset));
    assertEquals(200, reply.status(), reply::toString);
    assertEquals("no-store", reply.header("Cache-Control"));
  }

  /** A mask around each of its letters would spell the secret out. */
  @Test
  void aSecretOfOneLetterGarblesNoText() {
    var other =
        partner.connect(
            "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"e\"},"
                + "\"settings\":{\"base_url\":\""
                + world.sandbox().samsaraUrl()
                + "\"}}");
    var driver = partner.users(other, List.of(World.ANA)).getFirst();
    var said = "{\"message\":\"The driver is seen here\",\"token\":\"e\"}";
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.respond(400, said)).provider("samsara").method("POST"));
    try {
      var reply =
          partner.send(
              "POST",
              Sample.MESSAGE.path() + "?is_sync=true",
              "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"m\"}"
                  .formatted(other, driver));
      var details = reply.expect(502).json().at("/logs/0/error_details").asText();
      assertTrue(details.contains("The driver is seen here"), details);
      assertFalse(details.contains("\"e\""), details);
    } finally {
      world.sandbox().faults().clear();
    }
  }

  @Test
  void whatWasSentIsToldAsJson() {
    var body =
        Json.with(fleet.fill(Sample.MESSAGE.body()), "message_text", "{\"a\":[1,\"x\",null]}");
    var reply = partner.send("POST", Sample.MESSAGE.path(), body).expect(422);
    assertEquals("{\"a\":[1,\"x\",null]}", reply.json().at("/detail/0/input").asText());
  }
}
