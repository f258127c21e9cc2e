package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Converts quantities, exactly unless a method says otherwise. */
public final class Units {
  private static final BigDecimal US_GALLON = new BigDecimal("3.785411784");
  private static final BigDecimal IMPERIAL_GALLON = new BigDecimal("4.54609");
  private static final BigDecimal CUBIC_METER = new BigDecimal("1000");
  private static final BigDecimal MILE = new BigDecimal("1609.344");
  private static final BigDecimal KILOMETRE = new BigDecimal("1000");

  private Units() {}

  public static BigDecimal litres(BigDecimal volume, FuelVolumeUnit unit) {
    return switch (unit) {
      case LITER -> volume;
      case CUBIC_METER -> volume.multiply(CUBIC_METER);
      case US_GALLON -> volume.multiply(US_GALLON);
      case IMPERIAL_GALLON -> volume.multiply(IMPERIAL_GALLON);
    };
  }

  public static BigDecimal metres(BigDecimal distance, OdometerUnit unit) {
    return switch (unit) {
      case METERS -> distance;
      case KILO_METERS -> distance.multiply(KILOMETRE);
      case MILES -> distance.multiply(MILE);
    };
  }

  /** The volume, converted from one unit to the other and rounded to six digits after the point. */
  public static BigDecimal volume(BigDecimal volume, FuelVolumeUnit from, FuelVolumeUnit to) {
    return from == to ? volume : divided(litres(volume, from), litres(BigDecimal.ONE, to), 6);
  }

  /**
   * The distance, converted from one unit to the other and rounded to three digits after the point.
   */
  public static BigDecimal distance(BigDecimal distance, OdometerUnit from, OdometerUnit to) {
    return from == to ? distance : divided(metres(distance, from), metres(BigDecimal.ONE, to), 3);
  }

  private static BigDecimal divided(BigDecimal value, BigDecimal by, int digits) {
    return value.divide(by, digits, RoundingMode.HALF_UP);
  }

  /** The number in plain notation without trailing zeros, as it is written in JSON. */
  public static BigDecimal json(BigDecimal number) {
    return new BigDecimal(plain(number));
  }

  /**
   * The number in plain notation without trailing zeros: {@code 37.85411784}, {@code 1000}, {@code
   * 0}.
   */
  public static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
