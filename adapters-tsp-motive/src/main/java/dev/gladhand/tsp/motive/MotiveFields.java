package dev.gladhand.tsp.motive;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.WordTable;
import dev.gladhand.tsp.kit.record.RecordNumber;

/** The fields of Motive's bodies. A PUT changes only the fields that it contains. */
final class MotiveFields {
  static final WordTable<EngineType> FUELS =
      WordTable.of(EngineType.class)
          .to("gasoline", EngineType.GASOLINE)
          .to("diesel", EngineType.DIESEL)
          .to("ethanol", EngineType.ETHANOL)
          .to("methanol", EngineType.METHANOL)
          .to("propane", EngineType.PROPANE)
          .to("propane", EngineType.LPG)
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
              .add(new MotiveExternalId.Place(Vehicle.EXTERNAL_ID))
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
              .add(new MotiveExternalId.Place(Trailer.EXTERNAL_ID))
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
              .add(new MotiveExternalId.Place(null))
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
              .add(new MotiveFuel.Quantity())
              .add(Place.of(FuelTransaction.TOTAL_COST, "total_cost"))
              .add(Place.of(FuelTransaction.CURRENCY, "currency"))
              .add(new MotiveFuel.ReferenceNumber())
              .add(Place.of(FuelTransaction.FUEL_VENDOR, "vendor"))
              .add(new MotiveFuel.Odometer())
              .build());

  private MotiveFields() {}

  /** A text that Motive requires. */
  private static Place<String> name(Field<String> field, String key) {
    return Place.text(field, 1, 255, key).required().cleared(Clearing.REFUSED);
  }

  private static Place<Boolean> active(Field<Boolean> field) {
    return Place.of(field, active -> active ? "active" : "deactivated", "status")
        .cleared(Clearing.REFUSED);
  }

  /** Motive takes a year as a string. */
  private static Place<Integer> year(Field<Integer> field) {
    return Place.of(field, String::valueOf, "year");
  }
}
