package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamsaraRecordsTest {
  private final AdapterBench samsara = Samsara.bench();

  private static final String VEHICLE =
      "{\"vehicle_name\":\"Truck 7\",\"oem\":\"Volvo\",\"model_type\":\"FH16\",\"model_year\":2024,"
          + "\"vin\":\"1FUJGLDR12LM01234\",\"license_plate_number\":\"AB 123\",\"notes\":\"n\","
          + "\"engine_type\":\"DIESEL\",\"status\":\"IN_USE\",\"eld_serial_number\":\"X1\"}";

  @Test
  void createsAVehicleAsAnAssetWhereTheSettingAllowsIt() {
    assertTrue(
        samsara
            .adapter
            .writers()
            .find(Resource.VEHICLE, OperationType.CREATE, samsara.settings)
            .isEmpty());
    samsara.settings =
        samsara.settings("{\"vehicle_create_as_asset\":true,\"tag_ids\":[\"11\",\"12\"]}");
    var write = samsara.create(Resource.VEHICLE, VEHICLE);

    var ready = samsara.ready(write);
    assertEquals("https://api.samsara.com/assets", ready.request().url());
    assertEquals(List.of("engine_type", "status", "eld_serial_number"), ready.notDelivered());

    samsara.calls.reply(200, "{\"data\":{\"id\":\"281474976710700001\"}}");
    assertEquals(Outcome.accepted(new SourceId("281474976710700001")), samsara.send(write));
    assertEquals(
        "{\"type\":\"vehicle\",\"name\":\"Truck 7\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Volvo\",\"model\":\"FH16\","
            + "\"year\":2024,\"licensePlate\":\"AB 123\",\"notes\":\"n\",\"externalIds\":{\"gladhand\":\""
            + AdapterBench.KEY
            + "\"},\"tagIds\":[\"11\",\"12\"]}",
        samsara.calls.body(0));
    assertEquals(RepeatSafety.LOOK_UP_FIRST, samsara.writer(write).repeatSafety(write));
  }

  @Test
  void keepsTheThreeKindsOfChangeApartOnVehicles() {
    var write =
        samsara.update(
            Resource.VEHICLE,
            "77",
            "{\"vehicle_name\":\"New\",\"license_plate_number\":null,\"notes\":null,\"external_id\":null}");
    assertEquals(List.of(), samsara.faults(write));
    samsara.calls.reply(200, "{\"data\":{\"id\":\"77\"}}");

    assertEquals(Outcome.accepted(), samsara.send(write));

    assertEquals(List.of("PATCH https://api.samsara.com/fleet/vehicles/77"), samsara.calls.lines());
    assertEquals(
        "{\"name\":\"New\",\"licensePlate\":\"\",\"notes\":\"\",\"externalIds\":{\"gladhand\":\"\"}}",
        samsara.calls.body(0));
    assertEquals(RepeatSafety.SAFE, samsara.writer(write).repeatSafety(write));
  }

  @Test
  void refusesToClearWhatSamsaraCannotClear() {
    assertEquals(
        List.of("vin: null_not_allowed"),
        samsara.faults(samsara.update(Resource.VEHICLE, "1", "{\"vin\":null}")));
    assertEquals(
        List.of(
            "vin: null_not_allowed",
            "oem: null_not_allowed",
            "model_type: null_not_allowed",
            "model_year: null_not_allowed",
            "license_plate_number: null_not_allowed",
            "notes: null_not_allowed"),
        samsara.faults(
            samsara.update(
                Resource.TRAILER,
                "1",
                "{\"vin\":null,\"oem\":null,\"model_type\":null,\"model_year\":null,"
                    + "\"license_plate_number\":null,\"notes\":null}")));
  }

  @Test
  void updatesAnAssetWithoutTheTagsThatItsUpdateDoesNotTake() {
    samsara.settings = samsara.settings("{\"external_id_key\":\"acme\",\"tag_ids\":[\"11\"]}");
    var write =
        samsara.update(Resource.TRAILER, "9:8", "{\"model_type\":\"M\",\"external_id\":\"T-1\"}");
    samsara.calls.reply(200, "{\"data\":{\"id\":\"98\"}}");
    samsara.send(write);
    assertEquals(List.of("PATCH https://api.samsara.com/assets?id=9%3A8"), samsara.calls.lines());
    assertEquals("{\"model\":\"M\",\"externalIds\":{\"acme\":\"T-1\"}}", samsara.calls.body(0));
  }

  @Test
  void createsATrailerUnderTheCallersExternalId() {
    var write =
        samsara.create(
            Resource.TRAILER,
            "{\"trailer_name\":\"T\",\"external_id\":\"T-1\",\"trailer_length\":13.6,\"vin\":null}");
    samsara.calls.reply(200, "{\"data\":{\"id\":\"5\"}}");
    assertEquals(Outcome.accepted(new SourceId("5")), samsara.send(write));
    assertEquals(
        "{\"type\":\"trailer\",\"name\":\"T\",\"externalIds\":{\"gladhand\":\"T-1\"}}",
        samsara.calls.body(0));
    assertEquals(List.of("trailer_length"), samsara.ready(write).notDelivered());
  }

  @Test
  void findsAllFaultsOfARecordAtOnce() {
    samsara.settings = samsara.settings("{\"vehicle_create_as_asset\":true}");
    assertEquals(
        List.of(
            "vehicle_name: required",
            "vin: string_too_short",
            "license_plate_number: string_too_long",
            "notes: string_too_long"),
        samsara.faults(
            samsara.create(
                Resource.VEHICLE,
                "{\"vin\":\"short\",\"license_plate_number\":\"1234567890123\",\"notes\":\""
                    + "x".repeat(256)
                    + "\"}")));
    assertEquals(
        List.of("trailer_name: required"),
        samsara.faults(samsara.create(Resource.TRAILER, "{\"vin\":\"12345678901\"}")));
    assertEquals(
        List.of("vehicle_name: null_not_allowed"),
        samsara.faults(samsara.update(Resource.VEHICLE, "1", "{\"vehicle_name\":null}")));
    assertEquals(
        List.of("model_year: out_of_range"),
        samsara.faults(
            samsara.create(Resource.TRAILER, "{\"trailer_name\":\"T\",\"model_year\":0}")));
  }

  @Test
  void refusesAnUpdateOfWhichNothingHasAPlace() {
    assertEquals(
        List.of(": empty_update"),
        samsara.faults(
            samsara.update(Resource.VEHICLE, "1", "{\"status\":\"SPARE\",\"oem\":\"Volvo\"}")));
    assertEquals(
        List.of(),
        samsara.faults(
            samsara.update(Resource.VEHICLE, "1", "{\"status\":\"SPARE\",\"notes\":null}")));
  }

  @Test
  void takesAnUnreadableSuccessForASuccessWithoutAnId() {
    var write = samsara.create(Resource.TRAILER, "{\"trailer_name\":\"T\"}");
    for (var body :
        List.of(
            "<html/>",
            "",
            "{\"data\":{}}",
            "{\"data\":{\"id\":\"\"}}",
            "{\"data\":{\"id\":1.5}}")) {
      samsara.calls.reply(200, body);
      assertEquals(Outcome.accepted(), samsara.send(write), body);
    }
    samsara.calls.breakOff(201);
    assertEquals(Outcome.accepted(), samsara.send(write));
  }

  @Test
  void recognisesItsOwnEarlierAttempt() {
    var write = samsara.create(Resource.TRAILER, "{\"trailer_name\":\"T\"}");
    samsara
        .calls
        .reply(409, "{\"message\":\"taken\"}")
        .reply(
            200,
            "{\"data\":[{\"id\":\"5\",\"externalIds\":{\"gladhand\":\""
                + AdapterBench.KEY
                + "\"}}]}");

    assertEquals(Outcome.accepted(new SourceId("5")), samsara.send(write));

    assertEquals(
        "GET https://api.samsara.com/assets?externalIds=gladhand:"
            + AdapterBench.KEY
            + "&includeExternalIds=true",
        samsara.calls.lines().get(1));
  }

  @Test
  void leavesAConflictWithTheCallersOwnIdARefusal() {
    var write =
        samsara.create(Resource.TRAILER, "{\"trailer_name\":\"T\",\"external_id\":\"T-1\"}");
    samsara.calls.reply(409, "{\"message\":\"taken\"}");
    assertInstanceOf(Outcome.Rejected.class, samsara.send(write));
    assertEquals(1, samsara.calls.made().size());
  }

  @Test
  void writesAMechanicsInspection() {
    samsara.settings = samsara.settings("{\"dvir_authors\":{\"123\":\"55\"}}");
    var write =
        samsara.create(
            Resource.DVIR_LOG,
            "{\"driver_id\":\"@123\",\"vehicle_id\":\"@77\",\"log_type\":\"mechanic\",\"is_safety_critical\":true,"
                + "\"driver_comment\":\"a\",\"certify_comment\":\"b\",\"odometer\":100.5,\"odometer_unit\":\"miles\","
                + "\"inspected_by\":\"Bo\",\"defects\":[]}");
    var ready = samsara.ready(write);
    assertEquals(List.of("inspected_by"), ready.notDelivered());
    assertEquals(
        List.of(new Translation.Warning("odometer", "rounded to 161739 m")), ready.warnings());
    samsara.calls.reply(200, "{\"data\":{\"id\":\"900\"}}");
    assertEquals(Outcome.accepted(new SourceId("900")), samsara.send(write));
    assertEquals(List.of("POST https://api.samsara.com/fleet/dvirs"), samsara.calls.lines());
    assertEquals(
        "{\"authorId\":\"55\",\"safetyStatus\":\"unsafe\",\"type\":\"mechanic\",\"vehicleId\":\"77\","
            + "\"mechanicNotes\":\"a\\nb\",\"odometerMeters\":161739}",
        samsara.calls.body(0));
    assertEquals(RepeatSafety.NEVER, samsara.writer(write).repeatSafety(write));
  }

  @Test
  void refusesInspectionsThatSamsaraCannotTake() {
    samsara.settings = samsara.settings("{\"dvir_authors\":{\"1\":\"9\"}}");
    assertEquals(
        List.of(
            "defects: array_length",
            "vehicle_id: required",
            "log_type: required",
            "odometer_unit: required"),
        samsara.faults(
            samsara.create(
                Resource.DVIR_LOG,
                "{\"driver_id\":\"@1\",\"defects\":[\"brakes\"],\"odometer\":5}")));
    assertEquals(
        List.of("log_type: enum"),
        samsara.faults(
            samsara.create(
                Resource.DVIR_LOG,
                "{\"driver_id\":\"@1\",\"trailer_id\":\"@2\",\"log_type\":\"pre_trip\"}")));
    assertEquals(
        List.of("odometer: out_of_range"),
        samsara.faults(
            samsara.create(
                Resource.DVIR_LOG,
                "{\"driver_id\":\"@1\",\"trailer_id\":\"@2\",\"log_type\":\"mechanic\",\"odometer\":-5,"
                    + "\"odometer_unit\":\"meters\"}")));
  }

  @Test
  void refusesAnInspectionByADriverWithoutAnAuthor() {
    assertEquals(
        List.of("driver_id: setting_missing"),
        samsara.faults(
            samsara.create(
                Resource.DVIR_LOG,
                "{\"driver_id\":\"@1\",\"trailer_id\":\"@2\",\"log_type\":\"mechanic\"}")));
  }

  @Test
  void sendsNothingWhereTheAuthorHasGoneSince() {
    samsara.settings = samsara.settings("{\"dvir_authors\":{\"2\":\"9\"}}");
    var write =
        samsara.create(
            Resource.DVIR_LOG,
            "{\"driver_id\":\"@1\",\"trailer_id\":\"@2\",\"log_type\":\"mechanic\"}");
    var refused = assertInstanceOf(Outcome.Rejected.class, samsara.send(write));
    assertEquals(new Retry.Never(), refused.advice());
    assertTrue(refused.error().details().contains("dvir_authors"), refused.error().details());
    assertEquals(List.of(), samsara.calls.lines());
  }

  private static final String FUEL =
      "{\"driver_id\":\"@123\",\"vehicle_id\":\"@77\",\"fuel_volume\":10.50,\"fuel_volume_unit\":\"US_GALLON\","
          + "\"transaction_time\":\"2026-11-20T08:30:00+01:00\",\"latitude\":40.748441,\"longitude\":-73.98566400,"
          + "\"total_cost\":\"64.20\",\"currency\":\"USD\",\"fuel_type\":\"LPG\",\"fuel_vendor\":\"Shell\","
          + "\"co_driver_id\":\"@9\",\"transaction_jurisdiction\":\"NY\"}";

  @Test
  void writesAFuelPurchase() {
    var write = samsara.create(Resource.FUEL_TRANSACTION, FUEL);
    var ready = samsara.ready(write);
    assertEquals(List.of("co_driver_id", "transaction_jurisdiction"), ready.notDelivered());
    samsara.calls.reply(200, "{\"data\":{\"uuid\":\"9814a1fa-f0c6-408b-bf85-51dc3bc71ac7\"}}");
    assertEquals(
        Outcome.accepted(new SourceId("9814a1fa-f0c6-408b-bf85-51dc3bc71ac7")),
        samsara.send(write));
    assertEquals(List.of("POST https://api.samsara.com/fuel-purchase"), samsara.calls.lines());
    assertEquals(
        "{\"transactionReference\":\""
            + AdapterBench.KEY
            + "\",\"transactionTime\":\"2026-11-20T07:30:00.000000Z\",\"transactionLocation\":\"40.748441, -73.985664\","
            + "\"fuelQuantityLiters\":\"39.746823732\",\"transactionPrice\":{\"amount\":\"64.20\",\"currency\":\"usd\"},"
            + "\"vehicleId\":\"77\",\"driverId\":\"123\",\"merchantName\":\"Shell\",\"iftaFuelType\":\"Propane\"}",
        samsara.calls.body(0));
    assertEquals(RepeatSafety.SAFE, samsara.writer(write).repeatSafety(write));
  }

  @Test
  void takesATakenReferenceForItsOwnEarlierAttempt() {
    samsara.calls.reply(409, "{\"message\":\"exists\"}");
    assertEquals(Outcome.accepted(), samsara.send(samsara.create(Resource.FUEL_TRANSACTION, FUEL)));
  }

  @Test
  void prefersAnAddressToCoordinates() {
    var json =
        FUEL.replace("\"fuel_vendor\"", "\"location_string\":\"1 De Haro St\",\"fuel_vendor\"");
    var ready = samsara.ready(samsara.create(Resource.FUEL_TRANSACTION, json));
    assertTrue(
        String.valueOf(ready.request().body())
            .contains("\"transactionLocation\":\"1 De Haro St\""));
    assertEquals(
        List.of("co_driver_id", "transaction_jurisdiction", "latitude", "longitude"),
        ready.notDelivered());
  }

  @Test
  void findsAllThatAFuelPurchaseLacks() {
    assertEquals(
        List.of(
            "total_cost: required",
            "currency: enum",
            "transaction_time: required",
            "location_string: required",
            "latitude: required"),
        samsara.faults(
            samsara.create(
                Resource.FUEL_TRANSACTION,
                "{\"driver_id\":\"@1\",\"vehicle_id\":\"@2\",\"fuel_volume\":1,\"fuel_volume_unit\":\"LITER\","
                    + "\"currency\":\"SEK\",\"longitude\":5}")));
  }
}
