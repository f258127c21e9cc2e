package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.unit.OdometerUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A driver vehicle inspection report. */
public record DvirLog(Fields fields) implements Payload {
  public static final Field<Reference> DRIVER_ID =
      new Field<>("driver_id", new FieldType.Ref(Resource.USER));
  public static final Field<Reference> VEHICLE_ID =
      new Field<>("vehicle_id", new FieldType.Ref(Resource.VEHICLE));
  public static final Field<Reference> TRAILER_ID =
      new Field<>("trailer_id", new FieldType.Ref(Resource.TRAILER));
  public static final Field<Instant> OCCURRED_AT = new Field<>("occurred_at", FieldTypes.MOMENT);
  public static final Field<DvirLogType> LOG_TYPE =
      new Field<>("log_type", new FieldType.Choice<>(DvirLogType.class));
  public static final Field<String> INSPECTED_BY = new Field<>("inspected_by", FieldTypes.TEXT);
  public static final Field<Integer> DEFECT_COUNT = new Field<>("defect_count", FieldTypes.INT);
  public static final Field<List<DvirDefect>> DEFECTS =
      new Field<>("defects", FieldTypes.many(new FieldType.Choice<>(DvirDefect.class)));
  public static final Field<Boolean> IS_SAFETY_CRITICAL =
      new Field<>("is_safety_critical", FieldTypes.FLAG);
  public static final Field<String> DRIVER_COMMENT = new Field<>("driver_comment", FieldTypes.NOTE);
  public static final Field<String> CERTIFY_COMMENT =
      new Field<>("certify_comment", FieldTypes.NOTE);
  public static final Field<BigDecimal> ODOMETER = new Field<>("odometer", FieldTypes.DECIMAL);
  public static final Field<OdometerUnit> ODOMETER_UNIT =
      new Field<>("odometer_unit", new FieldType.Choice<>(OdometerUnit.class));

  static final Shape SHAPE =
      Shape.of(
          List.of(
              DRIVER_ID,
              VEHICLE_ID,
              TRAILER_ID,
              OCCURRED_AT,
              LOG_TYPE,
              INSPECTED_BY,
              DEFECT_COUNT,
              DEFECTS,
              IS_SAFETY_CRITICAL,
              DRIVER_COMMENT,
              CERTIFY_COMMENT,
              ODOMETER,
              ODOMETER_UNIT),
          new PresenceRule.Required(DRIVER_ID));

  @Override
  public Resource resource() {
    return Resource.DVIR_LOG;
  }
}
