package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Converts the quantities of fuel purchases to a TSP's units, and adds a warning for each
 * conversion.
 */
public final class Fuel {
  private Fuel() {}

  /**
   * The volume in the TSP's unit. If the units differ, a warning is added to the body. Null, with a
   * fault in the body, if the volume is zero or becomes zero when it is rounded.
   *
   * @param name the name of the TSP's unit as it is shown to people, such as {@code US gallons}
   */
  public static @Nullable BigDecimal volume(
      BigDecimal volume, FuelVolumeUnit from, FuelVolumeUnit to, String name, Body body) {
    var value = Units.volume(volume, from, to);
    if (value.signum() == 0) {
      body.fault(FuelTransaction.FUEL_VOLUME, volume, "is too small", "out_of_range");
      return null;
    }
    if (from != to) {
      body.warn(FuelTransaction.FUEL_VOLUME, "written as " + Units.plain(value) + " " + name);
    }
    return Units.json(value);
  }

  /**
   * The odometer's reading in the TSP's unit. If the units differ, a warning is added to the body.
   */
  public static BigDecimal odometer(
      BigDecimal odometer, OdometerUnit from, OdometerUnit to, String name, Body body) {
    var value = Units.distance(odometer, from, to);
    if (from != to) {
      body.warn(FuelTransaction.ODOMETER, "written as " + Units.plain(value) + " " + name);
    }
    return Units.json(value);
  }
}
