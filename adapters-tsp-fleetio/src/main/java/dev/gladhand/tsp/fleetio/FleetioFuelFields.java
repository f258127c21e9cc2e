package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import dev.gladhand.tsp.fleetio.FleetioSettings.MeterRule;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Fuel;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.Units;
import dev.gladhand.tsp.kit.record.RecordNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The fields of a fuel entry, in the units of its vehicle. */
final class FleetioFuelFields {
  private static final int PRICE_DIGITS = 6;

  private FleetioFuelFields() {}

  static FieldMap of(FleetioUnits units) {
    return FieldMap.builder()
        .add(new RecordNumber(FuelTransaction.VEHICLE_ID, "vehicle_id"))
        .add(Place.of(FuelTransaction.TRANSACTION_TIME, "date").required())
        .add(
            Part.of(
                List.of(
                    FuelTransaction.FUEL_VOLUME,
                    FuelTransaction.FUEL_VOLUME_UNIT,
                    FuelTransaction.TOTAL_COST),
                (write, body) -> quantity(units, write, body)))
        .rule(new PresenceRule.Needs(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT))
        .rule(new PresenceRule.Needs(FuelTransaction.ODOMETER_UNIT, FuelTransaction.ODOMETER))
        .add(
            Part.ruled(
                List.of(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT),
                (_, settings) ->
                    FleetioSettings.meter(settings) == MeterRule.REQUIRE
                        ? List.of(new PresenceRule.Required(FuelTransaction.ODOMETER))
                        : List.of(),
                (write, body) -> meter(units, write, body)))
        .add(Part.besides((write, body) -> body.put(write.key().hex(), "reference")))
        .build();
  }

  /**
   * Puts into the body the volume in US gallons, the volume in the unit of the vehicle's fuel, and
   * the price of one such unit.
   */
  private static void quantity(FleetioUnits units, Write<?> write, Body body) {
    var fields = write.payload().fields();
    var volume = fields.get(FuelTransaction.FUEL_VOLUME);
    var unit = fields.get(FuelTransaction.FUEL_VOLUME_UNIT);
    if (volume == null || unit == null) {
      return;
    }
    var name = units.fuelKey().replace('_', ' ');
    var own = Fuel.volume(volume, unit, units.fuel(), name, body);
    if (own == null) {
      return;
    }
    var gallons = Units.volume(volume, unit, FuelVolumeUnit.US_GALLON);
    body.put(Units.json(gallons), "us_gallons").put(own, units.fuelKey());
    var cost = fields.get(FuelTransaction.TOTAL_COST);
    if (cost != null) {
      var price = cost.divide(own, PRICE_DIGITS, RoundingMode.HALF_UP);
      body.put(Units.json(price), "price_per_volume_unit");
      if (price.multiply(own).compareTo(cost) != 0) {
        var told = "written as a price of " + Units.plain(price) + " per unit";
        body.warn(FuelTransaction.TOTAL_COST, told);
      }
    }
  }

  /** {@code meter_entry_attributes}, in the unit of the vehicle's meter. */
  private static void meter(FleetioUnits units, Write<?> write, Body body) {
    var odometer = write.payload().fields().get(FuelTransaction.ODOMETER);
    var unit = write.payload().fields().get(FuelTransaction.ODOMETER_UNIT);
    BigDecimal value = null;
    if (odometer != null && unit != null) {
      if (!units.meter().equals("hr")) {
        var own = units.meter().equals("km") ? OdometerUnit.KILO_METERS : OdometerUnit.MILES;
        value = Fuel.odometer(odometer, unit, own, units.meter(), body);
      } else if (FleetioSettings.meter(write.settings()) == MeterRule.REQUIRE) {
        var why = "the vehicle's meter counts hours, and a meter entry is required";
        body.fault(FuelTransaction.ODOMETER, odometer, why, "not_supported");
      } else {
        body.notDelivered(FuelTransaction.ODOMETER);
        body.notDelivered(FuelTransaction.ODOMETER_UNIT);
      }
    }
    body.put(value, "meter_entry_attributes", "value");
    if (FleetioFuel.isVoid(write) || value == null) {
      body.put(true, "meter_entry_attributes", "void");
    }
  }
}
