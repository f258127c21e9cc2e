package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Resource;
import java.util.List;

/** A truck, van or car of the fleet. */
public record Vehicle(Fields fields) implements Asset {
  public static final Field<String> VEHICLE_NAME = new Field<>("vehicle_name", FieldTypes.TEXT);
  public static final Field<String> ENGINE_VIN = new Field<>("engine_vin", FieldTypes.TEXT);
  public static final Field<String> LICENSE_PLATE_COUNTRY =
      new Field<>("license_plate_country", FieldTypes.COUNTRY_3);
  public static final Field<VehicleStatus> STATUS =
      new Field<>("status", new FieldType.Choice<>(VehicleStatus.class));
  public static final Field<String> SPEED_UNIT = new Field<>("speed_unit", FieldTypes.TEXT);
  public static final Field<String> ODOMETER_UNIT = new Field<>("odometer_unit", FieldTypes.TEXT);
  public static final Field<String> FUEL_UNIT = new Field<>("fuel_unit", FieldTypes.TEXT);
  public static final Field<String> FUEL_CAPACITY = new Field<>("fuel_capacity", FieldTypes.TEXT);
  public static final Field<EngineType> ENGINE_TYPE =
      new Field<>("engine_type", new FieldType.Choice<>(EngineType.class));

  static final Shape SHAPE =
      Shape.of(
          List.of(
              VEHICLE_NAME,
              OEM,
              MODEL_TYPE,
              MODEL_YEAR,
              VIN,
              ENGINE_VIN,
              LICENSE_PLATE_REGION,
              LICENSE_PLATE_COUNTRY,
              LICENSE_PLATE_NUMBER,
              IS_ACTIVE,
              STATUS,
              NOTES,
              ELD_ID,
              ELD_SERIAL_NUMBER,
              ELD_DEVICE_TYPE,
              ELD_PRODUCT_ID,
              TOTAL_AXLES,
              EXTERNAL_ID,
              SPEED_UNIT,
              ODOMETER_UNIT,
              FUEL_UNIT,
              FUEL_CAPACITY,
              ENGINE_TYPE));

  @Override
  public Resource resource() {
    return Resource.VEHICLE;
  }
}
