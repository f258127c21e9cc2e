package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Units;
import java.util.List;

/** The parts of a fuel purchase that need a conversion. */
final class SamsaraFuel {
  private SamsaraFuel() {}

  /** {@code transactionLocation}: the address, or the coordinates as text if there is none. */
  record Location() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(
          FuelTransaction.LOCATION_STRING, FuelTransaction.LATITUDE, FuelTransaction.LONGITUDE);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return List.of(
          new PresenceRule.AnyOf(
              List.of(FuelTransaction.LOCATION_STRING, FuelTransaction.LATITUDE)),
          new ValueRule.Length(FuelTransaction.LOCATION_STRING, 1, 1024),
          new PresenceRule.Needs(FuelTransaction.LATITUDE, FuelTransaction.LONGITUDE),
          new PresenceRule.Needs(FuelTransaction.LONGITUDE, FuelTransaction.LATITUDE));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var fields = write.payload().fields();
      var address = fields.get(FuelTransaction.LOCATION_STRING);
      var latitude = fields.get(FuelTransaction.LATITUDE);
      var longitude = fields.get(FuelTransaction.LONGITUDE);
      if (address == null && latitude != null && longitude != null) {
        body.put(Units.plain(latitude) + ", " + Units.plain(longitude), "transactionLocation");
        return;
      }
      body.put(address, "transactionLocation");
      // Samsara has one field for both, so the coordinates are reported as not delivered.
      if (latitude != null) {
        body.notDelivered(FuelTransaction.LATITUDE);
      }
      if (longitude != null) {
        body.notDelivered(FuelTransaction.LONGITUDE);
      }
    }
  }

  /** {@code fuelQuantityLiters}: an exact decimal as text. */
  record Quantity() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(FuelTransaction.FUEL_VOLUME, FuelTransaction.FUEL_VOLUME_UNIT);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var volume = write.payload().fields().get(FuelTransaction.FUEL_VOLUME);
      var unit = write.payload().fields().get(FuelTransaction.FUEL_VOLUME_UNIT);
      if (volume != null && unit != null) {
        body.put(Units.plain(Units.litres(volume, unit)), "fuelQuantityLiters");
      }
    }
  }

  /** {@code transactionPrice}. */
  record Price() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(FuelTransaction.TOTAL_COST, FuelTransaction.CURRENCY);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var cost = write.payload().fields().get(FuelTransaction.TOTAL_COST);
      var currency = write.payload().fields().get(FuelTransaction.CURRENCY);
      if (cost != null && currency != null) {
        body.put(SamsaraCalls.price(cost.toPlainString(), currency), "transactionPrice");
      }
    }
  }
}
