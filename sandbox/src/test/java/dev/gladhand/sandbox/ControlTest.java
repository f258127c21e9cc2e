package dev.gladhand.sandbox;

import static dev.gladhand.sandbox.Caller.ANA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlTest extends SandboxTest {
  private static final String PATH = "/v1/fleet/messages";

  @Test
  void theJournalShowsRequestsAsTheyWereReceived() throws Exception {
    String body = "{ \"driverIds\": [" + ANA + "],  \"text\": \"spaced\" }";
    samsara.post(PATH + "?x=1", body);
    samsara.post(PATH, "nonsense");
    var items = Caller.object(control.get("/_sandbox/journal?provider=samsara")).items("items");
    var first = (Json.Obj) items.getFirst();
    assertEquals(body, first.text("body"));
    assertEquals(PATH + "?x=1", first.text("target"));
    assertEquals("POST", first.text("method"));
    assertEquals(1, first.number("applied").intValueExact());
    assertEquals("Bearer samsara-sandbox-token", first.object("headers").text("Authorization"));
    assertEquals(400, ((Json.Obj) items.getLast()).number("status").intValueExact());
    var filtered = control.get("/_sandbox/journal?contains=spaced&path=/v1/fleet/.*&method=post");
    assertEquals(1, Caller.object(filtered).items("items").size());
    var later = control.get("/_sandbox/journal?after=" + first.number("sequence"));
    assertEquals(1, Caller.object(later).items("items").size());
  }

  @Test
  void appliedWritesAndRepeatsAreTold() throws Exception {
    samsara.post(PATH, Caller.message("once", ANA));
    samsara.post(PATH, Caller.message("twice", ANA));
    samsara.post(PATH, Caller.message("twice", ANA));
    var applied = control.get("/_sandbox/applied?provider=samsara&resource=message&contains=twice");
    assertEquals(2, Caller.object(applied).items("items").size());
    var repeats = Caller.object(control.get("/_sandbox/repeats")).object("samsara");
    assertEquals(Json.obj(ANA + ":twice", 2), repeats.object("applied_again"));
    assertEquals(Json.obj(ANA + ":twice", 2), repeats.object("received_again"));
    assertEquals(Map.of(ANA + ":once", 1, ANA + ":twice", 2), server.timesApplied("samsara"));
    assertEquals(204, control.call("DELETE", "/_sandbox/journal", null).statusCode());
    assertTrue(server.journal().received(Query.all()).isEmpty());
  }

  @Test
  void faultsAreAddedListedAndTakenAway() throws Exception {
    var added =
        control.post(
            "/_sandbox/faults",
            "{\"provider\":\"samsara\",\"path\":\"/v1/.*\",\"times\":1,\"fault\":{\"kind\":\"respond\","
                + "\"status\":429,\"headers\":{\"Retry-After\":\"0.4\"},\"body\":{\"message\":\"slow\"}}}");
    assertEquals(201, added.statusCode());
    var answer = samsara.post(PATH, Caller.message("x", ANA));
    assertEquals(429, answer.statusCode());
    assertEquals("{\"message\":\"slow\"}", answer.body());
    assertEquals(200, samsara.post(PATH, Caller.message("x", ANA)).statusCode());
    var rule = (Json.Obj) Caller.object(control.get("/_sandbox/faults")).items("items").getFirst();
    assertEquals(1, rule.number("hits").intValueExact());
    assertEquals(204, control.call("DELETE", "/_sandbox/faults", null).statusCode());
    assertTrue(server.faults().list().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "{\"fault\":{\"kind\":\"other\"}}",
        "{\"fault\":{\"kind\":\"hang\"},\"typo\":1}",
        "{\"fault\":{\"kind\":\"hang\"},\"path\":\"(\"}",
        "{\"fault\":{\"kind\":\"hang\"},\"times\":0}",
        "{\"fault\":{\"kind\":\"reset\",\"when\":\"never\"}}",
        "{\"fault\":{\"kind\":\"reset\",\"when\":\"before_reading\"},\"contains\":\"x\"}",
        "not json"
      })
  void rulesThatMakeNoSenseAreRefused(String body) throws Exception {
    assertEquals(400, control.post("/_sandbox/faults", body).statusCode());
    assertTrue(server.faults().list().isEmpty());
  }

  @Test
  void rateLimitsAnswer429WithAFraction() throws Exception {
    control.call(
        "PATCH",
        "/_sandbox/settings",
        "{\"samsara\":{\"rate_limits\":[{\"path\":\"/v1/.*\",\"per_minute\":2,\"strict\":true}]}}");
    int limited = 0;
    String retryAfter = null;
    for (int i = 0; i < 5; i++) {
      var response = samsara.post(PATH, Caller.message("m" + i, ANA));
      if (response.statusCode() == 429) {
        limited++;
        retryAfter = response.headers().firstValue("Retry-After").orElseThrow();
      }
    }
    assertEquals(3, limited);
    assertTrue(retryAfter.matches("\\d{2}\\.\\d{3}"), retryAfter);
    assertEquals(2, applied("samsara").size());
    assertEquals(200, samsara.get("/fleet/drivers").statusCode());
  }

  @Test
  void settingsChangeTokensAndLatency() throws Exception {
    control.call(
        "PATCH", "/_sandbox/settings", "{\"samsara\":{\"tokens\":[\"new\"],\"latency_ms\":30}}");
    long begun = System.nanoTime();
    assertEquals(401, samsara.get("/fleet/drivers").statusCode());
    assertTrue(System.nanoTime() - begun >= 30_000_000L);
    assertEquals(200, samsara.get("/fleet/drivers", "Authorization", "Bearer new").statusCode());
    assertEquals(
        400, control.call("PATCH", "/_sandbox/settings", "{\"samsara\":{\"x\":1}}").statusCode());
    control.post("/_sandbox/reset", "");
    assertEquals(200, samsara.get("/fleet/drivers").statusCode());
  }

  @Test
  void driversAreSeededOneByOneOrInBulk() throws Exception {
    control.post("/_sandbox/samsara/drivers", "{\"id\":\"77\",\"name\":\"Zoe\"}");
    assertEquals(200, samsara.post(PATH, Caller.message("hi", "77")).statusCode());
    var bulk = control.post("/_sandbox/samsara/drivers", "{\"count\":1000,\"name\":\"Driver\"}");
    assertEquals(1000, Caller.object(bulk).items("ids").size());
    var page = Caller.object(samsara.get("/fleet/drivers?limit=512"));
    assertEquals(512, page.items("data").size());
    assertEquals(Boolean.TRUE, page.object("pagination").bool("hasNextPage"));
    String cursor = page.object("pagination").text("endCursor");
    var rest = Caller.object(samsara.get("/fleet/drivers?limit=512&after=" + cursor));
    assertEquals(1006 - 512, rest.items("data").size());
    assertEquals(Boolean.FALSE, rest.object("pagination").bool("hasNextPage"));
  }

  @Test
  void theJournalKeepsNoMoreThanItMay() throws Exception {
    try (var small = SandboxServer.start(SandboxOptions.defaults().journal(10, 1 << 20));
        var caller = Caller.samsara(small)) {
      for (int i = 0; i < 25; i++) {
        caller.post(PATH, Caller.message("m" + i, ANA));
      }
      assertEquals(10, small.journal().received(Query.all()).size());
      assertEquals(10, small.journal().applied(Query.all()).size());
      assertEquals(25L, small.journal().totals().get("samsara.received"));
    }
    try (var light = SandboxServer.start(SandboxOptions.defaults().journal(1000, 50_000));
        var caller = Caller.samsara(light)) {
      for (int i = 0; i < 40; i++) {
        caller.post(PATH, Caller.message("x".repeat(2000) + i, ANA));
      }
      assertTrue(light.journal().received(Query.all()).size() < 25);
    }
  }

  @Test
  void theOverviewNamesEveryPort() throws Exception {
    var providers = Caller.object(control.get("/_sandbox")).object("providers");
    assertEquals(server.samsaraUrl(), providers.object("samsara").text("url"));
    assertEquals(server.superOfficeUrl(), providers.object("superoffice").text("url"));
    assertNull(providers.text("unknown"));
    assertEquals(404, control.get("/_sandbox/unknown").statusCode());
  }
}
