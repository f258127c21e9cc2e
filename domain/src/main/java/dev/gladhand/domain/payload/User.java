package dev.gladhand.domain.payload;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Resource;
import java.time.LocalDate;
import java.util.List;

/** A driver, or another person who works with the fleet. */
public record User(Fields fields) implements Payload {
  public static final Field<String> USERNAME = new Field<>("username", FieldTypes.TEXT);
  public static final Field<Boolean> IS_ACTIVE = new Field<>("is_active", FieldTypes.FLAG);
  public static final Field<UserStatus> STATUS =
      new Field<>("status", new FieldType.Choice<>(UserStatus.class));
  public static final Field<Boolean> IS_DRIVER = new Field<>("is_driver", FieldTypes.FLAG);
  public static final Field<String> USER_DESIGNATION =
      new Field<>("user_designation", FieldTypes.TEXT);
  public static final Field<String> USER_EMAIL = new Field<>("user_email", FieldTypes.TEXT);
  public static final Field<String> FIRST_NAME = new Field<>("first_name", FieldTypes.TEXT);
  public static final Field<String> LAST_NAME = new Field<>("last_name", FieldTypes.TEXT);
  public static final Field<String> PHONE_NUMBER = new Field<>("phone_number", FieldTypes.TEXT);
  public static final Field<String> COUNTRY_CODE =
      new Field<>("country_code", FieldTypes.COUNTRY_3);
  public static final Field<String> LICENSE_COUNTRY =
      new Field<>("license_country", FieldTypes.COUNTRY_3);
  public static final Field<String> LICENSE_REGION = new Field<>("license_region", FieldTypes.TEXT);
  public static final Field<String> LICENSE_NUMBER = new Field<>("license_number", FieldTypes.TEXT);
  public static final Field<LocalDate> LICENSE_EXPIRATION =
      new Field<>("license_expiration", FieldTypes.DAY);
  public static final Field<String> EMPLOYEE_NUMBER =
      new Field<>("employee_number", FieldTypes.TEXT);
  public static final Field<String> CARRIER_NUMBER = new Field<>("carrier_number", FieldTypes.TEXT);
  public static final Field<String> NOTES = new Field<>("notes", FieldTypes.NOTE);
  public static final Field<String> HOS_RULESET_CODE =
      new Field<>("hos_ruleset_code", FieldTypes.HOS_RULESET);
  public static final Field<Boolean> ALLOW_YARD_MOVE =
      new Field<>("allow_yard_move", FieldTypes.FLAG);
  public static final Field<Boolean> ALLOW_PERSONAL_CONVEYANCE =
      new Field<>("allow_personal_conveyance", FieldTypes.FLAG);
  public static final Field<Boolean> ALLOW_ADVERSE_DRIVING =
      new Field<>("allow_adverse_driving", FieldTypes.FLAG);
  public static final Field<String> DEFAULT_TIME_ZONE =
      new Field<>("default_time_zone", FieldTypes.TIME_ZONE);
  public static final Field<HosComplianceType> HOS_COMPLIANCE_TYPE =
      new Field<>("hos_compliance_type", new FieldType.Choice<>(HosComplianceType.class));
  public static final Field<HosTrackingMethod> HOS_TRACKING_METHOD =
      new Field<>("hos_tracking_method", new FieldType.Choice<>(HosTrackingMethod.class));

  static final Shape SHAPE =
      Shape.of(
          List.of(
              USERNAME,
              IS_ACTIVE,
              STATUS,
              IS_DRIVER,
              USER_DESIGNATION,
              USER_EMAIL,
              FIRST_NAME,
              LAST_NAME,
              PHONE_NUMBER,
              COUNTRY_CODE,
              LICENSE_COUNTRY,
              LICENSE_REGION,
              LICENSE_NUMBER,
              LICENSE_EXPIRATION,
              EMPLOYEE_NUMBER,
              CARRIER_NUMBER,
              NOTES,
              HOS_RULESET_CODE,
              ALLOW_YARD_MOVE,
              ALLOW_PERSONAL_CONVEYANCE,
              ALLOW_ADVERSE_DRIVING,
              DEFAULT_TIME_ZONE,
              HOS_COMPLIANCE_TYPE,
              HOS_TRACKING_METHOD));

  @Override
  public Resource resource() {
    return Resource.USER;
  }
}
