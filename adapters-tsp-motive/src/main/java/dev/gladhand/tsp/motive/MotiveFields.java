package dev.gladhand.tsp.motive;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Fuel;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.Units;
import dev.gladhand.tsp.kit.body.WordTable;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.ExternalId;
import dev.gladhand.tsp.kit.record.RecordNumber;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of Motive's bodies. A PUT changes only the fields that it contains. */
final class MotiveFields {
  static final WordTable<EngineType> FUELS =
      WordTable.of(EngineType.class)
          .to("gasoline", EngineType.GASOLINE)
          .to("diesel", EngineType.DIESEL)
          .to("ethanol", EngineType.ETHANOL)
          .to("methanol", EngineType.METHANOL)
          .to("propane", EngineType.PROPANE, EngineType.LPG)
          .to("cng", EngineType.CNG)
          .to("lng", EngineType.LNG)
          .to("hydrogen", EngineType.HYDROGEN)
          .to("electricity", EngineType.ELECTRICITY)
          .to("other", EngineType.HYBRID)
          .build();

  static final MotiveKind VEHICLES =
      new MotiveKind(
          "vehicles",
          "vehicle",
          true,
          FieldMap.builder()
              .add(name(Vehicle.VEHICLE_NAME, "number"))
              .add(active(Vehicle.IS_ACTIVE))
              .add(Place.of(Vehicle.VIN, "vin"))
              .add(Place.of(Vehicle.OEM, "make"))
              .add(Place.of(Vehicle.MODEL_TYPE, "model"))
              .add(year(Vehicle.MODEL_YEAR))
              .add(Place.of(Vehicle.LICENSE_PLATE_REGION, "license_plate_state"))
              .add(Place.of(Vehicle.LICENSE_PLATE_NUMBER, "license_plate_number"))
              .add(Place.word(Vehicle.ENGINE_TYPE, FUELS, "fuel_type"))
              .add(Place.of(Vehicle.NOTES, "notes"))
              .add(externalId(Vehicle.EXTERNAL_ID))
              .build());

  static final MotiveKind ASSETS =
      new MotiveKind(
          "assets",
          "asset",
          true,
          FieldMap.builder()
              .add(name(Trailer.TRAILER_NAME, "name"))
              .add(name(Trailer.TRAILER_TYPE, "type"))
              .add(active(Trailer.IS_ACTIVE))
              .add(Place.of(Trailer.VIN, "vin"))
              .add(name(Trailer.OEM, "make"))
              .add(name(Trailer.MODEL_TYPE, "model"))
              .add(year(Trailer.MODEL_YEAR).required().cleared(Clearing.REFUSED))
              .add(Place.of(Trailer.LICENSE_PLATE_REGION, "license_plate_state"))
              .add(Place.of(Trailer.LICENSE_PLATE_NUMBER, "license_plate_number"))
              .add(externalId(Trailer.EXTERNAL_ID))
              .build());

  static final MotiveKind USERS =
      new MotiveKind(
          "users",
          "user",
          true,
          FieldMap.builder()
              .add(new MotiveRole())
              .add(name(User.FIRST_NAME, "first_name"))
              .add(name(User.LAST_NAME, "last_name"))
              .add(Place.of(User.USER_EMAIL, "email").email())
              .add(Place.of(User.PHONE_NUMBER, "phone"))
              .add(Place.of(User.DEFAULT_TIME_ZONE, "time_zone"))
              .add(externalId(null))
              .build());

  static final MotiveKind FUEL_PURCHASES =
      new MotiveKind(
          "fuel_purchases",
          "fuel_purchase",
          false,
          FieldMap.builder()
              .add(new RecordNumber(FuelTransaction.VEHICLE_ID, "vehicle_id"))
              .add(new RecordNumber(FuelTransaction.DRIVER_ID, "driver_id"))
              .add(Place.of(FuelTransaction.TRANSACTION_TIME, "purchased_at").required())
              .add(name(FuelTransaction.TRANSACTION_JURISDICTION, "jurisdiction"))
              .add(Place.word(FuelTransaction.FUEL_TYPE, FUELS, "fuel_type").required())
              .add(
                  Part.pair(
                      FuelTransaction.FUEL_VOLUME,
                      FuelTransaction.FUEL_VOLUME_UNIT,
                      MotiveFields::fuel))
              .add(Place.of(FuelTransaction.TOTAL_COST, "total_cost"))
              .add(Place.of(FuelTransaction.CURRENCY, "currency"))
              // The operation's key, so that a person can find the purchase.
              .add(Part.besides((write, body) -> body.put(write.key().hex(), "ref_no")))
              .add(Place.of(FuelTransaction.FUEL_VENDOR, "vendor"))
              .add(
                  Part.pair(
                      FuelTransaction.ODOMETER,
                      FuelTransaction.ODOMETER_UNIT,
                      MotiveFields::odometer))
              .build());

  private MotiveFields() {}

  /** A text field that Motive requires in a create and that an update cannot clear. */
  private static Place<String> name(Field<String> field, String key) {
    return Place.text(field, 1, 255, key).required().cleared(Clearing.REFUSED);
  }

  private static Place<Boolean> active(Field<Boolean> field) {
    return Place.of(field, active -> active ? "active" : "deactivated", "status")
        .cleared(Clearing.REFUSED);
  }

  /** A year, which is a string in Motive's bodies. */
  private static Place<Integer> year(Field<Integer> field) {
    return Place.of(field, String::valueOf, "year");
  }

  /** {@code fuel} and {@code fuel_unit}. Of Motive's units, only {@code gal} is documented. */
  private static void fuel(BigDecimal volume, FuelVolumeUnit unit, Body body) {
    var gallons = Fuel.volume(volume, unit, FuelVolumeUnit.US_GALLON, "US gallons", body);
    if (gallons != null) {
      body.put(gallons, "fuel").put("gal", "fuel_unit");
    }
  }

  /** {@code odometer} and {@code odometer_unit} (mi or km); metres become kilometres. */
  private static void odometer(BigDecimal odometer, OdometerUnit unit, Body body) {
    var shown = unit == OdometerUnit.METERS ? odometer.movePointLeft(3) : odometer;
    body.put(Units.json(shown), "odometer")
        .put(unit == OdometerUnit.MILES ? "mi" : "km", "odometer_unit");
  }

  /**
   * {@code external_ids_attributes}. A create always sends an external id: the one in the write or,
   * if it has none, the operation's key. An update can only add the external id in the write: to
   * remove or change one, Motive requires the id of its entry, which a write does not contain.
   *
   * @param field the field that holds the caller's external id; null if the resource has none
   */
  private static Part externalId(@Nullable Field<String> field) {
    return Part.ruled(
        field == null ? List.of() : List.of(field),
        (type, _) -> field == null ? List.of() : rules(field, type),
        (write, body) -> {
          var isNamed = field != null && write.payload().fields().has(field);
          if (isNamed || write.type() == OperationType.CREATE) {
            var name = MotiveSettings.integrationName(write.settings());
            var id = ExternalId.of(write).value();
            body.put(
                List.of(TspJson.object("external_id", id, "integration_name", name)),
                "external_ids_attributes");
          }
        });
  }

  private static List<Rule> rules(Field<String> externalId, OperationType type) {
    var length = new ValueRule.Length(externalId, 1, 255);
    return type == OperationType.UPDATE
        ? List.of(new PresenceRule.NotNull(externalId), length)
        : List.of(length);
  }
}
