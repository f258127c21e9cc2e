package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Setting up connections and knowing records, as a partner sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConnectionsTest {
  private static final String PATH = "/v2/integrations/connections";

  @Parameter private Stores.Kind kind;
  private World world;
  private Partner partner;
  private Partner other;
  private String samsara;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void start(@TempDir Path folder) {
    world = World.start(kind, folder, Map.of());
    partner = Partner.of(world.node(), "Dispatch Inc");
    other = Partner.of(world.node(), "Rival Ltd");
    samsara = partner.samsara(world.sandbox().samsaraUrl(), "");
  }

  @AfterParameterizedClassInvocation
  void stop() {
    world.close();
  }

  @BeforeEach
  void calm() {
    world.sandbox().faults().clear();
  }

  private static String at(String connection) {
    return PATH + "/" + connection;
  }

  private List<String> faults(Http.Reply reply) {
    var faults = new ArrayList<String>();
    reply
        .expect(422)
        .json()
        .get("detail")
        .forEach(f -> faults.add(f.get("path").asText() + " " + f.get("error_type").asText()));
    return faults.stream().sorted().toList();
  }

  @Test
  void aConnectionIsShownWithoutItsSecrets() {
    var reply =
        partner.send(
            "POST",
            PATH,
            """
            {"source_name":"samsara","fleet_ref":"F-9","description":"yard",
             "credentials":{"api_token":"canary-token-4711"},
             "settings":{"base_url":"https://api.eu.samsara.com","max_concurrency":3}}""");
    var made = reply.expect(201).json();
    var id = made.get("id").asText();
    assertEquals(at(id), reply.header("Location"));
    assertEquals("{\"api_token\":\"*****\"}", made.get("credentials").toString());
    assertEquals("active", made.get("status").asText());
    var seen = partner.get(at(id)).expect(200);
    assertEquals(made, seen.json());
    assertEquals(0, seen.json().get("lane").get("depth").asInt());
    for (var field : List.of("fleet_id", "tsp_id", "created_at", "updated_at")) {
      assertFalse(made.get(field).isNull(), field);
    }
    assertFalse(world.node().log().contains("canary-token-4711"));
  }

  @Test
  void everyFaultOfABodyIsToldAtOnce() {
    assertEquals(
        List.of(
            "bogus unknown_field",
            "credentials.api_token required",
            "description string_type",
            "settings.base_url url_not_allowed"),
        faults(
            partner.send(
                "POST",
                PATH,
                """
                {"source_name":"samsara","description":5,"bogus":null,
                 "settings":{"base_url":"https://169.254.169.254"}}""")));
    assertEquals(
        List.of("source_name enum"),
        faults(partner.send("POST", PATH, "{\"source_name\":\"nobody\"}")));
    assertEquals(List.of(" object_type"), faults(partner.send("POST", PATH, "[]")));
  }

  @Test
  void aPatchChangesWhatItNames() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), ",\"max_concurrency\":3");
    var patched =
        partner
            .send(
                "PATCH",
                at(id),
                "{\"description\":\"d\",\"settings\":{\"max_concurrency\":null,\"tag_ids\":[\"1\"]}}")
            .expect(200)
            .json();
    assertEquals("d", patched.get("description").asText());
    assertEquals("F-1", patched.get("fleet_ref").asText());
    assertFalse(patched.get("settings").has("max_concurrency"));
    assertEquals("[\"1\"]", patched.get("settings").get("tag_ids").toString());
    assertEquals(patched, partner.get(at(id)).json());
    assertEquals(List.of(" empty_update"), faults(partner.send("PATCH", at(id), "{}")));
  }

  @Test
  void aConnectionTakesOnlyWritesThatItsFleetPermits() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    assertTrue(partner.get(at(id)).json().get("permissions").isNull());
    var driver = partner.users(id, List.of(World.ANA)).getFirst();
    var narrowed =
        partner
            .send(
                "PATCH", at(id), "{\"permissions\":{\"message\":\"read_write\",\"user\":\"read\"}}")
            .expect(200)
            .json();
    assertEquals(
        "{\"user\":\"read\",\"message\":\"read_write\"}", narrowed.get("permissions").toString());
    assertEquals(narrowed, partner.get(at(id)).json());

    var message =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"x\"}"
            .formatted(id, driver);
    var group =
        "{\"connection_id\":\"%s\",\"sender_id\":\"%s\",\"recipient_ids\":[\"%s\"],\"message_text\":\"x\"}"
            .formatted(id, driver, driver);
    var user = "{\"connection_id\":\"%s\",\"notes\":\"x\"}".formatted(id);
    var users = "/v2/telematics/users/" + driver;
    for (var way : List.of("", "?is_sync=true", "?dry_run=true")) {
      var refused = partner.send("POST", "/v2/telematics/group-messages" + way, group).expect(403);
      assertTrue(refused.json().get("detail").asText().contains("group_message"), way);
      refused = partner.send("PATCH", users + way, user).expect(403);
      assertTrue(refused.json().get("detail").asText().contains("user"), way);
      // The partner learns of no permission of a connection that is not his own.
      other.send("POST", "/v2/telematics/group-messages" + way, group).expect(404);
    }
    var writes = partner.get(at(id) + "/capabilities").expect(200).json().get("writes");
    assertTrue(writes.at("/message/create/supported").asBoolean());
    assertFalse(writes.at("/user/update/supported").asBoolean());
    var sent = partner.send("POST", "/v2/telematics/messages", message).expect(202).json();
    assertEquals("success", partner.ended(id, sent.get("id").asText()).get("status").asText());
  }

  @Test
  void noWriteOfAnyKindPassesWithoutPermissionNotEvenInBulk() {
    var fleet = Fleet.atSamsara(world, "Narrowed Inc");
    fleet
        .partner()
        .send("PATCH", at(fleet.connection()), "{\"permissions\":{\"message\":\"read\"}}")
        .expect(200);
    var before = fleet.lastRequest();
    for (var sample : Sample.ALL) {
      var body = fleet.fill(sample.body());
      var refused = fleet.partner().send(sample.method(), fleet.fill(sample.path()), body);
      assertEquals(403, refused.status(), () -> sample.name() + ": " + refused);
      if (sample.method().equals("POST")) {
        var line =
            fleet
                .partner()
                .send(
                    "POST",
                    sample.path() + "/bulk",
                    body.replaceAll("\\s*\n\\s*", ""),
                    "Content-Type",
                    "application/x-ndjson")
                .expect(200)
                .raw()
                .body();
        assertEquals(403, Json.of(line).get("status").asInt(), line);
      }
    }
    assertEquals(List.of(), fleet.writesSince(before));
  }

  @Test
  void permissionsAreNarrowedAndNeverWidened() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    assertEquals(
        List.of("permissions.message enum", "permissions.route unknown_field"),
        faults(
            partner.send(
                "PATCH", at(id), "{\"permissions\":{\"message\":\"write\",\"route\":\"read\"}}")));
    partner
        .send("PATCH", at(id), "{\"permissions\":{\"message\":\"read_write\",\"user\":\"read\"}}")
        .expect(200);
    assertEquals(
        List.of("permissions.user widened", "permissions.vehicle widened"),
        faults(
            partner.send(
                "PATCH",
                at(id),
                """
                {"permissions":{"message":"read","user":"read_write","vehicle":"read"}}""")));
    assertEquals(
        List.of("permissions widened"),
        faults(partner.send("PATCH", at(id), "{\"permissions\":null}")));
    partner.send("PATCH", at(id), "{\"description\":\"other\"}").expect(200);
    assertEquals(
        "{\"user\":\"read\",\"message\":\"read_write\"}",
        partner.get(at(id)).json().get("permissions").toString());
    var none = partner.send("PATCH", at(id), "{\"permissions\":{}}").expect(200).json();
    assertEquals("{}", none.get("permissions").toString());
    partner.send("POST", at(id) + "/pause", "").expect(200);
    var after = partner.send("POST", at(id) + "/activate", "").expect(200).json();
    assertEquals("{}", after.get("permissions").toString());
  }

  @Test
  void aWriteThatIsPermittedNoMoreIsNotRetried() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var driver = partner.users(id, List.of("987654321")).getFirst();
    var message =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"x\"}"
            .formatted(id, driver);
    var sent = partner.send("POST", "/v2/telematics/messages", message).expect(202).json();
    var ended = partner.ended(id, sent.get("id").asText());
    assertEquals("failed", ended.get("status").asText());
    partner.send("PATCH", at(id), "{\"permissions\":{\"message\":\"read\"}}").expect(200);
    var retry =
        partner.send(
            "POST", at(id) + "/resource-operations/" + ended.get("id").asText() + "/retry", "");
    assertTrue(retry.expect(403).json().get("detail").asText().contains("message"));
  }

  @Test
  void aPausedConnectionTakesNothingUntilItIsActivated() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var driver = partner.users(id, List.of(World.ANA)).getFirst();
    var message =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"x\"}"
            .formatted(id, driver);
    var paused = partner.send("POST", at(id) + "/pause", "").expect(200).json();
    assertEquals("paused", paused.get("status").asText());
    assertEquals("paused", paused.get("lane").get("parked").asText());
    partner.send("POST", "/v2/telematics/messages", message).expect(409);
    partner.send("POST", at(id) + "/references/refresh", "").expect(409);
    var active = partner.send("POST", at(id) + "/activate", "").expect(200).json();
    assertTrue(active.get("lane").get("parked").isNull());
    var operation = partner.send("POST", "/v2/telematics/messages", message).expect(202).json();
    var ended = partner.ended(id, operation.get("id").asText());
    assertEquals("success", ended.get("status").asText());
  }

  @Test
  void newCredentialsReleaseWhatWaited() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var driver = partner.users(id, List.of(World.ANA)).getFirst();
    partner.send("PATCH", at(id), "{\"credentials\":{\"api_token\":\"wrong-token\"}}").expect(200);
    var message =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"late\"}"
            .formatted(id, driver);
    var operation = partner.send("POST", "/v2/telematics/messages", message).expect(202).json();
    Await.until(
        "the connection failed",
        Partner.SOON,
        () -> partner.get(at(id)).json().get("status").asText().equals("failed"));
    Await.until(
        "the lane is parked",
        Partner.SOON,
        () -> !partner.get(at(id)).json().get("lane").get("parked").isNull());
    assertEquals(1, partner.get(at(id)).json().get("lane").get("depth").asInt());
    var mended =
        partner
            .send("PATCH", at(id), "{\"credentials\":{\"api_token\":\"samsara-sandbox-token\"}}")
            .expect(200)
            .json();
    assertEquals("active", mended.get("status").asText());
    var ended = partner.ended(id, operation.get("id").asText());
    assertEquals("success", ended.get("status").asText());
  }

  @Test
  void theMaskOfASecretIsNotTakenForOne() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var shown = partner.get(at(id)).json().get("credentials");
    var refused = partner.send("PATCH", at(id), "{\"credentials\":" + shown + "}").expect(422);
    assertEquals("credentials.api_token", refused.json().at("/detail/0/path").asText());
    assertEquals("masked", refused.json().at("/detail/0/error_type").asText());
    var works = partner.send("POST", at(id) + "/test", "").expect(200).json();
    assertTrue(works.get("ok").asBoolean(), works.toString());
  }

  @Test
  void aDryRunOnAFailedConnectionTellsWhatTheRealWriteWould() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var driver = partner.users(id, List.of(World.ANA)).getFirst();
    partner.send("PATCH", at(id), "{\"credentials\":{\"api_token\":\"wrong-token\"}}").expect(200);
    var message =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"x\"}"
            .formatted(id, driver);
    var messages = "/v2/telematics/messages";
    partner.send("POST", messages, message).expect(202);
    Await.until(
        "the connection failed",
        Partner.SOON,
        () -> partner.get(at(id)).json().get("status").asText().equals("failed"));
    partner.send("POST", messages + "?is_sync=true", message).expect(409);
    partner.send("POST", messages + "?is_sync=true&dry_run=true", message).expect(409);
    partner.send("POST", messages + "?dry_run=true", message).expect(200);
  }

  @Test
  void aDeletedConnectionIsGone() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    partner.send("DELETE", at(id), "").expect(204);
    partner.get(at(id)).expect(404);
    partner.send("DELETE", at(id), "").expect(404);
    partner.send("POST", at(id) + "/activate", "").expect(404);
    partner.get(at(id) + "/capabilities").expect(404);
    partner.send("PUT", at(id) + "/references", "[]").expect(422);
    assertFalse(ids(partner.get(PATH + "?size=1000")).contains(id));
  }

  @Test
  void aTestSaysWhetherTheCredentialsWork() {
    var works = partner.send("POST", at(samsara) + "/test", "").expect(200).json();
    assertTrue(works.get("ok").asBoolean(), works.toString());
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    partner
        .send("PATCH", at(id), "{\"credentials\":{\"api_token\":\"no-such-canary\"}}")
        .expect(200);
    var fails = partner.send("POST", at(id) + "/test", "").expect(200).json();
    assertFalse(fails.get("ok").asBoolean());
    assertEquals("auth", fails.get("error_type").asText());
    assertEquals(401, fails.get("response_status_code").asInt());
    assertFalse(fails.toString().contains("canary"));
    assertEquals("active", partner.get(at(id)).json().get("status").asText());
  }

  @Test
  void connectionsAreListedPageByPage() {
    var partner = Partner.of(world.node(), "Many Inc");
    var made = new ArrayList<String>();
    for (var i = 0; i < 5; i++) {
      made.add(partner.samsara(world.sandbox().samsaraUrl(), ""));
    }
    var first = partner.get(PATH + "?size=3").expect(200);
    var next = first.json().get("next_page").asText();
    var second = partner.get(PATH + "?size=3&cursor=" + next).expect(200);
    assertTrue(second.json().get("next_page").isNull());
    var all = new ArrayList<>(ids(first));
    all.addAll(ids(second));
    assertEquals(made, all);
    assertEquals(List.of(), ids(partner.get(PATH + "?source_name=superoffice")));
    assertEquals(made, ids(partner.get(PATH + "?fleet_ref=F-1&status=active")));
    partner.get(PATH + "?status=bogus").expect(400);
    partner.get(PATH + "?size=0").expect(400);
    partner.get(PATH + "?cursor=" + next + "x").expect(400);
    partner.get("/v2/telematics/users?cursor=" + next).expect(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, ''",
    "PATCH, ''",
    "DELETE, ''",
    "POST, /activate",
    "POST, /pause",
    "POST, /test",
    "GET, /capabilities",
    "PUT, /references",
    "POST, /references/refresh",
    "GET, /references/refresh/0198c0de-0000-7000-8000-000000000000"
  })
  void anotherPartnersConnectionDoesNotExist(String method, String path) {
    var body =
        switch (method) {
          case "PATCH" -> "{\"description\":\"x\"}";
          case "PUT" -> "[{\"resource\":\"user\",\"source_id\":\"1\"}]";
          default -> "";
        };
    var theirs = other.send(method, at(samsara) + path, body).expect(404);
    var never = UUID.randomUUID().toString();
    var nobodys = other.send(method, at(never) + path, body).expect(404);
    assertEquals(
        nobodys.raw().body().replace(never, "…"), theirs.raw().body().replace(samsara, "…"));
  }

  @Test
  void capabilitiesAreTagged() {
    var first = partner.get(at(samsara) + "/capabilities").expect(200);
    var tag = first.header("ETag");
    assertEquals(samsara, first.json().get("connection_id").asText());
    var writes = first.json().get("writes");
    assertTrue(writes.get("message").get("create").get("supported").asBoolean());
    assertFalse(writes.get("message").get("update").get("supported").asBoolean());
    assertFalse(writes.get("vehicle").get("create").get("supported").asBoolean());
    var schema = writes.get("user").get("update").get("schema");
    assertEquals("https://json-schema.org/draft/2020-12/schema", schema.get("$schema").asText());
    assertTrue(
        schema.get("properties").get("default_time_zone").toString().contains("Europe/Oslo"));
    for (var known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
      var again = partner.send("GET", at(samsara) + "/capabilities", "", "If-None-Match", known);
      assertEquals(304, again.status());
      assertEquals("", again.raw().body());
      assertEquals(tag, again.header("ETag"));
    }
    partner.send("GET", at(samsara) + "/capabilities", "", "If-None-Match", "\"x\"").expect(200);
    var can = partner.samsara(world.sandbox().samsaraUrl(), ",\"vehicle_create_as_asset\":true");
    var more = partner.get(at(can) + "/capabilities").expect(200);
    assertTrue(more.json().at("/writes/vehicle/create/supported").asBoolean());
    assertNotEquals(tag, more.header("ETag"));
  }

  @Test
  void theTspsAreDescribed() {
    var page = partner.get("/v2/integrations/tsps").expect(200).json();
    var slugs = new ArrayList<String>();
    page.get("items").forEach(tsp -> slugs.add(tsp.get("slug").asText()));
    assertTrue(slugs.containsAll(List.of("samsara", "superoffice")));
    var superOffice = partner.get("/v2/integrations/tsps/superoffice").expect(200).json();
    assertEquals("implemented", superOffice.at("/integrations/message").asText());
    assertEquals("not_supported", superOffice.at("/writes/vehicle/create").asText());
    assertEquals(2, superOffice.get("implemented_count").asInt());
    assertEquals(5, superOffice.get("not_supported_count").asInt());
    assertTrue(superOffice.get("credentials_schema").isObject());
    partner.get("/v2/integrations/tsps/nobody").expect(404);
    partner.get("/v2/integrations/tsps/NO!").expect(404);
  }

  @Test
  void tenThousandRecordsAreImportedAtOnce() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var body =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    "{\"resource\":\"user\",\"source_id\":\"%d\",\"name\":\"Driver number %d of a fleet with long names, you see\",\"roles\":[\"driver\"]}"
                        .formatted(1_000_000_000_000L + i, i))
            .collect(Collectors.joining(",", "[", "]"));
    assertTrue(body.length() > 1024 * 1024);
    var begun = System.nanoTime();
    var items = partner.send("PUT", at(id) + "/references", body).expect(200).json().get("items");
    var took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took.toString());
    assertEquals(10_000, items.size());
    assertEquals("1000000000000", items.get(0).get("source_id").asText());
    assertTrue(items.get(9_999).get("created").asBoolean());
    assertEquals(10_000, walk("/v2/telematics/users?connection_id=" + id).size());
    var again = partner.send("PUT", at(id) + "/references", body).expect(200).json().get("items");
    assertFalse(again.get(5_000).get("created").asBoolean());
    assertEquals(items.get(5_000).get("resource_id"), again.get(5_000).get("resource_id"));
  }

  @Test
  void anImportMayComeLineByLine() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var lines =
        """
        {"resource":"vehicle","source_id":"v-1","name":"Truck 1"}

        {"resource":"trailer","source_id":"v-1"}
        """;
    var items =
        partner
            .send("PUT", at(id) + "/references", lines, "Content-Type", "application/x-ndjson")
            .expect(200)
            .json()
            .get("items");
    assertEquals(2, items.size());
    assertNotEquals(items.get(0).get("resource_id"), items.get(1).get("resource_id"));
    var vehicle =
        partner
            .get("/v2/telematics/vehicles/" + items.get(0).get("resource_id").asText())
            .expect(200)
            .json();
    assertEquals("Truck 1", vehicle.get("name").asText());
    assertEquals("F-1", vehicle.get("fleet_ref").asText());
    assertEquals("samsara", vehicle.get("source_name").asText());
    assertTrue(vehicle.has("vin"));
    partner
        .send("PUT", at(id) + "/references", "{}\n{", "Content-Type", "application/x-ndjson")
        .expect(400);
    partner.send("PUT", at(id) + "/references", "x", "Content-Type", "text/plain").expect(415);
    partner.send("PUT", at(id) + "/references", "x".repeat(8 * 1024 * 1024 + 1)).expect(413);
    assertEquals(
        List.of("0.resource required", "0.source_id required", "1 object_type"),
        faults(partner.send("PUT", at(id) + "/references", "[{},7]")));
    assertEquals(List.of(" array_type"), faults(partner.send("PUT", at(id) + "/references", "{}")));
  }

  @Test
  void aRefreshPullsWhatTheProviderHas() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var reply = partner.send("POST", at(id) + "/references/refresh", "").expect(202);
    assertEquals("pending", reply.json().get("status").asText());
    var job =
        Await.value(
            "the refresh ends",
            Partner.SOON,
            () -> partner.get(reply.header("Location")).expect(200).json(),
            json -> !json.get("status").asText().equals("pending"));
    assertEquals("success", job.get("status").asText(), job.toString());
    assertTrue(job.at("/progress/user/done").asBoolean(), job.toString());
    var users = walk("/v2/telematics/users?connection_id=" + id);
    assertEquals(job.at("/progress/user/seen").asInt(), users.size());
    var found = partner.get("/v2/telematics/users?connection_id=" + id + "&source_id=" + World.ANA);
    assertEquals(1, found.expect(200).json().get("items").size());
    other.get("/v2/telematics/users/" + found.json().at("/items/0/id").asText()).expect(404);
    var superOffice = partner.superOffice(world.sandbox().superOfficeUrl(), "");
    partner.send("POST", at(superOffice) + "/references/refresh", "").expect(501);
  }

  @Test
  void whatOthersKnowIsNotListed() {
    partner.users(samsara, List.of(World.ANA));
    assertEquals(
        0,
        other
            .get("/v2/telematics/users?connection_id=" + samsara + "&fleet_refs=F-1")
            .expect(200)
            .json()
            .get("items")
            .size());
    assertEquals(
        1,
        partner
            .get("/v2/telematics/users?fleet_refs=F-1&fleet_refs=F-0&size=1")
            .expect(200)
            .json()
            .get("items")
            .size());
  }

  /** All ids of a list, page by page. */
  private Set<String> walk(String path) {
    var ids = new HashSet<String>();
    var cursor = "";
    do {
      var page = partner.get(path + "&size=1000" + cursor).expect(200);
      var found = ids(page);
      ids.addAll(found);
      JsonNode next = page.json().get("next_page");
      cursor = next.isNull() ? "" : "&cursor=" + next.asText();
    } while (!cursor.isEmpty());
    return ids;
  }

  private static List<String> ids(Http.Reply page) {
    var ids = new ArrayList<String>();
    page.expect(200).json().get("items").forEach(item -> ids.add(item.get("id").asText()));
    return ids;
  }

  @Test
  void storedCredentialsGoToNoOtherHost() {
    var id = partner.samsara(world.sandbox().samsaraUrl(), "");
    var elsewhere = "{\"base_url\":\"https://api.eu.samsara.com\"}";
    for (var settings : List.of(elsewhere, "{\"base_url\":null,\"region\":\"ca\"}", "null")) {
      var refused =
          partner.send("PATCH", at(id), "{\"settings\":" + settings + "}").expect(422).json();
      assertEquals(1, refused.get("detail").size(), refused::toString);
      assertEquals("credentials", refused.at("/detail/0/path").asText());
      assertEquals("required", refused.at("/detail/0/error_type").asText());
    }
    var spelt = world.sandbox().samsaraUrl().replace("http://", "HTTP://") + "/";
    partner.send("PATCH", at(id), "{\"settings\":{\"base_url\":\"" + spelt + "\"}}").expect(200);
    partner
        .send(
            "PATCH",
            at(id),
            "{\"credentials\":{\"api_token\":\"another-token\"},\"settings\":" + elsewhere + "}")
        .expect(200);
  }

  @Test
  void aRateThatIsNoneIsRefusedAndTheSchemaSaysSo() {
    for (var rate :
        List.of("{\"per_second\":1e-400}", "{\"per_minute\":0.001}", "{\"per_second\":1e6}")) {
      var refused =
          partner
              .send(
                  "POST",
                  Route.C,
                  "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"t\"},\"settings\":{\"rate_limit\":"
                      + rate
                      + "}}")
              .expect(422)
              .json();
      assertEquals("out_of_range", refused.at("/detail/0/error_type").asText());
    }
    var schema =
        partner.get("/v2/integrations/tsps/samsara").expect(200).json().get("settings_schema");
    assertTrue(schema.toString().contains("0.000277"), schema::toString);
  }
}
