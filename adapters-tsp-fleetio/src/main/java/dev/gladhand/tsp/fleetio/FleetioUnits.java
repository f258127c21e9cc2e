package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a vehicle counts.
 *
 * @param fuel the unit of its fuel: of the volumes that a fuel entry carries, only the one in this
 *     unit counts
 * @param meter km, mi or hr
 */
record FleetioUnits(FuelVolumeUnit fuel, String meter) {
  private static final Map<String, FuelVolumeUnit> FUEL =
      Map.of(
          "us_gallons", FuelVolumeUnit.US_GALLON,
          "uk_gallons", FuelVolumeUnit.IMPERIAL_GALLON,
          "liters", FuelVolumeUnit.LITER);

  /** What is supposed of a vehicle that was not read. */
  static FleetioUnits supposed(Settings settings) {
    var fuel = FUEL.get(settings.getOr(FleetioSettings.FUEL_VOLUME_UNITS, "us_gallons"));
    return new FleetioUnits(
        Objects.requireNonNull(fuel), settings.getOr(FleetioSettings.METER_UNIT, "mi"));
  }

  /** Those of a vehicle as Fleetio shows it, or null where they cannot be read. */
  static @Nullable FleetioUnits of(@Nullable TspJson vehicle) {
    var unit = TspJson.string(vehicle, "fuel_volume_units");
    var meter = TspJson.string(vehicle, "meter_unit");
    var fuel = unit == null ? null : FUEL.get(unit);
    return fuel == null || meter == null ? null : new FleetioUnits(fuel, meter);
  }

  /** What the unit is called, as Fleetio's key of a volume in it. */
  String fuelKey() {
    return switch (fuel) {
      case US_GALLON -> "us_gallons";
      case IMPERIAL_GALLON -> "uk_gallons";
      case LITER, CUBIC_METER -> "liters";
    };
  }
}
