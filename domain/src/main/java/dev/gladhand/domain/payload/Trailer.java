package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Resource;
import java.math.BigDecimal;
import java.util.List;

/** A trailer of the fleet. */
public record Trailer(Fields fields) implements Asset {
  public static final Field<String> TRAILER_NAME = new Field<>("trailer_name", FieldTypes.TEXT);
  public static final Field<String> LICENSE_PLATE_COUNTRY =
      new Field<>("license_plate_country", FieldTypes.COUNTRY_2_OR_3);
  public static final Field<String> STATUS = new Field<>("status", FieldTypes.TEXT);
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
