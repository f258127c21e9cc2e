package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.payload.VehicleStatus;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.form.FormFields;
import dev.gladhand.tsp.kit.form.WordMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a connection to Fleetio, mainly the account's own ids. */
final class FleetioSettings {
  private static final FormFields FORM = new FormFields("https://developer.fleetio.com/docs");
  private static final FormFields FUEL =
      new FormFields("https://developer.fleetio.com/docs/api/v-1-fuel-entries-create");
  static final String HOST = "secure.fleetio.com";
  private static final FieldType<Integer> ID = new NumberType.Whole(1, Integer.MAX_VALUE);

  static final Field<Integer> VEHICLE_TYPE_ID =
      FORM.of("vehicle_type_id", ID, "Vehicle type")
          .described("The account's id of the type that created vehicles get.");

  static final Field<Integer> VEHICLE_STATUS_ID =
      FORM.of("vehicle_status_id", ID, "Vehicle status")
          .described("The account's id of the status that created vehicles and trailers get.");

  private static final WordMap<VehicleStatus, Integer> STATUSES =
      new WordMap<>(VehicleStatus.class, ID);
  private static final Field<Fields> VEHICLE_STATUS_IDS =
      FORM.of("vehicle_status_ids", STATUSES.type(), "Vehicle statuses")
          .described("The account's status id for each status of the gateway.");

  static final Field<Integer> TRAILER_TYPE_ID =
      FORM.of("trailer_type_id", ID, "Trailer type")
          .described(
              "The account's id of the vehicle type that is a trailer; without it trailers are not"
                  + " supported.");

  static final Field<String> METER_UNIT =
      FORM.word("meter_unit", List.of("km", "hr", "mi"), "Meter unit")
          .described("The unit of the meters of created vehicles; the default is mi.");

  static final Field<String> FUEL_VOLUME_UNITS =
      FORM.word("fuel_volume_units", List.of("us_gallons", "uk_gallons", "liters"), "Fuel unit")
          .described("The unit of the fuel of created vehicles; the default is the account's.");

  /** What happens to a fuel purchase whose odometer is missing or is refused. */
  enum MeterRule implements Wire {
    REQUIRE,
    VOID_WHEN_MISSING,
    VOID_WHEN_REFUSED;
  }

  static final Field<MeterRule> METER =
      FUEL.of("meter", new FieldType.Choice<>(MeterRule.class), "Fuel meter entries")
          .described(
              "require: a purchase without odometer is refused. void_when_missing: its meter entry"
                  + " is void. void_when_refused: also void if Fleetio refuses the odometer.");

  static final SettingsSchema SCHEMA =
      FORM.settings(
          Set.of(HOST),
          List.of(
              VEHICLE_TYPE_ID,
              VEHICLE_STATUS_ID,
              VEHICLE_STATUS_IDS,
              TRAILER_TYPE_ID,
              METER_UNIT,
              FUEL_VOLUME_UNITS,
              METER));

  private FleetioSettings() {}

  static boolean hasTrailers(Settings settings) {
    return settings.get(TRAILER_TYPE_ID) != null;
  }

  /**
   * The id that a status has in the fleet's account, for each status for which the settings give
   * one.
   */
  static Map<VehicleStatus, Integer> statuses(Settings settings) {
    return STATUSES.values(settings.get(VEHICLE_STATUS_IDS));
  }

  static MeterRule meter(Settings settings) {
    return settings.getOr(METER, MeterRule.REQUIRE);
  }
}
