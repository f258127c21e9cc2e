package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldTypes;

/** A vehicle or a trailer of the fleet, with the fields that both have. */
public sealed interface Asset extends Payload permits Vehicle, Trailer {
  Field<String> OEM = new Field<>("oem", FieldTypes.TEXT);
  Field<String> MODEL_TYPE = new Field<>("model_type", FieldTypes.TEXT);
  Field<Integer> MODEL_YEAR = new Field<>("model_year", FieldTypes.INT);
  Field<String> VIN = new Field<>("vin", FieldTypes.TEXT);
  Field<String> LICENSE_PLATE_REGION = new Field<>("license_plate_region", FieldTypes.TEXT);
  Field<String> LICENSE_PLATE_NUMBER = new Field<>("license_plate_number", FieldTypes.TEXT);
  Field<Boolean> IS_ACTIVE = new Field<>("is_active", FieldTypes.FLAG);
  Field<String> NOTES = new Field<>("notes", FieldTypes.NOTE);
  Field<String> ELD_ID = new Field<>("eld_id", FieldTypes.TEXT);
  Field<String> ELD_SERIAL_NUMBER = new Field<>("eld_serial_number", FieldTypes.TEXT);
  Field<String> ELD_DEVICE_TYPE = new Field<>("eld_device_type", FieldTypes.TEXT);
  Field<String> ELD_PRODUCT_ID = new Field<>("eld_product_id", FieldTypes.TEXT);
  Field<Integer> TOTAL_AXLES = new Field<>("total_axles", FieldTypes.INT);
  Field<String> EXTERNAL_ID = new Field<>("external_id", FieldTypes.TEXT);
}
