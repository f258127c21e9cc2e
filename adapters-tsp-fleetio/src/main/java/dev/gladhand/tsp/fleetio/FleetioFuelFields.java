package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import dev.gladhand.tsp.fleetio.FleetioSettings.MeterRule;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.Units;
import dev.gladhand.tsp.kit.record.RecordNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a fuel entry, in the units of its vehicle. */
final class FleetioFuelFields {
  private static final int DIGITS = 6;
  private static final int METER_DIGITS = 3;

  private FleetioFuelFields() {}

  /**
   * @param voided whether the odometer is stored without Fleetio's check
   */
  static FieldMap of(FleetioUnits units, boolean voided) {
    return FieldMap.builder()
        .add(new RecordNumber(FuelTransaction.VEHICLE_ID, "vehicle_id"))
        .add(Place.of(FuelTransaction.TRANSACTION_TIME, "date").required())
        .add(new Quantity(units))
        .add(new Meter(units, voided))
        .add(Part.besides((write, body) -> body.put(write.key().hex(), "reference")))
        .build();
  }

  /** The volume in US gallons and in the vehicle's unit, and the price of one such unit. */
  private record Quantity(FleetioUnits units) implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(
          FuelTransaction.FUEL_VOLUME,
          FuelTransaction.FUEL_VOLUME_UNIT,
          FuelTransaction.TOTAL_COST);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var fields = write.payload().fields();
      var volume = fields.get(FuelTransaction.FUEL_VOLUME);
      var unit = fields.get(FuelTransaction.FUEL_VOLUME_UNIT);
      if (volume == null || unit == null) {
        return;
      }
      var own = converted(volume, unit, units.fuel());
      if (own.signum() == 0) {
        body.fault(FuelTransaction.FUEL_VOLUME, volume, "is too small", "out_of_range");
        return;
      }
      if (unit != units.fuel()) {
        var told = "written as " + Units.plain(own) + " " + units.fuelKey().replace('_', ' ');
        body.warn(FuelTransaction.FUEL_VOLUME, told);
      }
      body.put(Units.json(converted(volume, unit, FuelVolumeUnit.US_GALLON)), "us_gallons");
      body.put(Units.json(own), units.fuelKey());
      var cost = fields.get(FuelTransaction.TOTAL_COST);
      if (cost != null) {
        var price = cost.divide(own, DIGITS, RoundingMode.HALF_UP);
        body.put(Units.json(price), "price_per_volume_unit");
        if (price.multiply(own).compareTo(cost) != 0) {
          body.warn(
              FuelTransaction.TOTAL_COST,
              "written as a price of " + Units.plain(price) + " per unit");
        }
      }
    }
  }

  /** {@code meter_entry_attributes}, in the unit of the vehicle's meter. */
  private record Meter(FleetioUnits units, boolean voided) implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT);
    }

    @Override
    public List<Rule> rules(OperationType type, Settings settings) {
      var rules = new ArrayList<Rule>();
      if (FleetioSettings.meter(settings) == MeterRule.REQUIRE) {
        rules.add(new PresenceRule.Required(FuelTransaction.ODOMETER));
      }
      rules.add(new PresenceRule.Needs(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT));
      rules.add(new PresenceRule.Needs(FuelTransaction.ODOMETER_UNIT, FuelTransaction.ODOMETER));
      return rules;
    }

    @Override
    public void put(Write<?> write, Body body) {
      var odometer = write.payload().fields().get(FuelTransaction.ODOMETER);
      var unit = write.payload().fields().get(FuelTransaction.ODOMETER_UNIT);
      BigDecimal value = null;
      if (odometer != null && unit != null) {
        if (!units.meter().equals("hr")) {
          value = metered(odometer, unit, body);
        } else if (FleetioSettings.meter(write.settings()) == MeterRule.REQUIRE) {
          var why = "the vehicle's meter counts hours, and a meter entry is required";
          body.fault(FuelTransaction.ODOMETER, odometer, why, "not_supported");
        } else {
          body.notDelivered(FuelTransaction.ODOMETER);
          body.notDelivered(FuelTransaction.ODOMETER_UNIT);
        }
      }
      var entry = new LinkedHashMap<String, @Nullable Object>();
      entry.put("value", value);
      if (voided || value == null) {
        entry.put("void", true);
      }
      body.put(entry, "meter_entry_attributes");
    }

    private BigDecimal metered(BigDecimal odometer, OdometerUnit unit, Body body) {
      var own = units.meter().equals("km") ? OdometerUnit.KILO_METERS : OdometerUnit.MILES;
      if (unit == own) {
        return Units.json(odometer);
      }
      var metres = Units.metres(odometer, unit);
      var one = Units.metres(BigDecimal.ONE, own);
      var value = Units.json(metres.divide(one, METER_DIGITS, RoundingMode.HALF_UP));
      body.warn(
          FuelTransaction.ODOMETER, "written as " + value.toPlainString() + " " + units.meter());
      return value;
    }
  }

  private static BigDecimal converted(BigDecimal volume, FuelVolumeUnit from, FuelVolumeUnit to) {
    return from == to
        ? volume
        : Units.litres(volume, from)
            .divide(Units.litres(BigDecimal.ONE, to), DIGITS, RoundingMode.HALF_UP);
  }
}
