package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Capabilities;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.journal.Received;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each endpoint that writes, on the built program, against what Samsara documents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class WritesTest {
  /** Times come back in UTC, and an amount as a number. */
  private static final Set<String> RESHAPED =
      Set.of("transaction_time", "occurred_at", "total_cost");

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Writes Inc");
  }

  static List<Sample> samples() {
    return Sample.ALL;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void asynchronouslyExactlyTheDocumentedRequestIsSent(Sample sample) {
    var number = Fleet.number();
    var before = fleet.lastRequest();
    var reply = write(sample, number, "").expect(202);
    var accepted = reply.json();
    assertEquals("pending", accepted.get("status").asText());
    assertEquals(0, accepted.get("logs").size());
    assertTrue(accepted.get("outcome").isNull());
    if (!sample.isUpdate()) {
      assertTrue(accepted.get("resource_id").isNull());
      assertTrue(accepted.get("source_id").isNull());
    }
    var location = reply.header("Location");
    var done = fleet.ended(accepted);
    assertEquals(done, fleet.partner().get(location).expect(200).json());
    check(sample, number, done, before);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void synchronouslyExactlyTheDocumentedRequestIsSent(Sample sample) {
    var number = Fleet.number();
    var before = fleet.lastRequest();
    var done = write(sample, number, "?is_sync=true").expect(200).json();
    check(sample, number, done, before);
    assertEquals(done, fleet.partner().operation(fleet.connection(), done.get("id").asText()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aDryRunShowsTheRequestAndSendsNothing(Sample sample) {
    var number = Fleet.number();
    var before = fleet.lastRequest();
    var shown = write(sample, number, "?dry_run=true").expect(200).json();
    assertTrue(shown.get("valid").asBoolean(), shown::toString);
    assertEquals(List.of(), fleet.writesSince(before));
    var request = shown.get("tsp_request");
    var first = sample.sent().getFirst();
    assertEquals(first.method(), request.get("method").asText());
    assertTrue(
        request
            .get("url")
            .asText()
            .matches(
                "\\Q" + world.sandbox().samsaraUrl() + "\\E" + fleet.fill(first.target(), number)),
        request::toString);
    assertBody(fleet.fill(first.body(), number), request.get("body"));
    assertEquals(sample.lost(), sorted(shown.get("fields_not_delivered")));
    assertFalse(shown.toString().contains("samsara-sandbox-token"), shown::toString);
    if (request.at("/body/password").isTextual()) {
      assertEquals("*****", request.at("/body/password").asText());
    }
  }

  /** A dry run's body is shown as it is sent: as JSON, or as its text. */
  private static void assertBody(String expected, JsonNode shown) {
    var actual = shown.isTextual() ? Json.of(shown.asText()) : shown;
    assertTrue(Json.matches(Json.of(expected), actual), () -> expected + " but was " + actual);
  }

  private Http.Reply write(Sample sample, int number, String query) {
    return fleet
        .partner()
        .send(
            sample.method(), fleet.fill(sample.path()) + query, fleet.fill(sample.body(), number));
  }

  private void check(Sample sample, int number, JsonNode done, long before) {
    assertEquals("success", done.get("status").asText(), done::toString);
    assertEquals("applied", done.get("outcome").asText());
    assertEquals(0, done.get("logs").size(), done::toString);
    assertEquals(sample.isUpdate() ? "update" : "create", done.get("operation_type").asText());
    assertFalse(done.get("resource_id").isNull(), done::toString);
    if (sample.source() == null) {
      assertTrue(done.get("source_id").isNull(), done::toString);
    } else {
      assertTrue(
          done.get("source_id").asText().matches(fleet.fill(sample.source(), number)),
          done::toString);
    }
    assertEquals(sample.lost(), sorted(done.get("fields_not_delivered")), done::toString);
    assertSent(sample, number, fleet.writesSince(before));
    assertEchoed(Json.of(fleet.fill(sample.body(), number)), done.get("payload"));
  }

  private void assertSent(Sample sample, int number, List<Received> sent) {
    assertEquals(sample.sent().size(), sent.size(), sent::toString);
    for (var i = 0; i < sent.size(); i++) {
      var expected = sample.sent().get(i);
      var actual = sent.get(i);
      assertEquals(expected.method(), actual.method());
      assertTrue(actual.target().matches(fleet.fill(expected.target(), number)), actual::target);
      assertTrue(
          Json.matches(Json.of(fleet.fill(expected.body(), number)), Json.of(actual.bodyText())),
          () -> fleet.fill(expected.body(), number) + " but was " + actual.bodyText());
      assertEquals("Bearer samsara-sandbox-token", actual.header("Authorization"));
      var type = actual.header("Content-Type");
      assertNotNull(type);
      assertTrue(type.startsWith("application/json"), type);
    }
  }

  /** Every field sent comes back as it was sent, every other field of the resource as null. */
  private static void assertEchoed(JsonNode body, JsonNode payload) {
    body.properties()
        .forEach(
            field -> {
              if (!RESHAPED.contains(field.getKey())) {
                assertEquals(
                    field.getValue(), payload.get(field.getKey()), () -> field + " in " + payload);
              }
            });
  }

  private static List<String> sorted(JsonNode array) {
    return Json.texts(array).stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void theCapabilitiesAcceptWhatTheApiAcceptsAndNothingElse(Sample sample) {
    var capabilities = new Capabilities(fleet.partner(), fleet.connection());
    var body = Json.object(fleet.fill(sample.body()));
    assertEquals(List.of(), capabilities.faults(sample, body));
    body.put("no_such_field", 1);
    assertFalse(capabilities.faults(sample, body).isEmpty());
    var refused = fleet.partner().send(sample.method(), fleet.fill(sample.path()), body.toString());
    assertEquals(422, refused.status(), refused::toString);
  }

  @Test
  void thePayloadEchoesEveryFieldAndTheTspsIds() {
    var done = fleet.ended(write(Sample.FUEL, Fleet.number(), "").expect(202).json());
    var payload = done.get("payload");
    assertEquals(World.ANA, payload.get("source_driver_id").asText(), payload::toString);
    assertEquals(Fleet.TRUCK, payload.get("source_vehicle_id").asText());
    assertTrue(payload.has("source_co_driver_id"));
    for (var field :
        List.of("co_driver_id", "latitude", "longitude", "odometer", "odometer_unit")) {
      assertTrue(payload.has(field) && payload.get(field).isNull(), field);
    }
    var group = fleet.ended(write(Sample.GROUP_MESSAGE, Fleet.number(), "").expect(202).json());
    assertEquals(
        List.of(World.ANA, World.BEN),
        Json.texts(group.get("payload").get("source_recipient_ids")));
    assertEquals(World.BEN, group.at("/payload/source_sender_id").asText());
  }

  @Test
  void decimalsComeBackDigitForDigit() {
    var sample = fleet.fill(Sample.FUEL.body());
    assertTrue(sample.contains("\"total_cost\":\"12.50\""), sample);
    var body = sample.replace("\"fuel_volume\":100,", "\"fuel_volume\":100.0500,");
    for (var query : List.of("?is_sync=true", "")) {
      var reply = fleet.partner().send("POST", Sample.FUEL.path() + query, body);
      var id = reply.json().get("id").asText();
      fleet.partner().ended(fleet.connection(), id);
      var stored =
          fleet
              .partner()
              .get(
                  "/v2/integrations/connections/"
                      + fleet.connection()
                      + "/resource-operations/"
                      + id);
      for (var text : List.of(reply.raw().body(), stored.raw().body())) {
        assertTrue(text.contains("\"total_cost\":12.50,"), text);
        assertTrue(text.contains("\"fuel_volume\":100.0500,"), text);
      }
    }
  }

  @Test
  void aRecordThatWasCreatedIsInTheMapAtOnce() {
    var done = write(Sample.TRAILER, Fleet.number(), "?is_sync=true").expect(200).json();
    var known =
        fleet
            .partner()
            .get("/v2/telematics/trailers/" + done.get("resource_id").asText())
            .expect(200)
            .json();
    assertEquals(done.get("source_id"), known.get("source_id"));
    assertEquals(fleet.connection(), known.get("connection_id").asText());
    fleet
        .partner()
        .send(
            "PATCH",
            "/v2/telematics/trailers/" + done.get("resource_id").asText() + "?is_sync=true",
            fleet.fill("{\"connection_id\":\"{connection}\",\"notes\":\"after\"}"))
        .expect(200);
  }

  @Test
  void whatSuperOfficeCannotDoIsNotImplemented() {
    var partner = fleet.partner();
    var office = partner.superOffice(world.sandbox().superOfficeUrl(), "");
    var ids =
        partner.references(
            office,
            List.of(
                Fleet.reference("user", "+4790000001"),
                Fleet.reference("vehicle", "v"),
                Fleet.reference("trailer", "t")));
    for (var sample : Sample.ALL) {
      if (sample.name().contains("message")) {
        continue;
      }
      var body =
          sample
              .body()
              .replace("{connection}", office)
              .replace("{ana}", ids.get(0))
              .replace("{truck}", ids.get(1));
      var path =
          sample
              .path()
              .replace("{truck}", ids.get(1))
              .replace("{trailer}", ids.get(2))
              .replace("{ben}", ids.get(0))
              .replace("{clerk}", ids.get(0));
      for (var query : List.of("", "?is_sync=true", "?dry_run=true")) {
        var refused =
            partner.send(sample.method(), path + query, fleet.fill(body)).expect(501).json();
        assertEquals(501, refused.get("code").asInt());
        assertEquals("Not Implemented", refused.get("message").asText());
        assertTrue(refused.get("detail").isTextual(), refused::toString);
      }
    }
  }
}
