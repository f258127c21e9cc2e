package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Catalogue;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field alone, with every value of its closed set: what the connection takes is delivered or
 * told as not delivered, what it does not take is refused before anything is stored.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class FieldsTest {
  /** Say nothing to the TSP by themselves, and lose nothing. */
  private static final Set<String> SILENT =
      Set.of("is_driver", "defects", "mode", "fleet_ref", "source_recipient_ids", "odometer_unit");

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Fields Inc");
  }

  static List<Catalogue.Entry> entries() {
    return Catalogue.ALL;
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyFieldAloneIsDeliveredOrToldOrRefused(Catalogue.Entry entry) {
    var number = Fleet.number();
    var plain = dryRun(entry, entry.base(), number).expect(200).json();
    for (var field : entry.fields()) {
      for (var value : field.values()) {
        var reply = dryRun(entry, Json.with(entry.base(), field.name(), value.json()), number);
        if (value.refused()) {
          assertRefused(reply, field.name(), value.json());
          continue;
        }
        var shown = reply.expect(200).json();
        assertTrue(
            SILENT.contains(field.name())
                || Json.texts(shown.get("fields_not_delivered")).contains(field.name())
                || !shown.at("/tsp_request/body").equals(plain.at("/tsp_request/body"))
                || Json.of(entry.base()).has(field.name()),
            () -> entry + " lost " + field.name() + " = " + value.json() + ": " + shown);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void everyFieldAloneIsAcceptedAndDelivered(Catalogue.Entry entry) {
    var accepted = new ArrayList<JsonNode>();
    for (var field : entry.fields()) {
      for (var value : field.values()) {
        if (!value.refused()) {
          var reply =
              fleet
                  .partner()
                  .send(
                      entry.method(),
                      fleet.fill(entry.path()),
                      fleet.fill(Json.with(entry.base(), field.name(), value.json())));
          assertEquals(202, reply.status(), () -> entry + " " + field.name() + ": " + reply);
          accepted.add(reply.json());
        }
      }
    }
    for (var one : accepted) {
      var done = fleet.ended(one);
      assertEquals("success", done.get("status").asText(), done::toString);
    }
  }

  static Stream<Catalogue.Entry> updates() {
    return Catalogue.ALL.stream().filter(entry -> entry.method().equals("PATCH"));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void nullClearsOrIsToldOrIsRefused(Catalogue.Entry entry) {
    var number = Fleet.number();
    var plain = dryRun(entry, entry.base(), number).expect(200).json();
    for (var field : entry.fields()) {
      if (Json.of(entry.base()).has(field.name())) {
        continue;
      }
      var set = Json.with(entry.base(), field.name(), field.values().getFirst().json());
      if (Json.texts(dryRun(entry, set, number).json().path("fields_not_delivered"))
          .contains(field.name())) {
        // Where there is no place, there is nothing to clear.
        continue;
      }
      var reply = dryRun(entry, Json.with(entry.base(), field.name(), "null"), number);
      if (reply.status() == 422) {
        assertRefused(reply, field.name(), "null");
        continue;
      }
      var shown = reply.expect(200).json();
      assertTrue(
          SILENT.contains(field.name())
              || Json.texts(shown.get("fields_not_delivered")).contains(field.name())
              || !shown.at("/tsp_request/body").equals(plain.at("/tsp_request/body")),
          () -> entry + " lost " + field.name() + " = null: " + shown);
    }
  }

  @ParameterizedTest
  @MethodSource("updates")
  void anUpdateOfNothingIsRefused(Catalogue.Entry entry) {
    var refused =
        fleet
            .partner()
            .send(
                entry.method(),
                fleet.fill(entry.path()),
                fleet.fill("{\"connection_id\":\"{connection}\"}"))
            .expect(422)
            .json();
    assertEquals("empty_update", refused.at("/detail/0/error_type").asText());
  }

  private static void assertRefused(Http.Reply reply, String field, String value) {
    assertEquals(422, reply.status(), () -> field + " = " + value + ": " + reply);
    for (var fault : reply.json().get("detail")) {
      assertTrue(fault.get("path").asText().startsWith(field), () -> field + ": " + reply);
      assertTrue(fault.get("error_type").asText().startsWith("samsara."), reply::toString);
    }
  }

  private Http.Reply dryRun(Catalogue.Entry entry, String body, int number) {
    return fleet
        .partner()
        .send(entry.method(), fleet.fill(entry.path()) + "?dry_run=true", fleet.fill(body, number));
  }

  /** A field, and how its lack is called. */
  record Needed(Sample sample, String field, String errorType) {}

  static Stream<Needed> needed() {
    return Stream.of(
        new Needed(Sample.GROUP_MESSAGE, "sender_id", "required"),
        new Needed(Sample.GROUP_MESSAGE, "recipient_ids", "required"),
        new Needed(Sample.GROUP_MESSAGE, "message_text", "required"),
        new Needed(Sample.MESSAGE, "recipient_id", "required"),
        new Needed(Sample.MESSAGE, "message_text", "required"),
        new Needed(Sample.DVIR, "driver_id", "required"),
        new Needed(Sample.DVIR, "vehicle_id", "samsara.required"),
        new Needed(Sample.DVIR, "log_type", "samsara.required"),
        new Needed(Sample.DVIR, "odometer_unit", "samsara.required"),
        new Needed(Sample.FUEL, "driver_id", "required"),
        new Needed(Sample.FUEL, "vehicle_id", "required"),
        new Needed(Sample.FUEL, "fuel_volume", "required"),
        new Needed(Sample.FUEL, "fuel_volume_unit", "required"),
        new Needed(Sample.FUEL, "transaction_time", "samsara.required"),
        new Needed(Sample.FUEL, "location_string", "samsara.required"),
        new Needed(Sample.FUEL, "total_cost", "samsara.required"),
        new Needed(Sample.FUEL, "currency", "samsara.required"),
        new Needed(Sample.VEHICLE, "vehicle_name", "samsara.required"),
        new Needed(Sample.TRAILER, "trailer_name", "samsara.required"),
        new Needed(Sample.DRIVER, "username", "samsara.required"),
        new Needed(Sample.CLERK, "user_email", "samsara.required"));
  }

  @ParameterizedTest
  @MethodSource("needed")
  void aRequiredFieldThatIsMissingOrNullIsRefused(Needed needed) {
    var body = fleet.fill(needed.sample.body());
    for (var wrong :
        List.of(Json.without(body, needed.field), Json.with(body, needed.field, "null"))) {
      for (var query : List.of("", "?is_sync=true", "?dry_run=true")) {
        var reply =
            fleet.partner().send("POST", needed.sample.path() + query, wrong).expect(422).json();
        assertEquals(1, reply.get("detail").size(), reply::toString);
        assertEquals(needed.field, reply.at("/detail/0/path").asText());
        assertEquals(needed.errorType, reply.at("/detail/0/error_type").asText());
      }
    }
  }

  @Test
  void everyFaultIsToldAtOnce() {
    var reply =
        fleet
            .partner()
            .send(
                "POST",
                "/v2/telematics/fuel-transactions",
                "{\"nope\":1,\"fuel_volume\":-1,\"latitude\":91,\"fuel_type\":\"COAL\",\"co_driver_id\":7}")
            .expect(422)
            .json();
    var paths = new ArrayList<String>();
    for (var fault : reply.get("detail")) {
      paths.add(fault.get("path").asText());
      assertEquals(List.of("error_type", "input", "message", "path"), Json.names(fault));
      assertTrue(fault.get("input").isTextual(), fault::toString);
    }
    assertEquals(
        List.of(
            "co_driver_id",
            "connection_id",
            "driver_id",
            "fuel_type",
            "fuel_volume",
            "fuel_volume_unit",
            "latitude",
            "nope",
            "vehicle_id"),
        paths.stream().sorted().toList());
  }

  @Test
  void everyFaultOfTheTspsRulesAndOfTheReferencesIsToldAtOnce() {
    var nobody = "00000000-0000-5000-8000-000000000000";
    var body =
        Json.with(
            Json.with(
                Json.with(fleet.fill(Sample.FUEL.body()), "currency", "\"NOK\""),
                "vehicle_id",
                '"' + nobody + '"'),
            "total_cost",
            "null");
    var detail =
        fleet.partner().send("POST", Sample.FUEL.path(), body).expect(422).json().get("detail");
    var seen = new ArrayList<String>();
    detail.forEach(f -> seen.add(f.get("path").asText() + " " + f.get("error_type").asText()));
    assertEquals(
        List.of(
            "currency samsara.enum", "total_cost samsara.required", "vehicle_id unknown_reference"),
        seen.stream().sorted().toList());
  }

  @Test
  void anUnknownFieldIsRefusedUnlessTheCallerIsLenient() {
    var body = Json.with(fleet.fill(Sample.MESSAGE.body()), "colour", "\"red\"");
    var refused = fleet.partner().send("POST", Sample.MESSAGE.path(), body).expect(422).json();
    assertEquals("unknown_field", refused.at("/detail/0/error_type").asText());
    assertEquals("colour", refused.at("/detail/0/path").asText());
    var taken =
        fleet
            .partner()
            .send("POST", Sample.MESSAGE.path(), body, "Prefer", "handling=lenient")
            .expect(202)
            .json();
    assertTrue(!taken.get("payload").has("colour"));
  }
}
