package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Resource;
import java.math.BigDecimal;
import java.util.List;

/** A trailer of the fleet. */
public record Trailer(Fields fields) implements Payload {
  public static final Field<String> TRAILER_NAME = new Field<>("trailer_name", FieldTypes.TEXT);
  public static final Field<String> OEM = new Field<>("oem", FieldTypes.TEXT);
  public static final Field<String> MODEL_TYPE = new Field<>("model_type", FieldTypes.TEXT);
  public static final Field<Integer> MODEL_YEAR = new Field<>("model_year", FieldTypes.INT);
  public static final Field<String> VIN = new Field<>("vin", FieldTypes.TEXT);
  public static final Field<String> LICENSE_PLATE_REGION =
      new Field<>("license_plate_region", FieldTypes.TEXT);
  public static final Field<String> LICENSE_PLATE_COUNTRY =
      new Field<>("license_plate_country", FieldTypes.COUNTRY_2_OR_3);
  public static final Field<String> LICENSE_PLATE_NUMBER =
      new Field<>("license_plate_number", FieldTypes.TEXT);
  public static final Field<Boolean> IS_ACTIVE = new Field<>("is_active", FieldTypes.FLAG);
  public static final Field<String> STATUS = new Field<>("status", FieldTypes.TEXT);
  public static final Field<String> NOTES = new Field<>("notes", FieldTypes.NOTE);
  public static final Field<String> ELD_ID = new Field<>("eld_id", FieldTypes.TEXT);
  public static final Field<String> ELD_SERIAL_NUMBER =
      new Field<>("eld_serial_number", FieldTypes.TEXT);
  public static final Field<String> ELD_DEVICE_TYPE =
      new Field<>("eld_device_type", FieldTypes.TEXT);
  public static final Field<String> ELD_PRODUCT_ID = new Field<>("eld_product_id", FieldTypes.TEXT);
  public static final Field<Integer> TOTAL_AXLES = new Field<>("total_axles", FieldTypes.INT);
  public static final Field<String> EXTERNAL_ID = new Field<>("external_id", FieldTypes.TEXT);
  public static final Field<BigDecimal> TRAILER_LENGTH =
      new Field<>("trailer_length", FieldTypes.DECIMAL);
  public static final Field<String> TRAILER_TYPE = new Field<>("trailer_type", FieldTypes.TEXT);

  static final Shape SHAPE =
      Shape.of(
          List.of(
              TRAILER_NAME,
              OEM,
              MODEL_TYPE,
              MODEL_YEAR,
              VIN,
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
              TRAILER_LENGTH,
              TRAILER_TYPE));

  @Override
  public Resource resource() {
    return Resource.TRAILER;
  }
}
