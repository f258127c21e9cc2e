package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.DvirLog;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.Units;
import dev.gladhand.tsp.kit.record.RecordCall;
import java.util.List;

/** The writes to Samsara that are a single call, with their fields and rules. */
final class SamsaraCalls {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_NOTES = 255;
  private static final int LONGEST_PLATE = 12;

  static final RecordCall VEHICLE_UPDATE =
      RecordCall.update(
          "PATCH",
          "/fleet/vehicles/",
          FieldMap.builder()
              .add(
                  Place.text(Vehicle.VEHICLE_NAME, 1, LONGEST_NAME, "name")
                      .cleared(Clearing.REFUSED))
              .add(Place.text(Vehicle.VIN, 11, 17, "vin").cleared(Clearing.REFUSED))
              .add(
                  Place.text(Vehicle.LICENSE_PLATE_NUMBER, 0, LONGEST_PLATE, "licensePlate")
                      .cleared(Clearing.EMPTY))
              .add(Place.text(Vehicle.NOTES, 0, LONGEST_NOTES, "notes").cleared(Clearing.EMPTY))
              .add(SamsaraParts.EXTERNAL_ID)
              .add(SamsaraParts.TAGS)
              .build());

  static final RecordCall VEHICLE_CREATE =
      RecordCall.create(
          "/assets",
          FieldMap.builder()
              .add(Part.besides((_, body) -> body.put("vehicle", "type")))
              .add(
                  Place.text(Vehicle.VEHICLE_NAME, 1, LONGEST_NAME, "name")
                      .required()
                      .cleared(Clearing.REFUSED))
              .add(Place.text(Vehicle.VIN, 11, 17, "vin"))
              .add(Place.text(Vehicle.OEM, 0, 255, "make"))
              .add(Place.text(Vehicle.MODEL_TYPE, 0, 255, "model"))
              .add(year(Vehicle.MODEL_YEAR))
              .add(Place.text(Vehicle.LICENSE_PLATE_NUMBER, 0, LONGEST_PLATE, "licensePlate"))
              .add(Place.text(Vehicle.NOTES, 0, LONGEST_NOTES, "notes"))
              .add(SamsaraParts.EXTERNAL_ID)
              .add(SamsaraParts.TAGS)
              .build(),
          RepeatSafety.LOOK_UP_FIRST);

  static final RecordCall TRAILER_CREATE =
      RecordCall.create(
          "/assets",
          trailer(FieldMap.builder().add(Part.besides((_, body) -> body.put("trailer", "type"))))
              .add(SamsaraParts.TAGS)
              .build(),
          RepeatSafety.LOOK_UP_FIRST);

  /**
   * Updates a trailer through its asset. The call sends no tags and clears no field but the
   * external id, because Samsara's documentation of this call has no tags and does not allow null.
   */
  static final RecordCall TRAILER_UPDATE =
      RecordCall.update("PATCH", "/assets?id=", trailer(FieldMap.builder()).build());

  static final RecordCall DASHBOARD_USER_CREATE =
      RecordCall.create(
          "/users",
          FieldMap.builder()
              .silent(User.IS_DRIVER)
              .add(SamsaraParts.NAME)
              .add(Place.text(User.USER_EMAIL, 3, 255, "email").email().required())
              .add(
                  Part.besides(
                      (write, body) ->
                          body.put(
                              write.settings().getOr(SamsaraSettings.USER_AUTH_TYPE, "default"),
                              "authType")))
              .add(new SamsaraRole())
              .build(),
          RepeatSafety.LOOK_UP_FIRST);

  static final RecordCall DASHBOARD_USER_UPDATE =
      RecordCall.update(
          "PATCH",
          "/users/",
          FieldMap.builder()
              .silent(User.IS_DRIVER)
              .add(SamsaraParts.NAME)
              .add(new SamsaraRole())
              .build());

  /**
   * Creates an inspection. It is never repeated: Samsara would store a second inspection, and it
   * documents no list in which the first could be looked up.
   */
  static final RecordCall DVIR_CREATE =
      RecordCall.create(
          "/fleet/dvirs",
          FieldMap.builder()
              .silent(DvirLog.DEFECTS)
              .rule(new ValueRule.MaxItems(DvirLog.DEFECTS, 0))
              .rule(new PresenceRule.AnyOf(List.of(DvirLog.VEHICLE_ID, DvirLog.TRAILER_ID)))
              .add(new SamsaraDvir.Author())
              .add(new SamsaraDvir.Safety())
              .add(Place.word(DvirLog.LOG_TYPE, SamsaraWords.LOG_TYPES, "type").required())
              .add(Place.reference(DvirLog.VEHICLE_ID, "vehicleId"))
              .add(Place.reference(DvirLog.TRAILER_ID, "trailerId"))
              .add(new SamsaraDvir.Notes())
              .add(new SamsaraDvir.Odometer())
              .build(),
          RepeatSafety.NEVER);

  /**
   * Creates a fuel purchase with the operation's key as its reference. A repeat is safe, because
   * Samsara accepts each reference once.
   */
  static final RecordCall FUEL_CREATE =
      RecordCall.create(
          "/fuel-purchase",
          FieldMap.builder()
              .rule(new PresenceRule.Required(FuelTransaction.TOTAL_COST))
              .rule(new PresenceRule.Required(FuelTransaction.CURRENCY))
              .rule(new ValueRule.OneOf(FuelTransaction.CURRENCY, SamsaraWords.CURRENCIES))
              .add(
                  Part.besides(
                      (write, body) -> body.put(write.key().hex(), "transactionReference")))
              .add(Place.of(FuelTransaction.TRANSACTION_TIME, "transactionTime").required())
              .add(SamsaraFuel.LOCATION)
              .add(
                  Part.both(
                      FuelTransaction.FUEL_VOLUME,
                      FuelTransaction.FUEL_VOLUME_UNIT,
                      (volume, unit) -> Units.plain(Units.litres(volume, unit)),
                      "fuelQuantityLiters"))
              .add(
                  Part.of(
                      List.of(FuelTransaction.TOTAL_COST, FuelTransaction.CURRENCY),
                      SamsaraFuel::price))
              .add(Place.reference(FuelTransaction.VEHICLE_ID, "vehicleId"))
              .add(Place.reference(FuelTransaction.DRIVER_ID, "driverId"))
              .add(Place.text(FuelTransaction.FUEL_VENDOR, 0, 255, "merchantName"))
              .add(Place.word(FuelTransaction.FUEL_TYPE, SamsaraWords.FUELS, "iftaFuelType"))
              .build(),
          RepeatSafety.SAFE);

  private SamsaraCalls() {}

  private static Place<Integer> year(Field<Integer> field) {
    return Place.of(field, "year").rule(new ValueRule.Range(field, 1, 9999));
  }

  private static FieldMap.Builder trailer(FieldMap.Builder map) {
    return map.add(
            Place.text(Trailer.TRAILER_NAME, 1, LONGEST_NAME, "name")
                .required()
                .cleared(Clearing.REFUSED))
        .add(Place.text(Trailer.VIN, 11, 17, "vin").cleared(Clearing.REFUSED))
        .add(Place.text(Trailer.OEM, 0, 255, "make").cleared(Clearing.REFUSED))
        .add(Place.text(Trailer.MODEL_TYPE, 0, 255, "model").cleared(Clearing.REFUSED))
        .add(year(Trailer.MODEL_YEAR).cleared(Clearing.REFUSED))
        .add(
            Place.text(Trailer.LICENSE_PLATE_NUMBER, 0, LONGEST_PLATE, "licensePlate")
                .cleared(Clearing.REFUSED))
        .add(Place.text(Trailer.NOTES, 0, LONGEST_NOTES, "notes").cleared(Clearing.REFUSED))
        .add(SamsaraParts.EXTERNAL_ID);
  }
}
