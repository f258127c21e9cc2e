package dev.gladhand.e2e.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Capabilities;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.journal.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each endpoint that writes, on the built program, through Motive as far as Motive has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MotiveTest {
  private static final String KEY = "motive-sandbox-key";
  private static final String C = "{\"connection_id\":\"{connection}\",";
  private static final String ID = "[0-9]+";
  private static final String KEPT =
      "\"external_ids_attributes\":[{\"external_id\":\"*key*\",\"integration_name\":\"gladhand\"}]}";

  private World world;
  private Partner partner;
  private Map<String, String> names;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.POSTGRESQL);
    world.sandbox().faults().clear();
    partner = Partner.of(world.node(), "Motive Inc");
    var connection =
        partner.connect(
            """
            {"source_name":"motive","credentials":{"api_key":"%s"},
             "settings":{"base_url":"%s","rate_limit":{"per_second":1000}}}"""
                .formatted(KEY, world.sandbox().motiveUrl()));
    var ids =
        partner.references(
            connection,
            List.of(
                Fleet.reference("user", "501"),
                Fleet.reference("user", "502"),
                Fleet.reference("user", "503"),
                Fleet.reference("vehicle", "601"),
                Fleet.reference("trailer", "701")));
    names =
        Map.of(
            "connection", connection,
            "ana", ids.get(0),
            "ben", ids.get(1),
            "desk", ids.get(2),
            "truck", ids.get(3),
            "trailer", ids.get(4));
  }

  private String fill(String text, int number) {
    var filled = text.replace("{n}", Integer.toString(number));
    for (var name : names.entrySet()) {
      filled = filled.replace("{" + name.getKey() + "}", name.getValue());
    }
    return filled;
  }

  private static Sample sample(
      Sample like, String method, String path, String body, String source, Object... sent) {
    var requests = new ArrayList<Sample.Sent>();
    for (var i = 0; i < sent.length; i += 3) {
      requests.add(
          new Sample.Sent(sent[i].toString(), sent[i + 1].toString(), sent[i + 2].toString()));
    }
    return new Sample(like.name(), method, path, body, requests, source, List.of());
  }

  static List<Sample> samples() {
    var t = "/v2/telematics/";
    return List.of(
        sample(
            Sample.MESSAGE,
            "POST",
            t + "messages",
            C
                + "\"sender_id\":\"{desk}\",\"recipient_id\":\"{ana}\",\"message_text\":\"Grüße {n}\"}",
            "dispatch-" + ID,
            "POST",
            "/v2/messages",
            "{\"sender_id\":503,\"receiver_ids\":[501],\"body\":\"Grüße {n}\"}"),
        sample(
            Sample.GROUP_MESSAGE,
            "POST",
            t + "group-messages",
            C
                + "\"sender_id\":\"{desk}\",\"recipient_ids\":[\"{ana}\",\"{ben}\"],"
                + "\"message_text\":\"all {n}\"}",
            "",
            "POST",
            "/v2/messages",
            "{\"sender_id\":503,\"receiver_ids\":[501],\"body\":\"all {n}\"}",
            "POST",
            "/v2/messages",
            "{\"sender_id\":503,\"receiver_ids\":[502],\"body\":\"all {n}\"}"),
        sample(
            Sample.VEHICLE,
            "POST",
            t + "vehicles",
            C + "\"vehicle_name\":\"Truck {n}\",\"oem\":\"Volvo\",\"model_year\":2024}",
            ID,
            "POST",
            "/v1/vehicles",
            "{\"number\":\"Truck {n}\",\"make\":\"Volvo\",\"year\":\"2024\"," + KEPT),
        sample(
            Sample.VEHICLE_UPDATE,
            "PATCH",
            t + "vehicles/{truck}",
            C + "\"vehicle_name\":\"New {n}\",\"vin\":null,\"is_active\":false}",
            "601",
            "PUT",
            "/v1/vehicles/601",
            "{\"number\":\"New {n}\",\"vin\":null,\"status\":\"deactivated\"}"),
        sample(
            Sample.TRAILER,
            "POST",
            t + "trailers",
            C
                + "\"trailer_name\":\"T {n}\",\"trailer_type\":\"dry_van\",\"oem\":\"Krone\","
                + "\"model_type\":\"SD\",\"model_year\":2020}",
            ID,
            "POST",
            "/v1/assets",
            "{\"name\":\"T {n}\",\"type\":\"dry_van\",\"make\":\"Krone\",\"model\":\"SD\",\"year\":\"2020\","
                + KEPT),
        sample(
            Sample.TRAILER_UPDATE,
            "PATCH",
            t + "trailers/{trailer}",
            C + "\"trailer_name\":\"New {n}\",\"license_plate_number\":null}",
            "701",
            "PUT",
            "/v1/assets/701",
            "{\"name\":\"New {n}\",\"license_plate_number\":null}"),
        sample(
            Sample.DRIVER,
            "POST",
            t + "users",
            C
                + "\"first_name\":\"Zoë\",\"last_name\":\"Q{n}\",\"user_email\":\"z{n}@example.org\"}",
            ID,
            "POST",
            "/v1/users",
            "{\"role\":\"driver\",\"first_name\":\"Zoë\",\"last_name\":\"Q{n}\","
                + "\"email\":\"z{n}@example.org\","
                + KEPT),
        sample(
            Sample.DRIVER_UPDATE,
            "PATCH",
            t + "users/{ben}",
            C + "\"first_name\":\"Ben {n}\",\"phone_number\":null}",
            "502",
            "PUT",
            "/v1/users/502",
            "{\"first_name\":\"Ben {n}\",\"phone\":null}"),
        sample(
            Sample.FUEL,
            "POST",
            t + "fuel-transactions",
            C
                + "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"fuel_volume\":12.50,"
                + "\"fuel_volume_unit\":\"US_GALLON\",\"transaction_time\":\"2026-11-20T08:30:00+01:00\","
                + "\"transaction_jurisdiction\":\"AL\",\"fuel_type\":\"DIESEL\",\"total_cost\":\"64.25\","
                + "\"currency\":\"USD\",\"fuel_vendor\":\"Shop {n}\"}",
            ID,
            "POST",
            "/v1/fuel_purchases",
            "{\"vehicle_id\":601,\"driver_id\":501,\"purchased_at\":\"2026-11-20T07:30:00.000000Z\","
                + "\"jurisdiction\":\"AL\",\"fuel_type\":\"diesel\",\"fuel\":12.5,\"fuel_unit\":\"gal\","
                + "\"total_cost\":64.25,\"currency\":\"USD\",\"ref_no\":\"*key*\",\"vendor\":\"Shop {n}\"}"));
  }

  private Http.Reply write(Sample sample, int number, String query) {
    return partner.send(
        sample.method(), fill(sample.path(), number) + query, fill(sample.body(), number));
  }

  private long lastRequest() {
    var all = world.sandbox().journal().received(Query.of("motive"));
    return all.isEmpty() ? 0 : all.getLast().sequence();
  }

  private List<Received> writesSince(long sequence) {
    return world.sandbox().journal().received(Query.of("motive").after(sequence)).stream()
        .filter(request -> !request.method().equals("GET"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void exactlyTheDocumentedRequestIsSentNowOrLater(Sample sample) {
    for (var query : List.of("", "?is_sync=true")) {
      var number = Fleet.number();
      var before = lastRequest();
      var reply = write(sample, number, query).expect(query.isEmpty() ? 202 : 200).json();
      var id = reply.get("id").asText();
      var connection = names.getOrDefault("connection", "");
      var done = query.isEmpty() ? partner.ended(connection, id) : reply;
      assertEquals("success", done.get("status").asText(), done::toString);
      assertEquals("applied", done.get("outcome").asText());
      assertFalse(done.get("resource_id").isNull(), done::toString);
      var source = done.get("source_id");
      assertEquals(String.valueOf(sample.source()).isEmpty(), source.isNull(), done::toString);
      assertTrue(source.isNull() || source.asText().matches(String.valueOf(sample.source())));
      var sent = writesSince(before);
      assertEquals(sample.sent().size(), sent.size(), sent::toString);
      for (var i = 0; i < sent.size(); i++) {
        assertSent(fill(sample.sent().get(i).body(), number), sample.sent().get(i), sent.get(i));
      }
    }
  }

  private static void assertSent(String body, Sample.Sent expected, Received actual) {
    assertEquals(expected.method(), actual.method());
    assertEquals(expected.target(), actual.target());
    assertEquals(KEY, actual.header("X-Api-Key"));
    assertEquals(
        expected.target().endsWith("/messages") ? "503" : "null",
        String.valueOf(actual.header("X-User-Id")));
    assertBody(body, Json.of(actual.bodyText()));
  }

  private static void assertBody(String expected, JsonNode actual) {
    assertTrue(Json.matches(Json.of(expected), actual), () -> expected + " but was " + actual);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aDryRunShowsTheRequestMaskedAndSendsNothing(Sample sample) {
    var number = Fleet.number();
    var before = lastRequest();
    var shown = write(sample, number, "?dry_run=true").expect(200);
    assertEquals(List.of(), writesSince(before));
    var request = shown.json().get("tsp_request");
    var first = sample.sent().getFirst();
    assertEquals(first.method(), request.get("method").asText());
    assertEquals(world.sandbox().motiveUrl() + first.target(), request.get("url").asText());
    assertBody(
        fill(first.body(), number),
        request.get("body").isTextual()
            ? Json.of(request.get("body").asText())
            : request.get("body"));
    assertEquals("*****", request.at("/headers/X-Api-Key").asText(), shown::toString);
    assertFalse(shown.raw().body().contains(KEY), shown::toString);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theCapabilitiesAcceptWhatTheApiAccepts(Sample sample) {
    var capabilities = new Capabilities(partner, names.getOrDefault("connection", ""));
    var body = Json.of(fill(sample.body(), Fleet.number()));
    assertEquals(List.of(), capabilities.faults(sample, body));
    assertFalse(capabilities.faults(sample, Json.of("{}")).isEmpty());
  }

  @Test
  void anInspectionIsNotImplemented() {
    var capabilities = new Capabilities(partner, names.getOrDefault("connection", ""));
    assertFalse(capabilities.supports(Sample.DVIR));

    var body = C + "\"driver_id\":\"{ana}\",\"vehicle_id\":\"{truck}\",\"log_type\":\"mechanic\"}";
    for (var query : List.of("", "?is_sync=true", "?dry_run=true")) {
      var refused = partner.send("POST", "/v2/telematics/dvir-logs" + query, fill(body, 0));
      assertEquals(501, refused.status(), refused::toString);
      Errors.assertBody("501", refused);
    }
  }
}
