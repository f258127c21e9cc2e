package dev.gladhand.e2e.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.journal.Query;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the providers' own descriptions do not allow is refused before the call, with its path. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderRulesTest {
  /** Each TSP with credentials that its sandbox need not know. */
  private static final Map<String, String> CREDENTIALS =
      Map.of(
          "samsara", "{\"api_token\":\"t\"}",
          "motive", "{\"api_key\":\"k\"}",
          "superoffice", "{\"scheme\":\"bearer\",\"access_token\":\"t\"}",
          "fleetio", "{\"api_token\":\"t\",\"account_token\":\"a\"}",
          "webfleet", "{\"account\":\"a\",\"username\":\"u\",\"password\":\"p\",\"api_key\":\"k\"}",
          "geotab", "{\"database\":\"d\",\"user_name\":\"u\",\"password\":\"p\"}");

  private World world;
  private Fleet fleet;
  private Partner partner;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Rules Inc");
    partner = fleet.partner();
  }

  private Http.Reply dryRun(String method, String path, String body) {
    return partner.send(method, Route.T + fleet.fill(path) + "?dry_run=true", fleet.fill(body));
  }

  private static void assertFault(String path, String type, Http.Reply reply) {
    var fault = reply.expect(422).json().at("/detail/0");
    assertEquals(path, fault.get("path").asText(), reply::toString);
    assertEquals(type, fault.get("error_type").asText(), reply::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "vehicles/{truck}, vin",
    "trailers/{trailer}, vin",
    "trailers/{trailer}, oem",
    "trailers/{trailer}, model_type",
    "trailers/{trailer}, model_year",
    "trailers/{trailer}, license_plate_number",
    "trailers/{trailer}, notes",
  })
  void whatSamsaraCannotClearIsRefused(String path, String field) {
    var body = "{\"connection_id\":\"{connection}\",\"" + field + "\":null}";
    assertFault(field, "samsara.null_not_allowed", dryRun("PATCH", "/" + path, body));
  }

  @Test
  void theRoleOfADashboardUserNamesTheSettingThatLacksIt() {
    var clerk =
        partner.references(fleet.connection(), List.of(Fleet.reference("user", "5551"))).getFirst();
    var reply =
        dryRun(
            "PATCH",
            "/users/" + clerk,
            "{\"connection_id\":\"{connection}\",\"is_driver\":false,\"user_designation\":\"admin\"}");
    assertFault("user_designation", "samsara.setting_missing", reply);
    var told = reply.json().at("/detail/0/message").asText();
    assertTrue(told.contains("user_roles"), told);
    assertFalse(told.contains("set user_role_id"), told);
  }

  private JsonNode schema(String connection, String write) {
    return partner
        .get(Route.C + "/" + connection + "/capabilities")
        .expect(200)
        .json()
        .at("/writes/" + write + "/schema");
  }

  private static void assertTakes(JsonNode schema, String field, String... words) {
    var allowed = new StringJoiner("\",\"", "{\"enum\":[\"", "\",null]}");
    Stream.of(words).sorted().forEach(allowed::add);
    var closed = "\"" + field + "\":" + allowed.toString().replace("[\"\",null", "[null");
    assertTrue(schema.toString().contains(closed), () -> closed + " is not in " + schema);
  }

  @Test
  void theSchemaOfInspectionsTakesTheDriversWhoHaveAnAuthor() {
    assertTakes(schema(fleet.connection(), "dvir_log/create"), "driver_id", fleet.fill("{ana}"));
    var body =
        "{\"connection_id\":\"{connection}\",\"driver_id\":\"{%s}\",\"vehicle_id\":\"{truck}\","
            + "\"occurred_at\":\"2026-11-20T08:00:00Z\",\"log_type\":\"mechanic\"}";
    dryRun("POST", "/dvir-logs", body.formatted("ana")).expect(200);
    assertFault(
        "driver_id",
        "samsara.setting_missing",
        dryRun("POST", "/dvir-logs", body.formatted("ben")));
    var bare = partner.samsara(world.sandbox().samsaraUrl(), "");
    assertTakes(schema(bare, "dvir_log/create"), "driver_id");
  }

  @Test
  void theSchemaOfUsersTakesTheDesignationsThatHaveARole() {
    var roles = ",\"user_roles\":{\"admin\":\"1\",\"clerk\":\"2\"}";
    var named = partner.samsara(world.sandbox().samsaraUrl(), roles);
    for (var write : List.of("user/create", "user/update")) {
      assertTakes(schema(named, write), "user_designation", "admin", "clerk");
    }
    assertTakes(schema(fleet.connection(), "user/update"), "user_designation");
    var create =
        "{\"connection_id\":\"%s\",\"is_driver\":false,\"first_name\":\"D\",\"last_name\":\"S\","
            + "\"user_email\":\"d@x.org\"%s}";
    dryRun("POST", "/users", create.formatted(named, ",\"user_designation\":\"clerk\""))
        .expect(200);
    for (var other : List.of("", ",\"user_designation\":\"driver\"")) {
      assertFault(
          "user_designation",
          "samsara.setting_missing",
          dryRun("POST", "/users", create.formatted(named, other)));
    }
  }

  @Test
  void theSchemaOfVehiclesTakesTheStatusesThatTheAccountHas() {
    var fleetio =
        partner.connect(
            "{\"source_name\":\"fleetio\",\"credentials\":"
                + CREDENTIALS.get("fleetio")
                + ",\"settings\":{\"vehicle_status_ids\":{\"IN_SERVICE\":3,\"SPARE\":4},\"base_url\":\""
                + world.sandbox().fleetioUrl()
                + "\"}}");
    for (var write : List.of("vehicle/create", "vehicle/update")) {
      assertTakes(schema(fleetio, write), "status", "IN_SERVICE", "SPARE");
    }
    assertFault(
        "status",
        "fleetio.enum",
        dryRun(
            "POST",
            "/vehicles",
            "{\"connection_id\":\"%s\",\"vehicle_name\":\"T\",\"status\":\"OUT_OF_SERVICE\"}"
                .formatted(fleetio)));
  }

  @Test
  void aMessageAtMotiveHasASender() {
    var motive =
        partner.connect(
            "{\"source_name\":\"motive\",\"credentials\":{\"api_key\":\"k\"},\"settings\":{\"base_url\":\""
                + world.sandbox().motiveUrl()
                + "\"}}");
    var driver = partner.references(motive, List.of(Fleet.reference("user", "501"))).getFirst();
    for (var query : List.of("?dry_run=true", "?is_sync=true", "")) {
      var body =
          "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"m\"}"
              .formatted(motive, driver);
      var reply = partner.send("POST", Sample.MESSAGE.path() + query, body);
      assertFault("sender_id", "motive.required", reply);
    }
  }

  @Test
  void superOfficeIsTestedWithoutABody() {
    var office = partner.superOffice(world.sandbox().superOfficeUrl(), "");
    var tested = partner.send("POST", Route.C + "/" + office + "/test", "").expect(200).json();
    assertTrue(tested.get("ok").asBoolean(), tested::toString);
    var call =
        world.sandbox().journal().received(Query.of("superoffice")).stream()
            .filter(one -> one.target().endsWith("/GetPlugins"))
            .toList()
            .getLast();
    assertEquals(0, call.body().length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EST", "MST", "HST", "America/Chicago"})
  void aZoneOfTheIanaDatabaseIsTaken(String zone) {
    var body =
        "{\"connection_id\":\"{connection}\",\"first_name\":\"A\",\"last_name\":\"B\","
            + "\"username\":\"zone{n}\",\"default_time_zone\":\""
            + zone
            + "\"}";
    var shown = dryRun("POST", "/users", body).expect(200).json();
    assertTrue(shown.at("/tsp_request/body").toString().contains(zone), shown::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rate_limit\":{\"per_second\":1e-400}}",
        "{\"rate_limit\":{\"per_second\":-1}}",
        "{\"rate_limit\":{\"per_minute\":1e-10}}",
        "{\"rate_limit\":{\"per_minute\":1e300}}",
        "{\"max_concurrency\":0}",
        "{\"max_concurrency\":1e30}",
      })
  void aNumberThatCannotBeKeptIsRefusedAtEveryProvider(String settings) {
    var known = partner.get("/v2/integrations/tsps").expect(200).json().get("items");
    for (var tsp : known) {
      var slug = tsp.get("slug").asText();
      var body =
          "{\"source_name\":\"%s\",\"credentials\":%s,\"settings\":%s}"
              .formatted(slug, CREDENTIALS.getOrDefault(slug, "{}"), settings);
      var reply = partner.send("POST", Route.C, body).expect(422);
      assertTrue(
          reply
              .json()
              .get("detail")
              .valueStream()
              .anyMatch(
                  fault ->
                      fault.get("error_type").asText().equals("out_of_range")
                          && fault.get("path").asText().startsWith("settings.")),
          () -> slug + ": " + reply);
    }
  }
}
