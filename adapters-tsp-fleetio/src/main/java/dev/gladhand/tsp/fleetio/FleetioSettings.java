package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.payload.VehicleStatus;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of a connection to Fleetio, mainly the account's own ids. */
final class FleetioSettings {
  private static final String HELP = "https://developer.fleetio.com/docs";
  private static final String FUEL_HELP =
      "https://developer.fleetio.com/docs/api/v-1-fuel-entries-create";
  private static final String HOST = "secure.fleetio.com";
  private static final FieldType<Integer> ID = new NumberType.Whole(1, Integer.MAX_VALUE);

  static final Field<Integer> VEHICLE_TYPE_ID =
      new Field<>("vehicle_type_id", ID)
          .labelled(
              "Vehicle type", "The account's id of the type that created vehicles get.", HELP);
  static final Field<Integer> VEHICLE_STATUS_ID =
      new Field<>("vehicle_status_id", ID)
          .labelled(
              "Vehicle status",
              "The account's id of the status that created vehicles and trailers get.",
              HELP);
  static final Field<Fields> VEHICLE_STATUS_IDS =
      new Field<>(
              "vehicle_status_ids",
              new CompoundType.Nested(
                  Shape.of(
                      Stream.of(VehicleStatus.values()).map(FleetioSettings::statusId).toList())))
          .labelled(
              "Vehicle statuses", "The account's status id for each status of the gateway.", HELP);
  static final Field<Integer> TRAILER_TYPE_ID =
      new Field<>("trailer_type_id", ID)
          .labelled(
              "Trailer type",
              "The account's id of the vehicle type that is a trailer; without it trailers are not"
                  + " supported.",
              HELP);
  static final Field<String> METER_UNIT =
      new Field<>("meter_unit", new FieldType.Word(List.of("km", "hr", "mi"), "km, hr or mi"))
          .labelled(
              "Meter unit", "The unit of the meters of created vehicles; the default is mi.", HELP);
  static final Field<String> FUEL_VOLUME_UNITS =
      new Field<>(
              "fuel_volume_units",
              new FieldType.Word(
                  List.of("us_gallons", "uk_gallons", "liters"),
                  "us_gallons, uk_gallons or liters"))
          .labelled(
              "Fuel unit",
              "The unit of the fuel of created vehicles; the default is the account's.",
              HELP);

  /** What happens to a fuel purchase whose odometer is missing or is refused. */
  enum MeterRule implements Wire {
    REQUIRE,
    VOID_WHEN_MISSING,
    VOID_WHEN_REFUSED;

    @Override
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Field<MeterRule> METER =
      new Field<>("meter", new FieldType.Choice<>(MeterRule.class))
          .labelled(
              "Fuel meter entries",
              "require: a purchase without odometer is refused. void_when_missing: its meter entry"
                  + " is void. void_when_refused: also void if Fleetio refuses the odometer.",
              FUEL_HELP);

  static final SettingsSchema SCHEMA =
      new SettingsSchema(
          Shape.of(
              List.of(
                  Settings.BASE_URL.helpedBy(HELP),
                  VEHICLE_TYPE_ID,
                  VEHICLE_STATUS_ID,
                  VEHICLE_STATUS_IDS,
                  TRAILER_TYPE_ID,
                  METER_UNIT,
                  FUEL_VOLUME_UNITS,
                  METER)),
          Set.of(HOST));

  private FleetioSettings() {}

  /** The base URL of calls, without a slash at the end. */
  static String base(Settings settings) {
    return Addresses.base(settings, HOST) + "/api/v1";
  }

  static boolean hasTrailers(Settings settings) {
    return settings.get(TRAILER_TYPE_ID) != null;
  }

  static MeterRule meter(Settings settings) {
    return settings.getOr(METER, MeterRule.REQUIRE);
  }

  private static Field<Integer> statusId(VehicleStatus status) {
    return new Field<>(status.wire(), ID);
  }

  /** The account's id of a status, or null if the settings name none. */
  static @Nullable Integer statusId(Settings settings, VehicleStatus status) {
    return settings.getOr(VEHICLE_STATUS_IDS, Fields.NONE).get(statusId(status));
  }

  /** The statuses for which the settings name an id of the account. */
  static Set<String> statuses(Settings settings) {
    return Stream.of(VehicleStatus.values())
        .filter(status -> statusId(settings, status) != null)
        .map(VehicleStatus::wire)
        .collect(Collectors.toSet());
  }

  static @Nullable Integer typeId(Settings settings, boolean isTrailer) {
    return settings.get(isTrailer ? TRAILER_TYPE_ID : VEHICLE_TYPE_ID);
  }
}
