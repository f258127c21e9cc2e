package dev.gladhand.tsp.samsara;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gladhand.domain.payload.DvirLogType;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.HosComplianceType;
import dev.gladhand.domain.payload.UserStatus;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.kit.call.TspJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every value of every closed set of ours has its word at Samsara, or is refused before the call.
 */
class SamsaraWordsTest {
  private static final Map<EngineType, String> FUELS =
      Map.ofEntries(
          Map.entry(EngineType.GASOLINE, "Gasoline"),
          Map.entry(EngineType.DIESEL, "Diesel"),
          Map.entry(EngineType.ETHANOL, "Ethanol"),
          Map.entry(EngineType.METHANOL, "Methanol"),
          Map.entry(EngineType.PROPANE, "Propane"),
          Map.entry(EngineType.LPG, "Propane"),
          Map.entry(EngineType.CNG, "CompressedNaturalGas"),
          Map.entry(EngineType.LNG, "LiquifiedNaturalGas"),
          Map.entry(EngineType.HYDROGEN, "Hydrogen"),
          Map.entry(EngineType.ELECTRICITY, "Electricity"),
          Map.entry(EngineType.HYBRID, "Other"));

  private final AdapterBench samsara = Samsara.bench();

  @ParameterizedTest
  @EnumSource
  void everyFuel(EngineType fuel) {
    var body =
        fuel(
            "\"fuel_type\":\""
                + fuel.wire()
                + "\",\"fuel_volume\":1,\"fuel_volume_unit\":\"LITER\"");
    assertEquals(FUELS.get(fuel), TspJson.string(body, "iftaFuelType"));
  }

  @ParameterizedTest
  @EnumSource
  void everyVolume(FuelVolumeUnit unit) {
    var litres =
        switch (unit) {
          case LITER -> "2.5";
          case CUBIC_METER -> "2500";
          case US_GALLON -> "9.46352946";
          case IMPERIAL_GALLON -> "11.365225";
        };
    var body = fuel("\"fuel_volume\":2.50,\"fuel_volume_unit\":\"" + unit.wire() + "\"");
    assertEquals(litres, TspJson.string(body, "fuelQuantityLiters"));
  }

  @ParameterizedTest
  @EnumSource
  void everyDistance(OdometerUnit unit) {
    var metres =
        switch (unit) {
          case METERS -> "1001";
          case KILO_METERS -> "1000500";
          case MILES -> "1610149";
        };
    samsara.settings = samsara.settings("{\"dvir_authors\":{\"1\":\"5\"}}");
    var body =
        body(
            Resource.DVIR_LOG,
            "{\"driver_id\":\"@1\",\"vehicle_id\":\"@2\",\"log_type\":\"mechanic\",\"odometer\":1000.5,"
                + "\"odometer_unit\":\""
                + unit.wire()
                + "\"}");
    assertEquals(metres, TspJson.string(body, "odometerMeters"));
    assertNotNull(TspJson.whole(body, "odometerMeters"));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfInspection(DvirLogType type) {
    samsara.settings = samsara.settings("{\"dvir_authors\":{\"1\":\"5\"}}");
    var faults =
        samsara.faults(
            samsara.create(
                Resource.DVIR_LOG,
                "{\"driver_id\":\"@1\",\"vehicle_id\":\"@2\",\"log_type\":\""
                    + type.wire()
                    + "\"}"));
    assertEquals(type == DvirLogType.MECHANIC ? List.of() : List.of("log_type: enum"), faults);
  }

  @ParameterizedTest
  @EnumSource
  void everyStatusOfAUser(UserStatus status) {
    var body =
        TspJson.read(
            String.valueOf(
                    samsara
                        .ready(
                            samsara.update(
                                Resource.USER, "1", "{\"status\":\"" + status.wire() + "\"}"))
                        .request()
                        .body())
                .getBytes(StandardCharsets.UTF_8));
    var word =
        switch (status) {
          case ACTIVE -> "active";
          case INACTIVE -> "deactivated";
        };
    assertEquals(word, TspJson.string(body, "driverActivationStatus"));
  }

  @ParameterizedTest
  @EnumSource
  void everyCompliance(HosComplianceType type) {
    var body =
        body(
            Resource.USER,
            "{\"first_name\":\"A\",\"username\":\"a\",\"hos_compliance_type\":\""
                + type.wire()
                + "\"}");
    assertEquals(type == HosComplianceType.EXEMPT, TspJson.bool(body, "eldExempt"));
  }

  private TspJson fuel(String fields) {
    return body(
        Resource.FUEL_TRANSACTION,
        "{\"driver_id\":\"@1\",\"vehicle_id\":\"@2\",\"transaction_time\":\"2026-11-20T08:30:00Z\","
            + "\"location_string\":\"here\",\"total_cost\":1,\"currency\":\"EUR\","
            + fields
            + "}");
  }

  private TspJson body(Resource resource, String json) {
    var write = samsara.create(resource, json);
    assertEquals(List.of(), samsara.faults(write));
    return TspJson.read(
        String.valueOf(samsara.ready(write).request().body()).getBytes(StandardCharsets.UTF_8));
  }
}
