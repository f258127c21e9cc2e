package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.samsara.SamsaraProvider;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SamsaraRecordsTest extends SandboxTest {
  private static final String DRIVER =
      "{\"name\":\"Sam Lee\",\"username\":\"samlee\",\"password\":\"secret-1\",\"externalIds\":{\"gladhand\":\"d-1\"}}";
  private static final String VEHICLE = Long.toString(SamsaraProvider.FIRST_VEHICLE);
  private static final String TRAILER = Long.toString(SamsaraProvider.FIRST_TRAILER);
  private static final String USER = Long.toString(SamsaraProvider.FIRST_USER);
  private static final String FUEL =
      "{\"transactionReference\":\"0123456789abcdef0123456789abcdef\",\"transactionTime\":\"2026-01-02T03:04:05Z\","
          + "\"transactionLocation\":\"1.0, 2.0\",\"fuelQuantityLiters\":\"12.5\","
          + "\"transactionPrice\":{\"amount\":\"40.10\",\"currency\":\"usd\"},\"vehicleId\":\""
          + VEHICLE
          + "\",\"driverId\":\""
          + Caller.ANA
          + "\",\"iftaFuelType\":\"Diesel\"}";

  @Test
  void createsADriverAndFindsItByIdAndExternalId() throws Exception {
    var created = samsara.post("/fleet/drivers", DRIVER);
    assertEquals(200, created.statusCode());
    String id = Caller.data(created).text("id");
    assertTrue(id.matches("\\d{18}"), id);
    assertFalse(created.body().contains("secret-1"));
    assertEquals("active", Caller.data(created).text("driverActivationStatus"));
    assertEquals(id, Caller.data(samsara.get("/fleet/drivers/" + id)).text("id"));
    assertEquals(id, Caller.data(samsara.get("/fleet/drivers/gladhand:d-1")).text("id"));
    assertEquals(id, Caller.data(samsara.get("/fleet/drivers/gladhand%3Ad-1")).text("id"));
    assertEquals(404, samsara.get("/fleet/drivers/gladhand:other").statusCode());
    assertFalse(applied("samsara").getFirst().fields().write().contains("secret-1"));
  }

  @Test
  void deactivatedDriversLeaveTheListAndGetNoMessages() throws Exception {
    String id = Caller.data(samsara.post("/fleet/drivers", DRIVER)).text("id");
    var update =
        samsara.call(
            "PATCH", "/fleet/drivers/" + id, "{\"driverActivationStatus\":\"deactivated\"}");
    assertEquals(200, update.statusCode());
    assertFalse(samsara.get("/fleet/drivers").body().contains(id));
    assertTrue(
        samsara.get("/fleet/drivers?driverActivationStatus=deactivated").body().contains(id));
    assertEquals(400, samsara.post("/v1/fleet/messages", Caller.message("x", id)).statusCode());
  }

  @Test
  void usernamesAndExternalIdsAreTakenOnce() throws Exception {
    samsara.post("/fleet/drivers", DRIVER);
    assertEquals(400, samsara.post("/fleet/drivers", DRIVER).statusCode());
    String other = DRIVER.replace("samlee", "other");
    assertEquals(409, samsara.post("/fleet/drivers", other).statusCode());
    assertEquals(
        409,
        samsara
            .post(
                "/assets",
                "{\"name\":\"T\",\"type\":\"trailer\",\"externalIds\":{\"gladhand\":\"d-1\"}}")
            .statusCode());
    server.samsara().change(Json.obj("conflict_status", 400));
    assertEquals(400, samsara.post("/fleet/drivers", other).statusCode());
    assertEquals(1, applied("samsara").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"u\",\"password\":\"p\"}",
        "{\"name\":\"n\",\"password\":\"p\"}",
        "{\"name\":\"n\",\"username\":\"u\"}",
        "{\"name\":\"n\",\"username\":\"u v\",\"password\":\"p\"}",
        "{\"name\":\"n\",\"username\":\"u@v\",\"password\":\"p\"}",
        "{\"name\":\"n\",\"username\":\"u\",\"password\":\"p\",\"timezone\":\"Mars/Olympus\"}",
        "{\"name\":\"n\",\"username\":\"u\",\"password\":\"p\",\"eldExempt\":\"true\"}",
        "{\"name\":\"n\",\"username\":\"u\",\"password\":\"p\",\"phone\":null}",
        "{\"name\":\"n\",\"username\":\"u\",\"password\":\"p\",\"carrierSettings\":{\"dotNumber\":\"1\"}}",
        "{\"name\":\"n\",\"username\":\"u\",\"password\":\"p\",\"driverActivationStatus\":\"active\"}",
        "{\"name\":\"n\",\"username\":\"u\",\"password\":\"p\",\"unknown\":1}"
      })
  void refusesDriversThatAreNotAsDocumented(String body) throws Exception {
    var response = samsara.post("/fleet/drivers", body);
    assertEquals(400, response.statusCode());
    assertNotNull(Caller.object(response).text("requestId"));
    assertNotNull(Caller.object(response).text("message"));
  }

  @Test
  void tagScopedTokensNeedTags() throws Exception {
    String[] scoped = {"Authorization", "Bearer samsara-tag-scoped-token"};
    assertEquals(400, samsara.post("/fleet/drivers", DRIVER, scoped).statusCode());
    String tagged = DRIVER.replace("{\"name\"", "{\"tagIds\":[\"12\"],\"name\"");
    assertEquals(200, samsara.post("/fleet/drivers", tagged, scoped).statusCode());
  }

  @Test
  void vehiclesAreChangedButNotCreatedInTheFleet() throws Exception {
    assertEquals(405, samsara.post("/fleet/vehicles", "{}").statusCode());
    var changed =
        samsara.call(
            "PATCH",
            "/fleet/vehicles/" + VEHICLE,
            "{\"notes\":\"n\",\"licensePlate\":\"AB 123\",\"vin\":\"1FUJA6CV83LK25161\",\"externalIds\":{\"k\":\"v\"}}");
    assertEquals(200, changed.statusCode());
    assertEquals("AB 123", Caller.data(samsara.get("/fleet/vehicles/k:v")).text("licensePlate"));
    assertEquals(400, samsara.call("PATCH", "/fleet/vehicles/k:v", "{\"vin\":\"\"}").statusCode());
    var cleared = samsara.call("PATCH", "/fleet/vehicles/k:v", "{\"notes\":\"\"}");
    assertNull(Caller.data(cleared).get("notes"));
    assertEquals(
        400, samsara.call("PATCH", "/fleet/vehicles/k:v", "{\"make\":\"x\"}").statusCode());
    assertEquals(
        400, samsara.call("PATCH", "/fleet/vehicles/k:v", "{\"notes\":null}").statusCode());
    assertEquals(
        400,
        samsara
            .call("PATCH", "/fleet/vehicles/k:v", "{\"licensePlate\":\"1234567890123\"}")
            .statusCode());
    assertEquals(404, samsara.call("PATCH", "/fleet/vehicles/" + TRAILER, "{}").statusCode());
  }

  @Test
  void assetsAreCreatedMergedAndFiltered() throws Exception {
    var created =
        samsara.post(
            "/assets",
            "{\"name\":\"Van\",\"type\":\"trailer\",\"make\":\"M\",\"model\":\"X\",\"year\":2020,"
                + "\"notes\":\"old\",\"externalIds\":{\"gladhand\":\"t-9\"}}");
    String id = Caller.data(created).text("id");
    var patched = samsara.call("PATCH", "/assets?id=" + id, "{\"notes\":\"new\",\"year\":2021}");
    assertEquals(200, patched.statusCode());
    assertEquals("new", Caller.data(patched).text("notes"));
    for (var refused : List.of("{\"notes\":null}", "{\"tagIds\":[\"12\"]}", "{\"vin\":\"\"}")) {
      assertEquals(400, samsara.call("PATCH", "/assets?id=" + id, refused).statusCode(), refused);
    }
    assertEquals(new Json.Num("2021"), Caller.data(patched).get("year"));
    var found = samsara.get("/assets?type=trailer&externalIds=gladhand%3At-9");
    assertEquals(1, Caller.object(found).items("data").size());
    assertFalse(found.body().contains("externalIds"));
    var withIds = samsara.get("/assets?externalIds=gladhand:t-9&includeExternalIds=true");
    assertTrue(withIds.body().contains("t-9"));
    assertTrue(
        Caller.object(samsara.get("/assets?type=vehicle&externalIds=gladhand:t-9"))
            .items("data")
            .isEmpty());
    assertEquals("Van", Caller.data(samsara.get("/fleet/trailers/" + id)).text("name"));
    assertEquals(400, samsara.call("PATCH", "/assets", "{}").statusCode());
    assertEquals(404, samsara.call("PATCH", "/assets?id=1", "{}").statusCode());
    assertEquals(400, samsara.post("/assets", "{\"name\":\"x\",\"year\":\"2020\"}").statusCode());
  }

  @Test
  void usersHaveIdsOfTheirOwn() throws Exception {
    String body =
        "{\"name\":\"Pat\",\"email\":\"pat@example.com\",\"authType\":\"default\",\"roles\":[{\"roleId\":\"1\"}]}";
    var created = samsara.post("/users", body);
    assertEquals(200, created.statusCode());
    assertEquals(400, samsara.post("/users", body).statusCode());
    String id = Caller.data(created).text("id");
    assertEquals(200, samsara.call("PATCH", "/users/" + id, "{\"name\":\"Pat B\"}").statusCode());
    assertEquals(400, samsara.call("PATCH", "/users/" + id, "{\"email\":\"x@y\"}").statusCode());
    assertTrue(samsara.get("/users").body().contains("Pat B"));
    assertEquals(404, samsara.get("/fleet/drivers/" + id).statusCode());
  }

  @Test
  void inspectionsAreWrittenByUsersAboutSomething() throws Exception {
    String body = "{\"authorId\":\"%s\",\"safetyStatus\":\"safe\",\"type\":\"%s\"%s}";
    String about = ",\"vehicleId\":\"" + VEHICLE + "\",\"odometerMeters\":1609";
    var created = samsara.post("/fleet/dvirs", body.formatted(USER, "mechanic", about));
    assertEquals(200, created.statusCode());
    assertEquals(VEHICLE, Caller.data(created).object("vehicle").text("id"));
    assertEquals(400, dvir(body.formatted(Caller.ANA, "mechanic", about)).statusCode());
    assertEquals(400, dvir(body.formatted(USER, "preTrip", about)).statusCode());
    assertEquals(400, dvir(body.formatted(USER, "mechanic", "")).statusCode());
    assertEquals(
        400,
        dvir(body.formatted(USER, "mechanic", ",\"trailerId\":\"" + VEHICLE + "\"")).statusCode());
  }

  @Test
  void aTransactionReferenceIsTakenOnce() throws Exception {
    var created = samsara.post("/fuel-purchase", FUEL);
    assertEquals(200, created.statusCode());
    assertNotNull(Caller.data(created).text("uuid"));
    assertEquals(409, samsara.post("/fuel-purchase", FUEL).statusCode());
    assertEquals(1, applied("samsara").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"12.5\"|12.5",
        "\"usd\"|\"USD\"",
        "\"40.10\"|40.10",
        "T03:04:05Z|T03:04:05",
        "0123456789abcdef0123|x_",
        "\"Diesel\"|\"diesel\"",
        "281474976710657001|1",
        "1.0, 2.0|''"
      })
  void fuelPurchasesAreAsDocumented(String from, String to) throws Exception {
    assertEquals(
        400, samsara.post("/fuel-purchase", FUEL.replace(from, to.replace("''", ""))).statusCode());
  }

  @Test
  void aRefreshTokenWorksOnce() throws Exception {
    String form = "grant_type=refresh_token&refresh_token=";
    String first = form + "samsara-sandbox-refresh-token";
    HttpResponse<String> token = token(first);
    assertEquals(200, token.statusCode());
    String access = Caller.object(token).text("access_token");
    assertEquals(200, samsara.get("/me", "Authorization", "Bearer " + access).statusCode());
    assertEquals(400, token(first).statusCode());
    assertEquals("invalid_grant", Caller.object(token(first)).text("error"));
    String second = form + Caller.object(token).text("refresh_token");
    assertEquals(200, token(second).statusCode());
    server.samsara().expireAccessTokens();
    assertEquals(401, samsara.get("/me", "Authorization", "Bearer " + access).statusCode());
    assertEquals(
        401,
        samsara
            .post("/oauth2/token", second, "Content-Type", "application/x-www-form-urlencoded")
            .statusCode());
  }

  private HttpResponse<String> token(String form) throws Exception {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                "samsara-sandbox-client:samsara-sandbox-secret".getBytes(StandardCharsets.UTF_8));
    return samsara.post(
        "/oauth2/token",
        form,
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Authorization",
        "Basic " + basic);
  }

  private HttpResponse<String> dvir(String body) throws Exception {
    return samsara.post("/fleet/dvirs", body);
  }
}
