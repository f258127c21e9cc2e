package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.unit.FuelVolumeUnit;
import dev.gladhand.domain.unit.OdometerUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A purchase of fuel. */
public record FuelTransaction(Fields fields) implements Payload {
  public static final Field<Reference> DRIVER_ID =
      new Field<>("driver_id", new FieldType.Ref(Resource.USER));
  public static final Field<Reference> VEHICLE_ID =
      new Field<>("vehicle_id", new FieldType.Ref(Resource.VEHICLE));
  public static final Field<Reference> CO_DRIVER_ID =
      new Field<>("co_driver_id", new FieldType.Ref(Resource.USER));
  public static final Field<BigDecimal> LATITUDE =
      new Field<>("latitude", FieldTypes.between(-90, 90));
  public static final Field<BigDecimal> LONGITUDE =
      new Field<>("longitude", FieldTypes.between(-180, 180));
  public static final Field<String> LOCATION_STRING =
      new Field<>("location_string", FieldTypes.TEXT);
  public static final Field<BigDecimal> ODOMETER = new Field<>("odometer", FieldTypes.DECIMAL);
  public static final Field<OdometerUnit> ODOMETER_UNIT =
      new Field<>("odometer_unit", new FieldType.Choice<>(OdometerUnit.class));
  public static final Field<Instant> TRANSACTION_TIME =
      new Field<>("transaction_time", FieldTypes.MOMENT);
  public static final Field<String> TRANSACTION_JURISDICTION =
      new Field<>("transaction_jurisdiction", FieldTypes.TEXT);
  public static final Field<EngineType> FUEL_TYPE =
      new Field<>("fuel_type", new FieldType.Choice<>(EngineType.class));
  public static final Field<BigDecimal> FUEL_VOLUME =
      new Field<>("fuel_volume", FieldTypes.POSITIVE);
  public static final Field<FuelVolumeUnit> FUEL_VOLUME_UNIT =
      new Field<>("fuel_volume_unit", new FieldType.Choice<>(FuelVolumeUnit.class));
  public static final Field<String> FUEL_VENDOR = new Field<>("fuel_vendor", FieldTypes.TEXT);
  public static final Field<BigDecimal> TOTAL_COST = new Field<>("total_cost", FieldTypes.MONEY);
  public static final Field<String> CURRENCY = new Field<>("currency", FieldTypes.CURRENCY);

  static final Shape SHAPE =
      Shape.of(
          List.of(
              DRIVER_ID,
              VEHICLE_ID,
              CO_DRIVER_ID,
              LATITUDE,
              LONGITUDE,
              LOCATION_STRING,
              ODOMETER,
              ODOMETER_UNIT,
              TRANSACTION_TIME,
              TRANSACTION_JURISDICTION,
              FUEL_TYPE,
              FUEL_VOLUME,
              FUEL_VOLUME_UNIT,
              FUEL_VENDOR,
              TOTAL_COST,
              CURRENCY),
          new PresenceRule.Required(DRIVER_ID),
          new PresenceRule.Required(VEHICLE_ID),
          new PresenceRule.Required(FUEL_VOLUME),
          new PresenceRule.Required(FUEL_VOLUME_UNIT));

  @Override
  public Resource resource() {
    return Resource.FUEL_TRANSACTION;
  }
}
