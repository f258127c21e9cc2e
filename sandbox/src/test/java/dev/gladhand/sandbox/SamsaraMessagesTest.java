package dev.gladhand.sandbox;

import static dev.gladhand.sandbox.Caller.ANA;
import static dev.gladhand.sandbox.Caller.BEN;
import static dev.gladhand.sandbox.Caller.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SamsaraMessagesTest extends SandboxTest {
  private static final String PATH = "/v1/fleet/messages";

  @Test
  void answersOneEntryForEachDriver() throws Exception {
    var response = samsara.post(PATH, message("Dock 4 – grüße 🚚", ANA, BEN));
    assertEquals(200, response.statusCode());
    assertEquals(
        "{\"data\":[{\"driverId\":"
            + ANA
            + ",\"text\":\"Dock 4 – grüße 🚚\"},{\"driverId\":"
            + BEN
            + ",\"text\":\"Dock 4 – grüße 🚚\"}]}",
        response.body());
    assertEquals(2, applied("samsara").size());
    assertEquals(ANA + ":Dock 4 – grüße 🚚", applied("samsara").getFirst().key());
  }

  @Test
  void leavesUnknownDriversOutOfTheAnswer() throws Exception {
    var response = samsara.post(PATH, message("hi", ANA, "42"));
    assertEquals(1, Caller.object(response).items("data").size());
    assertEquals(400, samsara.post(PATH, message("hi", "42")).statusCode());
    assertEquals(1, applied("samsara").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "{\"driverIds\":[],\"text\":\"x\"}",
        "{\"driverIds\":[\"281474976710656001\"],\"text\":\"x\"}",
        "{\"driverIds\":[281474976710656001.5],\"text\":\"x\"}",
        "{\"driverIds\":281474976710656001,\"text\":\"x\"}",
        "{\"driverIds\":[281474976710656001]}",
        "{\"driverIds\":[281474976710656001],\"text\":\"\"}",
        "{\"driverIds\":[281474976710656001],\"text\":7}",
        "{\"driverIds\":[281474976710656001],\"text\":\"x\",\"priority\":\"high\"}",
        "{\"driverIds\":[281474976710656001],\"text\":\"x\",\"text\":\"y\"}",
        "{\"driverIds\":[281474976710656001],\"text\":\"x\"} trailing"
      })
  void refusesWhatIsNotDocumentedWithABareString(String body) throws Exception {
    var response = samsara.post(PATH, body);
    assertEquals(400, response.statusCode());
    assertInstanceOf(Json.Text.class, Json.read(response.body()));
    assertTrue(applied("samsara").isEmpty());
  }

  @Test
  void takes2500CharactersAndNotOneMore() throws Exception {
    assertEquals(200, samsara.post(PATH, message("a".repeat(2500), ANA)).statusCode());
    assertEquals(400, samsara.post(PATH, message("a".repeat(2501), ANA)).statusCode());
  }

  @Test
  void listsSentMessagesNewestFirst() throws Exception {
    samsara.post(PATH, message("first", ANA));
    samsara.post(PATH, message("second", BEN));
    var listed = Caller.object(samsara.get(PATH + "?durationMs=60000")).items("data");
    assertEquals("second", ((Json.Obj) listed.getFirst()).text("text"));
    assertEquals(new Json.Num(ANA), ((Json.Obj) listed.getLast()).get("driverId"));
    assertTrue(Caller.object(samsara.get(PATH + "?endMs=1000")).items("data").isEmpty());
  }

  @Test
  void theListCanLagBehind() throws Exception {
    server.samsara().change(Json.obj("sent_list_delay_ms", 60_000));
    samsara.post(PATH, message("sent", ANA));
    assertTrue(Caller.object(samsara.get(PATH)).items("data").isEmpty());
    server.samsara().change(Json.obj("sent_list_delay_ms", 0));
    assertEquals(1, Caller.object(samsara.get(PATH)).items("data").size());
  }

  @Test
  void refusesAWrongToken() throws Exception {
    var wrong = samsara.post(PATH, message("x", ANA), "Authorization", "Bearer other");
    assertEquals(401, wrong.statusCode());
    assertInstanceOf(Json.Text.class, Json.read(wrong.body()));
    var readOnly =
        samsara.post(PATH, message("x", ANA), "Authorization", "Bearer samsara-read-only-token");
    assertEquals(403, readOnly.statusCode());
  }

  @Test
  void refusesOtherContentTypesMethodsAndPaths() throws Exception {
    assertEquals(
        415, samsara.post(PATH, message("x", ANA), "Content-Type", "text/plain").statusCode());
    var put = samsara.call("PUT", PATH, "{}");
    assertEquals(405, put.statusCode());
    assertEquals("GET, POST", put.headers().firstValue("Allow").orElseThrow());
    assertEquals(404, samsara.get("/fleet/nothing").statusCode());
  }
}
