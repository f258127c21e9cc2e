package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GeotabTest extends SandboxTest {
  private static final String LOGIN =
      "\"database\":\"sandbox\",\"userName\":\"gladhand@sandbox.example\",";
  private final Caller geotab = new Caller(server.geotabUrl(), "Content-Type", "application/json");

  @AfterEach
  void closeCaller() {
    geotab.close();
  }

  private Json.Obj authenticate(String password) throws Exception {
    return Caller.object(
        geotab.post(
            "/apiv1",
            "{\"method\":\"Authenticate\",\"params\":{"
                + LOGIN
                + "\"password\":\""
                + password
                + "\"}}"));
  }

  private String session() throws Exception {
    var credentials =
        authenticate("geotab-sandbox-password").object("result").object("credentials");
    return String.valueOf(credentials.text("sessionId"));
  }

  private Json.Obj call(String method, String params, String session) throws Exception {
    return Caller.object(
        geotab.post(
            "/apiv1",
            "{\"method\":\"%s\",\"params\":{%s,\"credentials\":{%s\"sessionId\":\"%s\"}}}"
                .formatted(method, params, LOGIN, session)));
  }

  private static String type(Json.Obj answer) {
    return String.valueOf(answer.object("error").object("data").text("type"));
  }

  private static String entity(String type, String entity) {
    return "\"typeName\":\"" + type + "\",\"entity\":" + entity;
  }

  @Test
  void letsInByPasswordTenTimesAMinute() throws Exception {
    for (var i = 0; i < 10; i++) {
      assertEquals("InvalidUserException", type(authenticate("wrong")));
    }
    var limited =
        geotab.post(
            "/apiv1",
            "{\"method\":\"Authenticate\",\"params\":{" + LOGIN + "\"password\":\"wrong\"}}");
    assertEquals(200, limited.statusCode());
    assertEquals("OverLimitException", type(Caller.object(limited)));
    assertTrue(limited.headers().firstValue("Retry-After").isPresent());
  }

  @Test
  void aSessionEndsAndIsGoodForOneServerAlone() throws Exception {
    var session = session();
    var users = "\"typeName\":\"User\",\"search\":{\"name\":\"ANA@sandbox.example\"}";
    assertEquals(1, call("Get", users, session).items("result").size());
    server.geotab().change(Json.obj("end_sessions", true));
    assertEquals("InvalidUserException", type(call("Get", users, session)));
    server.geotab().change(Json.obj("moves", true));
    var moved = authenticate("geotab-sandbox-password").object("result");
    assertEquals(server.otherGeotabUrl(), "http://" + moved.text("path"));
    var there = String.valueOf(moved.object("credentials").text("sessionId"));
    assertEquals("InvalidUserException", type(call("Get", users, there)));
  }

  @Test
  void tellsTheDeviceOfADriverAndTheLastDriverOfADevice() throws Exception {
    var session = session();
    var search = "\"typeName\":\"DeviceStatusInfo\",\"search\":{\"userSearch\":{\"id\":\"%s\"}}";
    var ana = (Json.Obj) call("Get", search.formatted("b5"), session).items("result").getFirst();
    assertEquals("b1", ana.object("device").text("id"));
    assertEquals(Json.of(false), ana.get("isHistoricLastDriver"));
    var ben = (Json.Obj) call("Get", search.formatted("b6"), session).items("result").getFirst();
    assertEquals(Json.of(true), ben.get("isHistoricLastDriver"));
    assertEquals("ArgumentException", type(call("Add", entity("DeviceStatusInfo", "{}"), session)));
  }

  @Test
  void setBlanksWhatItIsNotSent() throws Exception {
    var session = session();
    assertEquals(
        "ArgumentException", type(call("Set", entity("Device", "{\"name\":\"x\"}"), session)));
    var groups = "\"groups\":[{\"id\":\"GroupCompanyId\"},{\"id\":\"GroupVehicleId\"}]";
    call(
        "Set",
        entity("Device", "{\"id\":\"b1\",\"Name\":\"y\",\"name\":\"x\"," + groups + "}"),
        session);
    var search = "\"typeName\":\"Device\",\"search\":{\"id\":\"b1\"}";
    var now = (Json.Obj) call("Get", search, session).items("result").getFirst();
    assertEquals("x", now.text("name"));
    assertEquals("", now.text("licensePlate"));
  }

  @Test
  void refusesWhatIsIncomplete() throws Exception {
    var session = session();
    for (var bad :
        new String[] {
          entity("Device", "{\"name\":\"x\",\"groups\":[]}"),
          entity("User", "{\"name\":\"x\",\"companyGroups\":[{\"id\":\"a\"}]}"),
          entity("TextMessage", "{\"recipient\":{\"id\":\"b5\"}}"),
          entity("Unheard", "{}")
        }) {
      assertEquals("ArgumentException", type(call("Add", bad, session)), bad);
    }
    assertEquals("ArgumentNullException", type(call("Add", entity("DVIRLog", "{}"), session)));
    assertEquals(
        "MissingMethodException", type(call("Frobnicate", "\"typeName\":\"User\"", session)));
    assertEquals("JsonSerializerException", type(Caller.object(geotab.post("/apiv1", "{'a':1}"))));
  }

  @Test
  void knowsAFuelTransactionAgain() throws Exception {
    var session = session();
    var fuel =
        entity(
            "FuelTransaction",
            "{\"dateTime\":\"2026-11-20T08:00:00.000Z\",\"volume\":10,\"externalReference\":\"k\"}");
    var added = call("Add", fuel, session);
    assertTrue(String.valueOf(added.text("result")).startsWith("b"));
    assertEquals("DuplicateException", type(call("Add", fuel, session)));
    assertFalse(server.timesApplied("geotab").isEmpty());
  }

  @Test
  void tellsWhatIsLeftAndRefusesTheRest() throws Exception {
    var session = session();
    server.geotab().change(Json.obj("calls_a_minute", 1));
    var users = "\"typeName\":\"User\",\"search\":{}";
    var first =
        geotab.post(
            "/apiv1",
            "{\"method\":\"Get\",\"params\":{%s,\"credentials\":{%s\"sessionId\":\"%s\"}}}"
                .formatted(users, LOGIN, session));
    assertEquals("0", first.headers().firstValue("X-Rate-Limit-Remaining").orElse(""));
    assertEquals("OverLimitException", type(call("Get", users, session)));
  }
}
