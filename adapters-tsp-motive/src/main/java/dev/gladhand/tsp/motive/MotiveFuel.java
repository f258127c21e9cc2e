package dev.gladhand.tsp.motive;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The parts of a fuel purchase that need a conversion. */
final class MotiveFuel {
  private static final BigDecimal LITRES_OF_A_GALLON =
      Units.litres(BigDecimal.ONE, FuelVolumeUnit.US_GALLON);
  private static final int DIGITS = 6;

  private MotiveFuel() {}

  /** {@code ref_no}: the operation's key, so that a person can find the purchase. */
  record ReferenceNumber() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of();
    }

    @Override
    public void put(Write<?> write, Body body) {
      body.put(write.key().hex(), "ref_no");
    }
  }

  /** {@code fuel} and {@code fuel_unit}. Of Motive's units, only {@code gal} is documented. */
  record Quantity() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(FuelTransaction.FUEL_VOLUME, FuelTransaction.FUEL_VOLUME_UNIT);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var volume = write.payload().fields().get(FuelTransaction.FUEL_VOLUME);
      var unit = write.payload().fields().get(FuelTransaction.FUEL_VOLUME_UNIT);
      if (volume == null || unit == null) {
        return;
      }
      var gallons = volume;
      if (unit != FuelVolumeUnit.US_GALLON) {
        gallons =
            Units.litres(volume, unit).divide(LITRES_OF_A_GALLON, DIGITS, RoundingMode.HALF_UP);
        if (gallons.signum() == 0) {
          body.fault(FuelTransaction.FUEL_VOLUME, volume, "is too small", "out_of_range");
          return;
        }
        body.warn(
            FuelTransaction.FUEL_VOLUME, "written as " + Units.plain(gallons) + " US gallons");
      }
      body.put(new BigDecimal(Units.plain(gallons)), "fuel");
      body.put("gal", "fuel_unit");
    }
  }

  /** {@code odometer} and {@code odometer_unit}: miles or kilometres. */
  record Odometer() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return List.of(
          new PresenceRule.Needs(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT),
          new PresenceRule.Needs(FuelTransaction.ODOMETER_UNIT, FuelTransaction.ODOMETER));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var odometer = write.payload().fields().get(FuelTransaction.ODOMETER);
      var unit = write.payload().fields().get(FuelTransaction.ODOMETER_UNIT);
      if (odometer == null || unit == null) {
        return;
      }
      var isMiles = unit == OdometerUnit.MILES;
      var shown = unit == OdometerUnit.METERS ? odometer.movePointLeft(3) : odometer;
      body.put(new BigDecimal(Units.plain(shown)), "odometer");
      body.put(isMiles ? "mi" : "km", "odometer_unit");
    }
  }
}
