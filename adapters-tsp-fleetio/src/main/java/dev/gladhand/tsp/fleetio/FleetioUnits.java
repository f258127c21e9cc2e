package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The units of a vehicle.
 *
 * @param fuel the unit of its fuel; of the volumes in a fuel entry, Fleetio uses only the one in
 *     this unit
 * @param meter km, mi or hr
 */
record FleetioUnits(FuelVolumeUnit fuel, String meter) {
  private static final Map<String, FuelVolumeUnit> FUEL =
      Map.of(
          "us_gallons", FuelVolumeUnit.US_GALLON,
          "uk_gallons", FuelVolumeUnit.IMPERIAL_GALLON,
          "liters", FuelVolumeUnit.LITER);

  /** The units that are assumed for a vehicle that has not been read. */
  static FleetioUnits supposed(Settings settings) {
    var fuel = FUEL.get(settings.getOr(FleetioSettings.FUEL_VOLUME_UNITS, "us_gallons"));
    return new FleetioUnits(
        Objects.requireNonNull(fuel), settings.getOr(FleetioSettings.METER_UNIT, "mi"));
  }

  /** The units of a vehicle in Fleetio's answer, or null if they cannot be read. */
  static @Nullable FleetioUnits of(@Nullable TspJson vehicle) {
    var unit = TspJson.string(vehicle, "fuel_volume_units");
    var meter = TspJson.string(vehicle, "meter_unit");
    var fuel = unit == null ? null : FUEL.get(unit);
    return fuel == null || meter == null ? null : new FleetioUnits(fuel, meter);
  }

  /** Fleetio's key of a volume in this unit. */
  String fuelKey() {
    return switch (fuel) {
      case US_GALLON -> "us_gallons";
      case IMPERIAL_GALLON -> "uk_gallons";
      case LITER, CUBIC_METER -> "liters";
    };
  }
}
