package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Values;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Broken;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are no JSON, to every route; and values of every field of the routes that set up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class SetupInputTest {
  private static final Route IMPORT =
      Route.all().stream().filter(r -> r.path().endsWith("/references")).findFirst().orElseThrow();
  private static final String SAMSARA =
      "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"t\"},\"settings\":{}}";
  private static final String HOOK =
      "{\"url\":\"https://example.com/h\",\"event_name\":\"resource_operation.*\"}";
  private static final HttpClient RAW = HttpClient.newHttpClient();

  @Parameter private Stores.Kind kind;
  private World world;
  private Holdings holdings;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    holdings = Holdings.of(world, "Setup Inc");
  }

  static List<Broken> broken() {
    return Broken.all();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBodyThatIsNoJsonIsA400(Broken broken) {
    for (var route : Route.all()) {
      if (route.body() != null) {
        var reply = raw(route, broken.body(), "application/json");
        Values.assertTaken(route + " " + broken, reply);
        // A replay without a body replays all dead letters.
        var none = broken.body().length == 0 && route.path().endsWith("/replay");
        assertEquals(none ? 202 : broken.status(), reply.status(), () -> route + ": " + reply);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aLineThatIsNoJsonIsRefusedWithAllOthers(Broken broken) {
    var good = Fleet.reference("user", "line-" + Fleet.number());
    var lines = new ByteArrayOutputStream();
    lines.writeBytes((good + "\n").getBytes(StandardCharsets.UTF_8));
    lines.writeBytes(broken.body());
    lines.writeBytes("\n}".getBytes(StandardCharsets.UTF_8));
    var reply = raw(IMPORT, lines.toByteArray(), "application/x-ndjson");
    Values.assertTaken(broken.name(), reply);
    assertTrue(reply.status() == 400 || reply.status() == 422, reply::toString);
    var source = Json.of(good).get("source_id").asText();
    var found = "/v2/telematics/users?source_id=" + source;
    assertEquals(0, holdings.partner().get(found).expect(200).json().get("items").size());
  }

  static List<String> forms() {
    var client = "grant_type=client_credentials&client_id=";
    return List.of(
        "",
        "grant_type=client_credentials",
        client + "%00&client_secret=%00",
        client + "%ff&client_secret=%ed%a0%80",
        client + "a&client_id=b&client_secret=c",
        client + "a&client_secret=b&scope=%00",
        client + "%zz&client_secret=%",
        "grant_type=password&client_id=a&client_secret=b",
        "{\"grant_type\":\"client_credentials\"}",
        "=&=&&&=");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void noFormForATokenIsA5xx(String form) {
    var type = Map.of("Content-Type", "application/x-www-form-urlencoded");
    var reply = Http.send("POST", world.node().url() + "/oauth2/token", form, type);
    assertTrue(reply.status() == 400 || reply.status() == 401, reply::toString);
    assertEquals(List.of("error", "error_description"), Json.names(reply.json()));
  }

  @Test
  void aFormOverSixteenKibibytesIsA413() {
    var type = Map.of("Content-Type", "application/x-www-form-urlencoded");
    var form = "grant_type=client_credentials&client_id=a&client_secret=" + "x".repeat(100_000);
    var reply = Http.send("POST", world.node().url() + "/oauth2/token", form, type);
    assertEquals(413, reply.status(), reply::toString);
  }

  private Http.Reply raw(Route route, byte[] body, String type) {
    var as = route.scope().equals("admin") ? Partner.admin(world.node()) : holdings.partner();
    var request =
        HttpRequest.newBuilder(URI.create(world.node().url() + holdings.fill(route.path())))
            .header("Authorization", "Bearer " + as.token())
            .header("Content-Type", type)
            .method(route.method(), HttpRequest.BodyPublishers.ofByteArray(body))
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

  static List<String> fields() {
    return List.of(
        "source_name", "fleet_ref", "fleet_id", "description", "credentials", "settings", "nope");
  }

  @ParameterizedTest
  @MethodSource("fields")
  void noValueOfAConnectionIsA5xx(String field) {
    var one = Route.C + "/" + made();
    for (var value : Values.ALL) {
      Values.assertTaken(field, value, send("POST", Route.C, Json.with(SAMSARA, field, value)));
      Values.assertTaken(field, value, send("PATCH", one, Json.with("{}", field, value)));
    }
  }

  @Test
  void noValueInsideAConnectionIsA5xx() {
    for (var value : Values.ALL) {
      var token = Json.with(SAMSARA, "credentials", "{\"api_token\":" + value + "}");
      Values.assertTaken("credentials", value, send("POST", Route.C, token));
      for (var field :
          List.of(
              "base_url", "region", "tag_ids", "external_id_key", "dvir_authors", "rate_limit")) {
        var body = Json.with(SAMSARA, "settings", "{\"" + field + "\":" + value + "}");
        Values.assertTaken("settings." + field, value, send("POST", Route.C, body));
      }
    }
  }

  private String made() {
    return send("POST", Route.C, SAMSARA).expect(201).json().get("id").asText();
  }

  private Http.Reply send(String method, String path, String body) {
    return holdings.partner().send(method, path, body);
  }

  @Test
  void noValueOfAReferenceOrAWebhookOrAPartnerIsA5xx() {
    var admin = Partner.admin(world.node());
    var references = holdings.fill(IMPORT.path());
    for (var value : Values.ALL) {
      for (var field : List.of("resource", "source_id", "name", "roles")) {
        var body = "[" + Json.with(Fleet.reference("user", "u1"), field, value) + "]";
        Values.assertTaken(field, value, send("PUT", references, body));
      }
      for (var field : List.of("url", "event_name", "secret", "filters")) {
        Values.assertTaken(field, value, send("POST", Route.W, Json.with(HOOK, field, value)));
        var one = holdings.fill(Route.W + "/{webhook}");
        Values.assertTaken(field, value, send("PATCH", one, Json.with("{}", field, value)));
      }
      for (var field : List.of("event_ids", "from", "to")) {
        var replay = holdings.fill(Route.W + "/{webhook}/replay");
        Values.assertTaken(field, value, send("POST", replay, Json.with("{}", field, value)));
      }
      for (var field : List.of("name", "scopes")) {
        var body = Json.with("{\"name\":\"P\"}", field, value);
        Values.assertTaken(field, value, admin.send("POST", "/v2/admin/partners", body));
      }
    }
  }

  /** Where a text goes, what is around it, and how short and long it may be. */
  record Limit(String path, String before, String after, int shortest, int longest) {
    @Override
    public String toString() {
      return path + " " + before;
    }
  }

  static List<Limit> limits() {
    var samsara = SAMSARA.substring(0, SAMSARA.length() - 1);
    var hook = HOOK.substring(0, HOOK.length() - 1).replace("/h", "/{n}");
    var reference = "[{\"resource\":\"user\",";
    return List.of(
        new Limit(Route.C, samsara + ",\"fleet_ref\":\"", "\"}", 1, 255),
        new Limit(Route.C, samsara + ",\"description\":\"", "\"}", 0, 255),
        new Limit(IMPORT.path(), reference + "\"source_id\":\"", "\"}]", 1, 255),
        new Limit(IMPORT.path(), reference + "\"source_id\":\"n\",\"name\":\"", "\"}]", 0, 255),
        new Limit("/v2/admin/partners", "{\"name\":\"", "\"}", 1, 200),
        new Limit(Route.W, hook + ",\"secret\":\"", "\"}", 12, 256));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aLimitIsTakenAndOneCharacterOverIsRefused(Limit limit) {
    assertEquals(2, sized(limit, limit.longest) / 100);
    assertEquals(422, sized(limit, limit.longest + 1));
    assertEquals(2, sized(limit, limit.shortest) / 100);
    if (limit.shortest > 0) {
      assertEquals(422, sized(limit, limit.shortest - 1));
    }
  }

  private int sized(Limit limit, int length) {
    var as = limit.path.contains("admin") ? Partner.admin(world.node()) : holdings.partner();
    var method = limit.path.endsWith("references") ? "PUT" : "POST";
    var before = limit.before.replace("{n}", Integer.toString(Fleet.number()));
    var body = before + "x".repeat(length) + limit.after;
    return as.send(method, holdings.fill(limit.path), body).status();
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
              Route.C + "/" + id,
              Route.C + "/" + id + "/capabilities",
              Route.C + "/" + holdings.fleet().connection() + "/resource-operations/" + id,
              "/v2/telematics/users/" + id,
              "/v2/integrations/tsps/" + id,
              "/v2/notifications/webhooks/" + id,
              "/docs/" + id,
              "/v2/" + id)) {
        Values.assertTaken(path, holdings.partner().get(path));
      }
    }
  }
}
