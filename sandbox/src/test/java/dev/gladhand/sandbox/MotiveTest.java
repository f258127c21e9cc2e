package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MotiveTest extends SandboxTest {
  private static final String VEHICLE =
      "{\"number\":\"T1\",\"year\":\"2020\",\"fuel_type\":\"diesel\",\"external_ids_attributes\":"
          + "[{\"external_id\":\"987\",\"integration_name\":\"gladhand\"}]}";

  private final Caller motive =
      new Caller(
          server.motiveUrl(),
          "X-Api-Key",
          "motive-sandbox-key",
          "Content-Type",
          "application/json");

  @AfterEach
  void closeCaller() {
    motive.close();
  }

  @Test
  void sendsAMessageWithoutAnId() throws Exception {
    var sent =
        motive.post(
            "/v1/messages", "{\"recipient_id\":501,\"body\":\"hello\"}", "X-User-Id", "503");
    assertEquals(200, sent.statusCode());
    assertEquals("{\"success\":true}", sent.body());
    assertEquals("503", applied("motive").getFirst().fields().text("sender_id"));
    assertEquals(
        422,
        motive
            .post("/v1/messages", "{\"recipient_id\":9,\"body\":\"x\"}", "X-User-Id", "503")
            .statusCode());
    assertEquals(
        400, motive.post("/v1/messages", "{\"recipient_id\":501,\"body\":\"x\"}").statusCode());
  }

  @Test
  void tellsTheMessageToAllAndListsIt() throws Exception {
    var body = "{\"sender_id\":503,\"receiver_ids\":[501,502],\"body\":\"hello\"}";
    var sent = motive.post("/v2/messages", body, "X-User-Id", "503");
    assertEquals(200, sent.statusCode());
    assertEquals("hello", Caller.object(sent).object("message").text("body"));
    var query = "/v1/messages?min_updated_at=2020-01-01T00:00:00&per_page=1&page_no=";
    for (int page = 1; page <= 2; page++) {
      var listed = Caller.object(motive.get(query + page, "X-User-Id", "503"));
      assertEquals(1, listed.items("messages").size());
      assertEquals(2, listed.object("pagination").number("total").intValueExact());
    }
    var ofAna = Caller.object(motive.get(query + 1, "X-User-Id", "501"));
    assertTrue(ofAna.items("messages").isEmpty());
    assertEquals(400, motive.get(query + 1).statusCode());
    assertEquals(400, motive.post("/v2/messages", body).statusCode());
    assertEquals(422, motive.post("/v2/messages", body, "X-User-Id", "501").statusCode());
  }

  @Test
  void tellsEveryFaultByField() throws Exception {
    var refused = motive.post("/v1/users", "{\"role\":\"king\",\"last_name\":7,\"extra\":1}");
    assertEquals(422, refused.statusCode());
    var errors = Caller.object(refused).object("errors");
    assertEquals(Set.of("role", "first_name", "last_name", "extra"), errors.fields().keySet());
  }

  @Test
  void createsChangesAndFindsByExternalId() throws Exception {
    var created = Caller.object(motive.post("/v1/vehicles", VEHICLE)).object("vehicle");
    String id = String.valueOf(created.number("id"));
    assertEquals(422, motive.post("/v1/vehicles", VEHICLE).statusCode());
    var changed = motive.call("PUT", "/v1/vehicles/" + id, "{\"status\":\"deactivated\"}");
    assertEquals("deactivated", Caller.object(changed).object("vehicle").text("status"));
    String query = "/v1/vehicles/lookup_by_external_id?integration_name=gladhand&external_id=";
    var found = Caller.object(motive.get(query + "987")).object("vehicle");
    assertEquals(created.get("id"), found.get("id"));
    assertEquals(404, motive.get(query + "986").statusCode());
    assertEquals(404, motive.call("PUT", "/v1/vehicles/1", "{}").statusCode());
  }

  @Test
  void trailersNeedWhatIsDocumented() throws Exception {
    assertEquals(422, motive.post("/v1/assets", "{\"name\":\"A\"}").statusCode());
    var created =
        motive.post(
            "/v1/assets",
            "{\"name\":\"A\",\"type\":\"reefer\",\"make\":\"m\",\"model\":\"x\",\"year\":\"2020\"}");
    assertEquals(200, created.statusCode());
    assertEquals("trailer", applied("motive").getFirst().resource());
  }

  @Test
  void fuelPurchasesNameAVehicleAndADriver() throws Exception {
    String body =
        "{\"vehicle_id\":601,\"driver_id\":%d,\"purchased_at\":\"2026-01-02\",\"jurisdiction\":\"AL\","
            + "\"fuel_type\":\"diesel\",\"fuel\":12.345,\"fuel_unit\":\"gal\",\"ref_no\":\"r\"}";
    assertEquals(200, motive.post("/v1/fuel_purchases", body.formatted(501)).statusCode());
    assertEquals(422, motive.post("/v1/fuel_purchases", body.formatted(9)).statusCode());
    assertEquals(new Json.Num("12.345"), applied("motive").getFirst().fields().get("fuel"));
  }

  @Test
  void listsInPagesAndRefusesAWrongKey() throws Exception {
    control.post("/_sandbox/motive/vehicles", "{\"count\":60,\"number\":\"N\"}");
    var page = Caller.object(motive.get("/v1/vehicles?per_page=50&page_no=2"));
    assertEquals(12, page.items("vehicles").size());
    assertEquals(62, page.object("pagination").number("total").intValueExact());
    assertTrue(((Json.Obj) page.items("vehicles").getFirst()).get("vehicle") instanceof Json.Obj);
    assertEquals(401, motive.get("/v1/vehicles", "X-Api-Key", "other").statusCode());
  }
}
