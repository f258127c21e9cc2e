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
 * @param fuelKey Fleetio's name for the unit of the vehicle's fuel. In a fuel entry, the volume in
 *     this unit has this name as its key; Fleetio ignores volumes in other units
 * @param meter the unit of the vehicle's meter: km, mi or hr
 */
record FleetioUnits(String fuelKey, String meter) {
  private static final Map<String, FuelVolumeUnit> FUEL =
      Map.of(
          "us_gallons", FuelVolumeUnit.US_GALLON,
          "uk_gallons", FuelVolumeUnit.IMPERIAL_GALLON,
          "liters", FuelVolumeUnit.LITER);

  /** The units that are assumed for a vehicle that has not been read. */
  static FleetioUnits supposed(Settings settings) {
    return new FleetioUnits(
        settings.getOr(FleetioSettings.FUEL_VOLUME_UNITS, "us_gallons"),
        settings.getOr(FleetioSettings.METER_UNIT, "mi"));
  }

  /** The units of a vehicle, read from Fleetio's answer; null if they cannot be read. */
  static @Nullable FleetioUnits of(@Nullable TspJson vehicle) {
    var fuel = TspJson.string(vehicle, "fuel_volume_units");
    var meter = TspJson.string(vehicle, "meter_unit");
    return fuel == null || meter == null || !FUEL.containsKey(fuel)
        ? null
        : new FleetioUnits(fuel, meter);
  }

  FuelVolumeUnit fuel() {
    return Objects.requireNonNull(FUEL.get(fuelKey));
  }
}
