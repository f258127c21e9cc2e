package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.payload.DvirLog;
import dev.gladhand.domain.payload.DvirLogType;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.body.Units;
import dev.gladhand.tsp.kit.body.WordTable;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.Recipients;
import java.util.List;

/** The fields of fuel transactions and inspections. */
final class GeotabEventFields {
  /** The member of a fuel transaction by which it is looked up. */
  static final String REFERENCE = "externalReference";

  private static final WordTable<EngineType> PRODUCTS =
      WordTable.of(EngineType.class)
          .to("Regular", EngineType.GASOLINE)
          .to("Diesel", EngineType.DIESEL)
          .to("E85", EngineType.ETHANOL)
          .to("LPG", EngineType.PROPANE, EngineType.LPG)
          .to("CNG", EngineType.CNG)
          .to("Hydrogen", EngineType.HYDROGEN)
          .to("Electric", EngineType.ELECTRICITY)
          .to("Unknown", EngineType.METHANOL, EngineType.LNG, EngineType.HYBRID)
          .build();

  private static final WordTable<DvirLogType> LOG_TYPES =
      WordTable.of(DvirLogType.class)
          .to("PreTrip", DvirLogType.PRE_TRIP)
          .to("PostTrip", DvirLogType.POST_TRIP)
          .to("Unknown", DvirLogType.UNKNOWN)
          .none(DvirLogType.MECHANIC)
          .build();

  private static final List<Field<?>> INSPECTED = List.of(DvirLog.VEHICLE_ID, DvirLog.TRAILER_ID);

  static final FieldMap FUEL =
      FieldMap.builder()
          .add(
              Place.of(FuelTransaction.TRANSACTION_TIME, GeotabFields::moment, "dateTime")
                  .required())
          .add(Place.reference(FuelTransaction.VEHICLE_ID, "device", "id"))
          .add(Place.reference(FuelTransaction.DRIVER_ID, "driver", "id"))
          .add(
              Part.both(
                  FuelTransaction.FUEL_VOLUME,
                  FuelTransaction.FUEL_VOLUME_UNIT,
                  (volume, unit) -> Units.json(Units.litres(volume, unit)),
                  "volume"))
          .add(
              Part.both(
                  FuelTransaction.ODOMETER,
                  FuelTransaction.ODOMETER_UNIT,
                  (odometer, unit) -> Units.json(Units.metres(odometer, unit).movePointLeft(3)),
                  "odometer"))
          .add(Place.of(FuelTransaction.TOTAL_COST, "cost"))
          .add(Place.of(FuelTransaction.CURRENCY, "currencyCode"))
          .add(Place.word(FuelTransaction.FUEL_TYPE, PRODUCTS, "productType"))
          .add(Place.of(FuelTransaction.FUEL_VENDOR, "siteName"))
          .add(
              Part.both(
                  FuelTransaction.LONGITUDE,
                  FuelTransaction.LATITUDE,
                  (longitude, latitude) -> TspJson.object("x", longitude, "y", latitude),
                  "location"))
          .add(Part.besides((write, body) -> body.put(write.key().hex(), REFERENCE)))
          .build();

  static final FieldMap DVIR =
      FieldMap.builder()
          .add(Place.of(DvirLog.OCCURRED_AT, GeotabFields::moment, "dateTime").required())
          .add(Place.reference(DvirLog.DRIVER_ID, "driver", "id"))
          .rule(new PresenceRule.AnyOf(INSPECTED))
          .add(Part.of(INSPECTED, GeotabEventFields::inspected))
          .add(Part.besides((_, body) -> body.put("Unknown", "logType")))
          .add(Place.word(DvirLog.LOG_TYPE, LOG_TYPES, "logType"))
          .add(
              Part.besides(
                  (write, body) ->
                      body.put(GeotabSettings.defectList(write.settings()), "defectList", "id")))
          .add(
              Part.ruled(
                  List.of(DvirLog.DEFECTS),
                  (_, settings) ->
                      List.of(
                          new ValueRule.EachOneOf(
                              DvirLog.DEFECTS,
                              Wire.words(GeotabSettings.defects(settings).keySet()))),
                  GeotabEventFields::defects))
          .add(Place.of(DvirLog.DRIVER_COMMENT, "driverRemark"))
          .add(Place.of(DvirLog.IS_SAFETY_CRITICAL, critical -> !critical, "isSafeToOperate"))
          .build();

  private GeotabEventFields() {}

  /** {@code device}: the vehicle or the trailer; at Geotab both are devices. */
  private static void inspected(Write<?> write, Body body) {
    var fields = write.payload().fields();
    if (fields.has(DvirLog.VEHICLE_ID) && fields.has(DvirLog.TRAILER_ID)) {
      var why = "must be left out if vehicle_id is set: an inspection is of one of them";
      body.fault(DvirLog.TRAILER_ID, "", why, "contradiction");
    }
    body.put(device(write), "device", "id");
  }

  /** The id of the inspected device. */
  static String device(Write<?> write) {
    var vehicle = Recipients.id(write, DvirLog.VEHICLE_ID);
    return vehicle.isEmpty() ? Recipients.id(write, DvirLog.TRAILER_ID) : vehicle;
  }

  /**
   * {@code dVIRDefects}: the ids of the fleet's own defects, as the connection's settings map them.
   */
  private static void defects(Write<?> write, Body body) {
    var defects = write.payload().fields().get(DvirLog.DEFECTS);
    if (defects != null) {
      var ids = GeotabSettings.defects(write.settings());
      body.put(
          defects.stream()
              .map(word -> GeotabApi.reference(String.valueOf(ids.get(word))))
              .map(id -> TspJson.object("defect", id, "repairStatus", "NotRepaired"))
              .toList(),
          "dVIRDefects");
    }
  }
}
