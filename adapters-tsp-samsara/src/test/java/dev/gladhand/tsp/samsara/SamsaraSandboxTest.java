package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.kit.call.OutboundCalls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The adapter and the simulated Samsara share no code, only the documentation. */
class SamsaraSandboxTest {
  private static final String DRIVER = "281474976710656001";
  private static final String OTHER_DRIVER = "281474976710656002";
  private static final String VEHICLE = "281474976710657001";
  private static final String TRAILER = "281474976710658001";
  private static final String DASHBOARD_USER = "281474976710659001";

  private final SandboxServer sandbox = SandboxServer.start();
  private final OutboundClient client =
      new OutboundClient(
          new TargetPolicy(
              new AllowedTargets(Set.of(URI.create(sandbox.samsaraUrl()).getAuthority()))),
          OutboundSettings.defaults());
  private final AdapterBench samsara =
      Samsara.bench(new OutboundCalls(client, Duration.ofSeconds(2)), InstantSource.system());
  private final String base = "\"base_url\":\"" + sandbox.samsaraUrl() + "\"";

  SamsaraSandboxTest() {
    samsara.settings = samsara.settings("{" + base + "}");
    samsara.credentials = samsara.credentials("{\"api_token\":\"samsara-sandbox-token\"}");
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  private Outcome.Accepted accepted(Write<Payload> write) {
    assertEquals(List.of(), samsara.faults(write));
    var outcome = samsara.send(write);
    return assertInstanceOf(Outcome.Accepted.class, outcome, String.valueOf(outcome));
  }

  @Test
  void testsTheToken() {
    assertInstanceOf(Outcome.Accepted.class, samsara.adapter.test(samsara.access()));
    samsara.credentials = samsara.credentials("{\"api_token\":\"other\"}");
    assertInstanceOf(Outcome.Rejected.class, samsara.adapter.test(samsara.access()));
  }

  @Test
  void reachesTheDriversThereAre() {
    var write =
        samsara.create(
            Resource.GROUP_MESSAGE,
            "{\"sender_id\":\"@9\",\"recipient_ids\":[\"@"
                + DRIVER
                + "\",\"@5\",\"@"
                + OTHER_DRIVER
                + "\"],"
                + "\"message_text\":\"dock 4 🚚\"}");
    assertEquals(
        List.of(
            RecipientResult.Status.DELIVERED,
            RecipientResult.Status.FAILED,
            RecipientResult.Status.DELIVERED),
        accepted(write).recipients().stream().map(RecipientResult::status).toList());
  }

  @Test
  void writesEveryResourceAsDocumented() {
    samsara.settings =
        samsara.settings(
            "{"
                + base
                + ",\"vehicle_create_as_asset\":true,\"user_role_id\":\"1\",\"dvir_authors\":{\""
                + DRIVER
                + "\":\""
                + DASHBOARD_USER
                + "\"}}");
    assertNotNull(accepted(samsara.create(Resource.USER, DRIVER_BODY)).source());
    assertNull(
        accepted(
                samsara.update(
                    Resource.USER,
                    DRIVER,
                    "{\"phone_number\":null,\"notes\":\"n\",\"is_active\":false}"))
            .source());
    assertNotNull(
        accepted(
                samsara.create(
                    Resource.USER,
                    "{\"is_driver\":false,\"first_name\":\"D\",\"user_email\":\"d@x.org\"}"))
            .source());
    accepted(
        samsara.update(
            Resource.USER,
            DASHBOARD_USER,
            "{\"is_driver\":false,\"first_name\":\"D\",\"last_name\":\"E\"}"));
    accepted(
        samsara.update(
            Resource.VEHICLE,
            VEHICLE,
            "{\"vehicle_name\":\"V\",\"notes\":null,\"license_plate_number\":null,\"external_id\":\"E1\"}"));
    accepted(samsara.update(Resource.VEHICLE, VEHICLE, "{\"external_id\":null}"));
    assertNotNull(
        accepted(
                samsara.create(
                    Resource.TRAILER,
                    "{\"trailer_name\":\"T\",\"external_id\":\"E2\",\"model_year\":2020,\"oem\":\"O\"}"))
            .source());
    accepted(
        samsara.update(
            Resource.TRAILER,
            TRAILER,
            "{\"trailer_name\":\"T\",\"notes\":\"\",\"external_id\":null}"));
    assertNotNull(
        accepted(
                samsara.create(
                    Resource.DVIR_LOG,
                    "{\"driver_id\":\"@"
                        + DRIVER
                        + "\",\"vehicle_id\":\"@"
                        + VEHICLE
                        + "\",\"log_type\":\"mechanic\","
                        + "\"odometer\":10.5,\"odometer_unit\":\"miles\",\"driver_comment\":\"ok\"}"))
            .source());
    var fuel = samsara.create(Resource.FUEL_TRANSACTION, fuel());
    assertNotNull(accepted(fuel).source());
    assertNull(accepted(fuel).source(), "the reference is taken, by ourselves");
    assertEquals(1, sandbox.timesApplied("samsara").get(AdapterBench.KEY));
  }

  @Test
  void createsAVehicleAsAnAsset() {
    samsara.settings = samsara.settings("{" + base + ",\"vehicle_create_as_asset\":true}");
    assertNotNull(
        accepted(
                samsara.create(
                    Resource.VEHICLE, "{\"vehicle_name\":\"V\",\"vin\":\"1FUJGLDR12LM01234\"}"))
            .source());
  }

  private static final String DRIVER_BODY =
      "{\"username\":\"zoe\",\"first_name\":\"Zoe\",\"last_name\":\"Q\",\"phone_number\":\"1\",\"notes\":\"n\","
          + "\"license_number\":\"L1\",\"license_region\":\"TX\",\"default_time_zone\":\"America/Chicago\","
          + "\"allow_yard_move\":true,\"allow_personal_conveyance\":true,\"allow_adverse_driving\":true,"
          + "\"hos_compliance_type\":\"non_exempt\",\"carrier_number\":\"77\"}";

  private static String fuel() {
    return "{\"driver_id\":\"@"
        + DRIVER
        + "\",\"vehicle_id\":\"@"
        + VEHICLE
        + "\",\"fuel_volume\":10,"
        + "\"fuel_volume_unit\":\"US_GALLON\",\"transaction_time\":\"2026-11-20T08:30:00Z\",\"latitude\":1,"
        + "\"longitude\":2,\"total_cost\":5.5,\"currency\":\"EUR\",\"fuel_type\":\"LNG\"}";
  }

  @Test
  void finishesADriverWhoseAnswerWasLost() {
    var write =
        samsara.create(
            Resource.USER, "{\"username\":\"zoe\",\"first_name\":\"Zoe\",\"is_active\":false}");
    sandbox
        .faults()
        .add(FaultRule.once(new Fault.Reset(Fault.When.AFTER_APPLYING)).provider("samsara"));
    var begun = Instant.now();

    var rejected = assertInstanceOf(Outcome.Rejected.class, samsara.send(write));
    assertTrue(rejected.error().maybeApplied());
    var settled =
        assertInstanceOf(
            Settlement.Progressed.class,
            samsara
                .adapter
                .settler()
                .orElseThrow()
                .settle(write, Unanswered.since(begun), samsara.access()));
    var source = accepted(write.at(settled.progress())).source();

    assertNotNull(source);
    assertEquals(settled.progress().source(), source);
    var driver = (Json.Arr) sandbox.samsara().records("drivers");
    var made =
        driver.items().stream()
            .map(Json.Obj.class::cast)
            .filter(one -> "zoe".equals(one.text("username")))
            .toList();
    assertEquals(1, made.size());
    assertEquals("deactivated", made.getFirst().text("driverActivationStatus"));
    assertEquals(AdapterBench.KEY, made.getFirst().object("externalIds").text("gladhand"));
  }

  @Test
  void settlesMessagesAndAssetsWhoseAnswerWasLost() {
    for (var write :
        List.of(
            samsara.create(
                Resource.MESSAGE, "{\"recipient_id\":\"@" + DRIVER + "\",\"message_text\":\"hi\"}"),
            samsara.create(Resource.TRAILER, "{\"trailer_name\":\"T\"}"))) {
      sandbox.faults().add(FaultRule.once(new Fault.Close(true)).provider("samsara"));
      var begun = Instant.now();
      assertTrue(
          assertInstanceOf(Outcome.Rejected.class, samsara.send(write)).error().maybeApplied());
      assertInstanceOf(
          Settlement.Applied.class,
          samsara
              .adapter
              .settler()
              .orElseThrow()
              .settle(write, Unanswered.since(begun), samsara.access()));
    }
  }

  @Test
  void knowsThatATrailerWasNotCreated() {
    var write = samsara.create(Resource.TRAILER, "{\"trailer_name\":\"T\"}");
    assertEquals(
        new Settlement.NotApplied(),
        samsara
            .adapter
            .settler()
            .orElseThrow()
            .settle(write, Unanswered.since(Instant.now()), samsara.access()));
  }

  @Test
  void listsEveryoneOnce() {
    sandbox.samsara().seed("drivers", Json.obj("count", 1100, "name", "D"));
    samsara.send(samsara.update(Resource.USER, DRIVER, "{\"is_active\":false}"));
    var directory = samsara.adapter.directory().orElseThrow();
    var seen = new HashSet<Object>();
    var cursor = (String) null;
    var pages = 0;
    do {
      var page =
          assertInstanceOf(
              Directory.Listing.Page.class,
              directory.list(Resource.USER, cursor, samsara.access()));
      page.entries().forEach(entry -> assertTrue(seen.add(entry.source())));
      cursor = page.next();
      pages++;
    } while (cursor != null);
    assertEquals(1105, seen.size());
    assertEquals(4, pages);
    for (var resource : List.of(Resource.VEHICLE, Resource.TRAILER)) {
      var page =
          assertInstanceOf(
              Directory.Listing.Page.class, directory.list(resource, null, samsara.access()));
      assertEquals(2, page.entries().size());
    }
  }

  @Test
  void renewsByRotatingTokens() {
    samsara.credentials =
        samsara.credentials(
            "{\"client_id\":\"samsara-sandbox-client\",\"client_secret\":\"samsara-sandbox-secret\","
                + "\"refresh_token\":\"samsara-sandbox-refresh-token\"}");
    var renewer = samsara.adapter.renewer().orElseThrow();
    var used = samsara.access();
    for (var i = 0; i < 2; i++) {
      samsara.credentials =
          assertInstanceOf(
                  Renewer.Renewal.Renewed.class, renewer.renew(samsara.access(), Instant.now()))
              .credentials();
      assertInstanceOf(Outcome.Accepted.class, samsara.adapter.test(samsara.access()));
    }
    assertInstanceOf(Renewer.Renewal.Refused.class, renewer.renew(used, Instant.now()));
  }

  @Test
  void writesWithATokenThatIsScopedByTags() {
    samsara.credentials = samsara.credentials("{\"api_token\":\"samsara-tag-scoped-token\"}");
    var trailer = "{\"trailer_name\":\"T\",\"external_id\":\"T-1\"}";
    assertInstanceOf(
        Outcome.Rejected.class, samsara.send(samsara.create(Resource.TRAILER, trailer)));
    samsara.settings = samsara.settings("{" + base + ",\"tag_ids\":[\"5\"]}");
    accepted(samsara.create(Resource.TRAILER, trailer));
    accepted(samsara.create(Resource.USER, DRIVER_BODY));
  }
}
