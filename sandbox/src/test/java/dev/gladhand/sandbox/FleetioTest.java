package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FleetioTest extends SandboxTest {
  private static final String VEHICLES = "/api/v1/vehicles";
  private final Caller fleetio =
      new Caller(
          server.fleetioUrl(),
          "Authorization",
          "Token fleetio-sandbox-token",
          "Account-Token",
          "fleetio-sandbox-account",
          "X-Api-Version",
          "2024-03-15",
          "Content-Type",
          "application/json");

  @AfterEach
  void closeCaller() {
    fleetio.close();
  }

  @Test
  void wantsBothTokensAKnownVersionAndTheRightRole() throws Exception {
    assertEquals(401, fleetio.get(VEHICLES, "Authorization", "Token x").statusCode());
    assertEquals(401, fleetio.get(VEHICLES, "Account-Token", "x").statusCode());
    assertEquals(400, fleetio.get(VEHICLES, "X-Api-Version", "2020-01-01").statusCode());
    var refused = fleetio.post(VEHICLES, "{}", "Authorization", "Token fleetio-viewer-token");
    assertEquals(403, refused.statusCode());
    assertEquals("", refused.body());
  }

  @Test
  void createsChangesAndFinds() throws Exception {
    var body = "{\"name\":\"T1\",\"meter_unit\":\"km\",\"vin\":\"V1\",\"unheard_of\":1}";
    var created = fleetio.post(VEHICLES, body);
    assertEquals(201, created.statusCode());
    var id = String.valueOf(Caller.object(created).number("id"));
    assertEquals(VEHICLES + "/" + id, created.headers().firstValue("Location").orElse(""));
    assertEquals(422, fleetio.post(VEHICLES, body).statusCode());
    var changed = fleetio.call("PATCH", VEHICLES + "/" + id, "{\"make\":\"Volvo\"}");
    assertEquals(204, changed.statusCode());
    var found = Caller.object(fleetio.get(VEHICLES + "?filter%5Bvin%5D%5Beq%5D=v1"));
    assertEquals(1, found.items("records").size());
    var errors = Caller.object(fleetio.post(VEHICLES, "{\"meter_unit\":\"x\"}")).object("errors");
    assertEquals("can't be blank", ((Json.Text) errors.items("name").getFirst()).value());
    assertEquals(1, errors.items("meter_unit").size());
  }

  @Test
  void countsTheVehiclesOwnUnitAndRefusesAMeterThatGoesBack() throws Exception {
    var entry =
        "{\"vehicle_id\":601,\"date\":\"2026-11-20T08:30:00Z\",\"us_gallons\":10,%s"
            + "\"meter_entry_attributes\":{\"value\":%s}}";
    var path = "/api/v1/fuel_entries";
    var ignored = Caller.object(fleetio.post(path, entry.formatted("", "500")));
    assertEquals(0, ignored.number("volume").signum());
    var counted = Caller.object(fleetio.post(path, entry.formatted("\"liters\":40,", "600")));
    assertEquals(40, counted.number("volume").intValueExact());
    var refused = fleetio.post(path, entry.formatted("", "599"));
    assertEquals(422, refused.statusCode());
    assertTrue(refused.body().contains("meter_entry.value"), refused.body());
    assertEquals(201, fleetio.post(path, entry.formatted("", "599,\"void\":true")).statusCode());
  }

  @Test
  void takesSoManyCallsInAFullMinute() throws Exception {
    server.port("fleetio").provider().change(Json.obj("calls_a_minute", 0));
    var refused = fleetio.get(VEHICLES);
    assertEquals(429, refused.statusCode());
    int wait = Integer.parseInt(refused.headers().firstValue("Retry-After").orElse(""));
    assertTrue(wait >= 1 && wait <= 60, () -> "Retry-After " + wait);
  }
}
