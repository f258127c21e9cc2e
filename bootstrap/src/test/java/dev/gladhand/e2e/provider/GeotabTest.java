package dev.gladhand.e2e.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.ProviderBench;
import dev.gladhand.e2e.world.ProviderBench.Case;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.geotab.GeotabProvider;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each write that Geotab takes, on the built program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class GeotabTest {
  private static final String CREDENTIALS =
      "\"credentials\":{\"database\":\"sandbox\",\"user_name\":\"gladhand@sandbox.example\","
          + "\"password\":\"geotab-sandbox-password\"}";
  private static final String FOR_EVER = "2050-01-01T00:00:00.000Z";

  private static final Case MESSAGE =
      Case.of(
          "POST",
          "messages",
          "\"recipient_id\":\"{ana}\",\"message_text\":\"Dock {n}\"}",
          add("TextMessage", text("b5", "Dock {n}")));
  private static final Case VEHICLE =
      Case.of(
          "POST",
          "vehicles",
          "\"vehicle_name\":\"Truck {n}\",\"eld_serial_number\":\"G9{n}\",\"vin\":\"V{n}\"}",
          add(
              "Device",
              "{\"groups\":[{\"id\":\"GroupCompanyId\"},{\"id\":\"GroupVehicleId\"}],"
                  + "\"activeFrom\":\"*any*\",\"serialNumber\":\"G9{n}\",\"name\":\"Truck {n}\","
                  + "\"vehicleIdentificationNumber\":\"V{n}\"}"));
  private static final Case TRAILER =
      Case.of(
          "POST",
          "trailers",
          "\"trailer_name\":\"T {n}\"}",
          add(
              "Device",
              "{\"groups\":[{\"id\":\"GroupCompanyId\"},{\"id\":\"GroupTrailerId\"}],"
                  + "\"activeFrom\":\"*any*\",\"name\":\"T {n}\"}"));
  private static final Case USER =
      Case.of(
          "POST",
          "users",
          "\"username\":\"u{n}@acme.example\",\"first_name\":\"Zo\u00eb\",\"is_driver\":true}",
          add(
              "User",
              "{\"name\":\"u{n}@acme.example\",\"password\":\"*any*\",\"changePassword\":true,"
                  + "\"userAuthenticationType\":\"BasicAuthentication\","
                  + "\"companyGroups\":[{\"id\":\"GroupCompanyId\"}],"
                  + "\"securityGroups\":[{\"id\":\"GroupNothingSecurityId\"}],"
                  + "\"activeFrom\":\"*any*\",\"activeTo\":\""
                  + FOR_EVER
                  + "\",\"driverGroups\":[{\"id\":\"GroupCompanyId\"}],\"firstName\":\"Zo\u00eb\","
                  + "\"isDriver\":true}"));
  private static final Case FUEL =
      Case.of(
          "POST",
          "fuel-transactions",
          "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"fuel_volume\":{n},"
              + "\"fuel_volume_unit\":\"LITER\",\"transaction_time\":\"2026-11-20T08:30:00Z\"}",
          add(
              "FuelTransaction",
              "{\"dateTime\":\"2026-11-20T08:30:00.000Z\",\"device\":{\"id\":\"b1\"},"
                  + "\"driver\":{\"id\":\"b5\"},\"volume\":{n},\"externalReference\":\"*key*\"}"));

  @Parameter private Stores.Kind kind;
  private World world;
  private ProviderBench geotab;

  private static String call(String method, String type, String entity) {
    return "{\"method\":\"%s\",\"params\":{\"typeName\":\"%s\",\"entity\":%s,"
            .formatted(method, type, entity)
        + "\"credentials\":{\"database\":\"sandbox\",\"userName\":\"gladhand@sandbox.example\","
        + "\"sessionId\":\"*any*\"}}}";
  }

  private static String add(String type, String entity) {
    return call("Add", type, entity);
  }

  private static String text(String recipient, String words) {
    return "{\"isDirectionToVehicle\":true,\"recipient\":{\"id\":\"%s\"},".formatted(recipient)
        + "\"messageContent\":{\"contentType\":\"Normal\",\"message\":\"%s\"}}".formatted(words);
  }

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    set("calls_a_minute", 1_000_000);
    geotab = connected();
  }

  private ProviderBench connected() {
    return connected("");
  }

  private ProviderBench connected(String moreSettings) {
    return new ProviderBench(
        world,
        "geotab",
        GeotabProvider::isWrite,
        "{\"source_name\":\"geotab\","
            + CREDENTIALS
            + ",\"settings\":{\"base_url\":\"%s\",\"rate_limit\":{\"per_second\":1000},"
                .formatted(world.sandbox().geotabUrl())
            + moreSettings
            + "\"dvir\":{\"defect_list\":\"b200\",\"defects\":{\"brakes\":\"b278B\"}}}}",
        "ana",
        "user",
        "b5",
        "ben",
        "user",
        "b6",
        "truck",
        "vehicle",
        "b1",
        "trailer",
        "trailer",
        "b3");
  }

  @BeforeEach
  void forgetSignIns() {
    set("forget_limits", true);
  }

  @AfterParameterizedClassInvocation
  void calm() {
    world.sandbox().faults().clear();
    set("moves", false);
  }

  private void set(String name, Object value) {
    world.sandbox().geotab().change(Json.obj(name, value));
  }

  private int signIns() {
    return Integer.parseInt(String.valueOf(world.sandbox().geotab().settings().number("sign_ins")));
  }

  private static Case inspection(int number) {
    var at = "2026-11-20T%02d:%02d:00".formatted(number / 60 % 24, number % 60);
    return Case.of(
        "POST",
        "dvir-logs",
        "\"driver_id\":\"{ana}\",\"trailer_id\":\"{trailer}\",\"occurred_at\":\""
            + at
            + "Z\",\"log_type\":\"post_trip\",\"defects\":[\"brakes\"]}",
        add(
            "DVIRLog",
            "{\"dateTime\":\""
                + at
                + ".000Z\",\"driver\":{\"id\":\"b5\"},\"device\":{\"id\":\"b3\"},"
                + "\"logType\":\"PostTrip\",\"defectList\":{\"id\":\"b200\"},"
                + "\"dVIRDefects\":[{\"defect\":{\"id\":\"b278B\"},\"repairStatus\":\"NotRepaired\"}]}"));
  }

  static List<Case> creates() {
    return List.of(
        MESSAGE,
        Case.of(
            "POST",
            "group-messages",
            "\"sender_id\":\"{ben}\",\"recipient_ids\":[\"{ana}\",\"{ben}\"],\"message_text\":\"All {n}\"}",
            add("TextMessage", text("b5", "All {n}")),
            add("TextMessage", text("b6", "All {n}"))),
        VEHICLE,
        TRAILER,
        USER,
        inspection(Fleet.number()),
        FUEL);
  }

  @ParameterizedTest
  @MethodSource("creates")
  void exactlyTheDocumentedRequestsAreSentNowOrLater(Case write) {
    for (var query : List.of("", "?is_sync=true")) {
      var number = Fleet.number();
      var sent = sentBy(write, number, query);
      assertEquals(write.sent().size(), sent.size(), sent::toString);
      for (var i = 0; i < sent.size(); i++) {
        var expected = dev.gladhand.e2e.client.Json.of(geotab.fill(write.sent().get(i), number));
        var actual = dev.gladhand.e2e.client.Json.of(sent.get(i).bodyText());
        assertTrue(
            dev.gladhand.e2e.client.Json.matches(expected, actual),
            () -> expected + " but was " + actual);
        assertEquals("/apiv1", sent.get(i).target());
      }
    }
  }

  private List<Received> sentBy(Case write, int number, String query) {
    var before = geotab.lastRequest();
    var reply = geotab.write(write, number, query).expect(query.isEmpty() ? 202 : 200).json();
    var done = query.isEmpty() ? geotab.ended(reply) : reply;
    assertEquals("success", done.get("status").asText(), done::toString);
    assertEquals(1, done.get("attempts").asInt(), done::toString);
    return geotab.writesSince(before);
  }

  @Test
  void anUpdateWritesBackWhatItHasReadAndChangesTheRestOfNothing() {
    var updates =
        List.of(
            Case.of(
                "PATCH",
                "vehicles/{truck}",
                "\"vehicle_name\":\"New {n}\",\"license_plate_number\":null}"),
            Case.of("PATCH", "trailers/{trailer}", "\"trailer_name\":\"New {n}\"}"),
            Case.of("PATCH", "users/{ben}", "\"user_designation\":\"New {n}\"}"));
    for (var write : updates) {
      for (var query : List.of("", "?is_sync=true")) {
        var number = Fleet.number();
        var sent = sentBy(write, number, query);
        assertEquals(1, sent.size(), sent::toString);
        var rpc = dev.gladhand.e2e.client.Json.of(sent.getFirst().bodyText());
        assertEquals("Set", rpc.get("method").asText());
        var entity = entity(sent.getFirst());
        assertTrue(entity.toString().contains("\"New " + number + "\""), entity::toString);
        assertTrue(entity.toString().contains("GroupCompanyId"), entity::toString);
        assertTrue(entity.has("version") && entity.size() > 15, entity::toString);
      }
    }
  }

  @Test
  void aDryRunShowsWhatWasReadAndSendsNothing() {
    var before = geotab.lastRequest();
    var write = Case.of("PATCH", "vehicles/{truck}", "\"notes\":\"n {n}\"}");
    var shown = geotab.write(write, Fleet.number(), "?dry_run=true").expect(200).raw().body();
    assertTrue(shown.contains("speedingOn") && shown.contains("GO9"), shown);
    assertFalse(shown.contains("geotab-sandbox-password"), shown);
    assertFalse(shown.contains("session-"), shown);
    assertEquals(List.of(), geotab.writesSince(before));
  }

  @Test
  void theDeadlineOfAMessageIsToldToGeotab() {
    var before = geotab.lastRequest();
    var number = Fleet.number();
    var reply = geotab.write(MESSAGE, number, "?expires_in=3600").expect(202).json();
    var done = geotab.ended(reply);
    assertEquals("success", done.get("status").asText(), done::toString);
    var told = entity(geotab.writesSince(before).getFirst()).get("activeTo").asText();
    var deadline = Instant.parse(done.get("expires_at").asText());
    assertEquals(deadline.truncatedTo(ChronoUnit.MILLIS), Instant.parse(told));
    var shown = geotab.write(MESSAGE, number, "?dry_run=true&expires_in=3600").expect(200).json();
    assertTrue(shown.at("/tsp_request/body").toString().contains("activeTo"), shown::toString);
  }

  @Test
  void aMessageToADriverGoesToTheDriversDevice() {
    var devices = connected("\"message_target\":\"driver_device\",");
    var before = devices.lastRequest();
    var done = devices.ended(devices.accepted(MESSAGE, Fleet.number()));
    assertEquals("success", done.get("status").asText(), done::toString);
    var sent = entity(devices.writesSince(before).getFirst());
    assertEquals("b1", sent.at("/device/id").asText(), sent::toString);
    assertFalse(sent.has("recipient"), sent::toString);
    var shown = devices.write(MESSAGE, Fleet.number(), "?dry_run=true").expect(200).raw().body();
    assertTrue(shown.contains("recipient_id: goes to the device b1"), shown);
    var nowhere =
        Case.of("POST", "messages", "\"recipient_id\":\"{ben}\",\"message_text\":\"Dock {n}\"}");
    var later = devices.lastRequest();
    var failed = devices.ended(devices.accepted(nowhere, Fleet.number()));
    assertEquals("failed", failed.get("status").asText(), failed::toString);
    assertTrue(failed.toString().contains("is assigned to no device"), failed::toString);
    assertEquals(List.of(), devices.writesSince(later));
  }

  private static JsonNode entity(Received sent) {
    return dev.gladhand.e2e.client.Json.of(sent.bodyText()).get("params").get("entity");
  }

  @Test
  void fiftyParallelWritesMakeOneSignIn() throws Exception {
    var own = connected();
    var before = signIns();
    atOnce(50, number -> own.write(MESSAGE, number, number % 2 == 0 ? "" : "?is_sync=true"))
        .forEach(
            reply -> {
              assertTrue(reply.status() == 200 || reply.status() == 202, reply::toString);
              assertEquals("success", own.ended(reply.json()).get("status").asText());
            });
    assertEquals(before + 1, signIns());
  }

  @Test
  void aSessionThatEndsInTheMiddleCostsOneRenewalAndNoAttempt() throws Exception {
    var own = connected();
    own.write(MESSAGE, Fleet.number(), "?is_sync=true").expect(200);
    var before = signIns();
    set("end_sessions", true);
    for (var reply :
        atOnce(10, number -> own.write(VEHICLE, number, number % 2 == 0 ? "" : "?is_sync=true"))) {
      var done = own.ended(reply.json());
      assertEquals("success", done.get("status").asText(), done::toString);
      assertEquals(1, done.get("attempts").asInt(), done::toString);
      assertTrue(done.get("logs").isEmpty(), done::toString);
    }
    assertEquals(before + 1, signIns());
  }

  private interface Sent {
    Http.Reply with(int number);
  }

  private static List<Http.Reply> atOnce(int calls, Sent send) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Http.Reply>>();
      for (var i = 0; i < calls; i++) {
        var number = Fleet.number();
        tasks.add(() -> send.with(number));
      }
      var replies = new ArrayList<Http.Reply>();
      for (var done : threads.invokeAll(tasks)) {
        replies.add(done.get());
      }
      return replies;
    }
  }

  @Test
  void aDatabaseThatLivesOnAnotherServerIsCalledThere() {
    set("moves", true);
    try {
      var own = connected();
      var before = own.lastRequest();
      own.write(MESSAGE, Fleet.number(), "?is_sync=true").expect(200);
      var sent = own.writesSince(before);
      assertEquals(World.target(world.sandbox().otherGeotabUrl()), sent.getFirst().header("Host"));
    } finally {
      set("moves", false);
    }
  }

  @Test
  void aLostCreateIsFoundAndNotMadeAgain() {
    signedIn();
    for (var write : List.of(MESSAGE, VEHICLE, TRAILER, USER, inspection(Fleet.number()), FUEL)) {
      var lost =
          FaultRule.once(Fault.applyThenHang()).provider("geotab").contains("\"method\":\"Add\"");
      world.sandbox().faults().add(lost);
      var number = Fleet.number();
      var before = applied();
      var done = geotab.ended(geotab.accepted(write, number));
      assertEquals("success", done.get("status").asText(), done::toString);
      assertEquals(before + 1, applied(), write::toString);
    }
  }

  /** Another test may have ended the session. */
  private void signedIn() {
    geotab.write(MESSAGE, Fleet.number(), "?is_sync=true").expect(200);
  }

  private int applied() {
    return world.sandbox().journal().applied(Query.of("geotab")).size();
  }

  @Test
  void aLostCreateThatMayBeAnothersEndsAsUnknown() {
    signedIn();
    var number = Fleet.number();
    var now = Instant.now().toString();
    world
        .sandbox()
        .geotab()
        .seed("Device", Json.obj("id", "bX" + number, "name", "T " + number, "activeFrom", now));
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(Fault.hang()).provider("geotab").contains("\"method\":\"Add\""));
    var done = geotab.ended(geotab.accepted(TRAILER, number));
    assertEquals("unknown", done.get("outcome").asText(), done::toString);
  }

  @Test
  void aDuplicateOfAnothersIsFinal() {
    var taken =
        Case.of("POST", "users", "\"username\":\"ANA@sandbox.example\",\"first_name\":\"A\"}");
    var done = geotab.ended(geotab.accepted(taken, 0));
    assertEquals("not_applied", done.get("outcome").asText(), done::toString);
    assertTrue(done.toString().contains("DuplicateException"), done::toString);
  }

  @Test
  void whatTheFleetHasNotIsRefusedBeforeTheCall() {
    var before = geotab.lastRequest();
    var log =
        "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"occurred_at\":\"2026-11-20T08:00:00Z\",";
    for (var more : List.of("\"log_type\":\"mechanic\"}", "\"defects\":[\"horn\"]}")) {
      var refused = geotab.write(Case.of("POST", "dvir-logs", log + more), 0, "");
      assertEquals(422, refused.status(), refused::toString);
    }
    assertEquals(
        422, geotab.write(Case.of("POST", "vehicles", "\"vehicle_name\":\"T\"}"), 0, "").status());
    assertEquals(List.of(), geotab.writesSince(before));
    var told = geotab.capabilities().toString();
    assertTrue(told.contains("{\"enum\":[\"brakes\"]}"), told);
  }

  @Test
  void nobodyIsAskedForTheSessionOrShownIt() {
    geotab.write(MESSAGE, Fleet.number(), "?is_sync=true").expect(200);
    JsonNode shown = geotab.connection();
    assertFalse(shown.get("credentials").has("session"), shown::toString);
    var schema = geotab.described().get("credentials_schema");
    assertFalse(schema.get("properties").has("session"), schema::toString);
    var body =
        "{\"source_name\":\"geotab\"," + CREDENTIALS.replace("}", ",\"session\":\"s\"}") + "}";
    assertEquals(422, geotab.connect(body).status());
  }
}
