package dev.gladhand.e2e.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.ProviderBench;
import dev.gladhand.e2e.world.ProviderBench.Case;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.webfleet.WebfleetProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each write that Webfleet takes, on the built program. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class WebfleetTest {
  private static final String ALWAYS =
      "account=sandbox&apikey=webfleet-sandbox-key&action=%s"
          + "&lang=en&outputformat=json&useUTF8=true&useISO8601=true";
  private static final Case MESSAGE =
      Case.of(
          "POST",
          "messages",
          "\"recipient_id\":\"{ana}\",\"message_text\":\"Dock {n}\"}",
          text("1-601", "Dock%20{n}"));

  @Parameter private Stores.Kind kind;
  private World world;
  private ProviderBench webfleet;

  private static String text(String object, String words) {
    return ALWAYS.formatted("sendTextMessageExtern")
        + "&objectuid="
        + object
        + "&messagetext="
        + words;
  }

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    set("windows", false);
    webfleet = connected(",\"rate_limit\":{\"per_second\":1000}");
  }

  private ProviderBench connected(String more) {
    return new ProviderBench(
        world,
        "webfleet",
        WebfleetProvider::isWrite,
        """
        {"source_name":"webfleet",
         "credentials":{"account":"sandbox","username":"gladhand",
           "password":"webfleet-sandbox-password","api_key":"webfleet-sandbox-key"},
         "settings":{"base_url":"%s","driver_objects":{"1-503":"1-602"}%s}}"""
            .formatted(world.sandbox().webfleetUrl(), more),
        "ana",
        "user",
        "1-501",
        "eva",
        "user",
        "1-503",
        "nobody",
        "user",
        "1-999",
        "truck",
        "vehicle",
        "1-601",
        "trailer",
        "trailer",
        "1-602");
  }

  @AfterParameterizedClassInvocation
  void calm() {
    world.sandbox().faults().clear();
    set("call_ms", 0);
    set("errors_in", "header");
  }

  private void set(String name, Object value) {
    world.sandbox().port("webfleet").provider().change(Json.obj(name, value));
  }

  static List<Case> writes() {
    return List.of(
        MESSAGE,
        Case.of(
            "POST",
            "group-messages",
            "\"sender_id\":\"{ana}\",\"recipient_ids\":[\"{ana}\",\"{eva}\"],\"message_text\":\"All {n}\"}",
            text("1-601", "All%20{n}"),
            text("1-602", "All%20{n}")),
        Case.of(
            "POST",
            "users",
            "\"first_name\":\"Zo\u00eb\",\"last_name\":\"Q\",\"employee_number\":\"E{n}\"}",
            ALWAYS.formatted("insertDriverExtern") + "&name=Zo%C3%AB%20Q&driverno=E{n}"),
        Case.of(
            "PATCH",
            "users/{ana}",
            "\"phone_number\":\"+49 {n}\"}",
            ALWAYS.formatted("updateDriverExtern") + "&driveruid=1-501&telmobile=%2B49%20{n}"),
        Case.of(
            "PATCH",
            "vehicles/{truck}",
            "\"vehicle_name\":\"Truck {n}\"}",
            ALWAYS.formatted("updateVehicle") + "&objectuid=1-601&denotation=Truck%20{n}"),
        Case.of(
            "PATCH",
            "trailers/{trailer}",
            "\"license_plate_number\":\"P {n}\"}",
            ALWAYS.formatted("updateVehicle") + "&objectuid=1-602&licenseplatenumber=P%20{n}"));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void exactlyTheDocumentedRequestsAreSentNowOrLater(Case write) {
    for (var query : List.of("", "?is_sync=true")) {
      var number = Fleet.number();
      var before = webfleet.lastRequest();
      var reply = webfleet.write(write, number, query).expect(query.isEmpty() ? 202 : 200).json();
      var done = query.isEmpty() ? webfleet.ended(reply) : reply;
      assertEquals("success", done.get("status").asText(), done::toString);
      var sent = webfleet.writesSince(before);
      assertEquals(
          write.sent().stream().map(one -> webfleet.fill(one, number)).toList(),
          sent.stream().map(one -> one.bodyText()).toList());
      assertTrue(sent.stream().allMatch(one -> one.target().equals("/extern")));
    }
  }

  @Test
  void aDryRunShowsTheVehicleOfTheDriverAndNoSecret() {
    var shown = webfleet.write(MESSAGE, 7, "?dry_run=true").expect(200).raw().body();
    assertTrue(shown.contains("objectuid=1-601"), shown);
    assertFalse(shown.contains("webfleet-sandbox"), shown);
    var nowhere =
        Case.of("POST", "messages", "\"recipient_id\":\"{nobody}\",\"message_text\":\"x\"}");
    assertEquals(422, webfleet.write(nowhere, 7, "?dry_run=true").status());
    var done = webfleet.ended(webfleet.accepted(nowhere, 7));
    assertEquals("not_applied", done.get("outcome").asText(), done::toString);
  }

  @Test
  void aRefusalInAnyDressIsFinal() {
    var taken = Case.of("POST", "users", "\"first_name\":\"Ana\",\"employee_number\":\"D-1\"}");
    for (var dress : List.of("header", "json", "text")) {
      set("errors_in", dress);
      var done = webfleet.ended(webfleet.accepted(taken, 0));
      assertEquals("not_applied", done.get("outcome").asText(), done::toString);
      assertTrue(done.toString().contains("driver number exists already"), done::toString);
    }
    set("errors_in", "header");
  }

  @Test
  void aLostMessageIsFoundAndNotSentAgain() {
    var lost = FaultRule.once(Fault.applyThenHang()).provider("webfleet").contains("sendText");
    world.sandbox().faults().add(lost);
    var number = Fleet.number();
    var done = webfleet.ended(webfleet.accepted(MESSAGE, number));
    assertEquals("success", done.get("status").asText(), done::toString);
    webfleet.appliedOnce("Dock " + number);
  }

  @Test
  void aBusyProviderIsAWaitAndNoAttempt() {
    var own = connected("");
    var busy = FaultRule.once(Fault.respond(200, "8015,username busy processing other request"));
    world.sandbox().faults().add(busy.provider("webfleet").contains("sendText"));
    var before = own.lastRequest();
    var accepted = own.accepted(MESSAGE, Fleet.number());
    Await.until("the first answer", Partner.SOON, () -> own.writesSince(before).size() == 1);
    var now =
        Await.value(
            "a wait that is no attempt",
            Partner.SOON,
            () -> own.now(accepted),
            operation -> operation.get("attempts").asInt() == 0);
    assertEquals("pending", now.get("status").asText(), now::toString);
    assertTrue(now.get("logs").isEmpty(), now::toString);
    world.sandbox().faults().clear();
  }

  @Test
  void aUserMakesOneCallAtATime() {
    set("call_ms", 15);
    var accepted = new ArrayList<JsonNode>();
    for (var i = 0; i < 8; i++) {
      for (var write : List.of(MESSAGE, writes().get(4))) {
        accepted.add(webfleet.accepted(write, Fleet.number()));
        webfleet.write(write, Fleet.number(), "?is_sync=true").expect(200);
      }
    }
    accepted.forEach(one -> assertEquals("success", webfleet.ended(one).get("status").asText()));
    var settings = world.sandbox().port("webfleet").provider().settings();
    assertEquals(0, String.valueOf(settings.number("refused_as_busy")).compareTo("0"));
    set("call_ms", 0);
  }

  @Test
  void whatWebfleetHasNotIsNotSupported() {
    var purchase =
        "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"fuel_volume\":40,\"fuel_volume_unit\":\"LITER\"}";
    for (var write :
        List.of(
            Case.of("POST", "vehicles", "\"vehicle_name\":\"T\"}"),
            Case.of("POST", "trailers", "\"trailer_name\":\"T\"}"),
            Case.of("POST", "fuel-transactions", purchase))) {
      assertEquals(501, webfleet.write(write, 0, "").status());
    }
  }
}
