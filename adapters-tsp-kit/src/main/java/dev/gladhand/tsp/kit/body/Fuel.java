package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Converts the quantities of fuel purchases for TSPs with units of their own, and says so. */
public final class Fuel {
  private Fuel() {}

  /**
   * A volume in the TSP's unit, with a warning if it is another one. Null, with a fault, if nothing
   * is left of it.
   *
   * @param name the TSP's unit for people, such as {@code US gallons}
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

  /** An odometer's reading in the TSP's unit, with a warning if it is another one. */
  public static BigDecimal odometer(
      BigDecimal odometer, OdometerUnit from, OdometerUnit to, String name, Body body) {
    var value = Units.distance(odometer, from, to);
    if (from != to) {
      body.warn(FuelTransaction.ODOMETER, "written as " + Units.plain(value) + " " + name);
    }
    return Units.json(value);
  }
}
