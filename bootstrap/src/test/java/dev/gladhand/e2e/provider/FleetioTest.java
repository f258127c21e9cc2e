package dev.gladhand.e2e.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.ProviderBench;
import dev.gladhand.e2e.world.ProviderBench.Case;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each write that Fleetio takes, on the built program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class FleetioTest {
  private static final String NEW =
      ",\"vehicle_status_id\":1,\"meter_unit\":\"km\",\"fuel_volume_units\":\"liters\"";
  private static final String PURCHASE =
      "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"fuel_volume\":40,\"fuel_volume_unit\":\"LITER\","
          + "\"transaction_time\":\"2026-11-20T08:30:00Z\",\"total_cost\":\"64.20\",";
  private static final String ENTRY =
      "{\"vehicle_id\":601,\"date\":\"2026-11-20T08:30:00.000000Z\",\"us_gallons\":10.566882,\"liters\":40,"
          + "\"price_per_volume_unit\":1.605,\"reference\":\"*key*\",\"meter_entry_attributes\":";

  private static final Case VEHICLE =
      Case.of(
          "POST",
          "vehicles",
          "\"vehicle_name\":\"Truck {n}\",\"oem\":\"Volvo\"}",
          "{\"name\":\"Truck {n}\",\"vehicle_type_id\":1,\"make\":\"Volvo\"" + NEW + "}");
  private static final Case FUEL =
      Case.of(
          "POST",
          "fuel-transactions",
          PURCHASE + "\"odometer\":{n},\"odometer_unit\":\"kilo_meters\"}",
          ENTRY + "{\"value\":{n}}}");

  @Parameter private Stores.Kind kind;
  private World world;
  private ProviderBench fleetio;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    unlimited();
    fleetio =
        new ProviderBench(
            world,
            "fleetio",
            request -> !request.method().equals("GET"),
            """
            {"source_name":"fleetio",
             "credentials":{"api_token":"fleetio-sandbox-token","account_token":"fleetio-sandbox-account"},
             "settings":{"base_url":"%s","vehicle_type_id":1,"vehicle_status_id":1,"trailer_type_id":2,
               "vehicle_status_ids":{"IN_REPAIR":9},"meter_unit":"km","fuel_volume_units":"liters",
               "meter":"void_when_refused","rate_limit":{"per_second":1000}}}"""
                .formatted(world.sandbox().fleetioUrl()),
            "ana",
            "user",
            "501",
            "ben",
            "user",
            "502",
            "truck",
            "vehicle",
            "601",
            "trailer",
            "trailer",
            "701");
  }

  @AfterParameterizedClassInvocation
  void calm() {
    world.sandbox().faults().clear();
  }

  private void unlimited() {
    var many = Json.obj("calls_a_minute", 1_000_000);
    world.sandbox().port("fleetio").provider().change(many);
  }

  static List<Case> writes() {
    return List.of(
        VEHICLE,
        Case.of(
            "PATCH",
            "vehicles/{truck}",
            "\"vehicle_name\":\"New {n}\",\"vin\":null,\"status\":\"IN_REPAIR\"}",
            "{\"name\":\"New {n}\",\"vin\":null,\"vehicle_status_id\":9}"),
        Case.of(
            "POST",
            "trailers",
            "\"trailer_name\":\"T {n}\"}",
            "{\"name\":\"T {n}\",\"vehicle_type_id\":2" + NEW + "}"),
        Case.of(
            "PATCH",
            "trailers/{trailer}",
            "\"license_plate_number\":\"P {n}\"}",
            "{\"license_plate\":\"P {n}\"}"),
        Case.of(
            "POST",
            "users",
            "\"first_name\":\"Zo\u00eb {n}\",\"employee_number\":\"E{n}\",\"is_driver\":true}",
            "{\"first_name\":\"Zo\u00eb {n}\",\"employee_number\":\"E{n}\",\"vehicle_operator\":true}"),
        Case.of(
            "PATCH", "users/{ben}", "\"first_name\":\"Ben {n}\"}", "{\"first_name\":\"Ben {n}\"}"),
        FUEL,
        Case.of(
            "POST",
            "fuel-transactions",
            PURCHASE + "\"odometer\":1,\"odometer_unit\":\"kilo_meters\"}",
            ENTRY + "{\"value\":1}}",
            ENTRY + "{\"value\":1,\"void\":true}}"));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void exactlyTheDocumentedRequestsAreSentNowOrLater(Case write) {
    // The meter of the vehicle stands above what a further purchase may say.
    fleetio.ended(fleetio.accepted(FUEL, Fleet.number()));
    for (var query : List.of("", "?is_sync=true")) {
      var number = Fleet.number();
      var before = fleetio.lastRequest();
      var reply = fleetio.write(write, number, query).expect(query.isEmpty() ? 202 : 200).json();
      var done = query.isEmpty() ? fleetio.ended(reply) : reply;
      assertEquals("success", done.get("status").asText(), done::toString);
      assertFalse(done.get("source_id").isNull(), done::toString);
      var sent = fleetio.writesSince(before);
      assertEquals(write.sent().size(), sent.size(), sent::toString);
      for (var i = 0; i < sent.size(); i++) {
        var expected = dev.gladhand.e2e.client.Json.of(fleetio.fill(write.sent().get(i), number));
        var actual = dev.gladhand.e2e.client.Json.of(sent.get(i).bodyText());
        assertTrue(
            dev.gladhand.e2e.client.Json.matches(expected, actual),
            () -> expected + " but was " + actual);
        assertEquals("Token fleetio-sandbox-token", sent.get(i).header("Authorization"));
        assertEquals("fleetio-sandbox-account", sent.get(i).header("Account-Token"));
        assertEquals("2024-03-15", sent.get(i).header("X-Api-Version"));
      }
    }
  }

  @Test
  void aDryRunShowsTheVolumeInTheVehiclesOwnUnit() {
    var before = fleetio.lastRequest();
    var shown = fleetio.write(FUEL, Fleet.number(), "?dry_run=true").expect(200);
    assertTrue(shown.raw().body().contains("liters"), shown::toString);
    assertFalse(shown.raw().body().contains("fleetio-sandbox-token"), shown::toString);
    assertEquals(List.of(), fleetio.writesSince(before));
  }

  @Test
  void aLostCreateIsFoundAndNotMadeAgain() {
    for (var write : List.of(VEHICLE, FUEL)) {
      var fault = FaultRule.once(Fault.applyThenHang()).provider("fleetio").method("POST");
      world.sandbox().faults().add(fault);
      var number = Fleet.number();
      var accepted = fleetio.accepted(write, number);
      var done = fleetio.ended(accepted);
      assertEquals("success", done.get("status").asText(), done::toString);
      fleetio.appliedOnce(
          write.equals(VEHICLE) ? "Truck " + number : accepted.get("id").asText().replace("-", ""));
    }
  }

  @Test
  void aLostCreateThatNothingIdentifiesEndsAsUnknown() {
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(Fault.applyThenHang()).provider("fleetio").method("POST"));
    var number = Fleet.number();
    var user = Case.of("POST", "users", "\"first_name\":\"Nobody {n}\"}");
    var done = fleetio.ended(fleetio.accepted(user, number));
    assertEquals("unknown", done.get("outcome").asText(), done::toString);
    fleetio.appliedOnce("Nobody " + number);
  }

  @Test
  void whatFleetioHasNotIsNotSupported() {
    for (var write :
        List.of(
            Case.of("POST", "messages", "\"recipient_id\":\"{ana}\",\"message_text\":\"x\"}"),
            Case.of(
                "POST",
                "dvir-logs",
                "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"log_type\":\"mechanic\"}"))) {
      for (var query : List.of("", "?is_sync=true", "?dry_run=true")) {
        var refused = fleetio.write(write, 0, query);
        assertEquals(501, refused.status(), refused::toString);
      }
    }
  }

  @Test
  void theCapabilitiesNameTheStatusesOfTheAccount() {
    var told = fleetio.capabilities().toString();
    assertTrue(told.contains("IN_REPAIR"), told);
    assertFalse(told.contains("IN_TRANSIT") && told.contains("\"enum\":[\"IN_TRANSIT\""), told);
  }
}
