package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.HosComplianceType;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Activity;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.Countries;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Place;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The fields of devices, which are vehicles or trailers, and of users. */
final class GeotabFields {
  /** The value of {@code activeTo} for a record that stays active. */
  private static final String FOR_EVER = "2050-01-01T00:00:00.000Z";

  /**
   * The clearance of new users, which permits nothing, because the fleet itself decides what a user
   * may do.
   */
  private static final String NO_CLEARANCE = "GroupNothingSecurityId";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Geotab's names of the rule sets for hours of service, by the gateway's code. Only rule sets
   * whose name Geotab documents are here.
   */
  private static final Map<String, String> RULE_SETS =
      Map.of(
          "US_INT_PROP_60_7", "America7Day",
          "US_INT_PROP_70_8", "America8Day",
          "CA_FED_C1_70_7", "CanadaSouthOf60CycleOne");

  private static final List<Field<?>> NAMES = List.of(User.USERNAME, User.USER_EMAIL);

  /** {@code name}: the login of a new account. */
  private static final Part LOGIN =
      Part.ruled(
          NAMES,
          (_, _) ->
              List.of(
                  new PresenceRule.AnyOf(NAMES),
                  new ValueRule.Length(User.USERNAME, 1, 255),
                  new ValueRule.Length(User.USER_EMAIL, 1, 255)),
          (write, body) -> {
            body.put(login(write), "name");
            var email = write.payload().fields().get(User.USER_EMAIL);
            if (email != null && !email.equals(login(write))) {
              body.notDelivered(User.USER_EMAIL);
            }
          });

  /** The group that makes a device a vehicle; {@link #TRAILERS} makes it a trailer. */
  private static final String VEHICLES = "GroupVehicleId";

  private static final String TRAILERS = "GroupTrailerId";

  static final FieldMap VEHICLE = vehicle(FieldMap.builder()).build();
  static final FieldMap NEW_VEHICLE =
      vehicle(
              created(VEHICLES)
                  .add(
                      serial(
                          settings -> !settings.getOr(GeotabSettings.UNTRACKED_VEHICLES, false))))
          .build();

  static final FieldMap TRAILER = device(FieldMap.builder(), Trailer.TRAILER_NAME).build();

  static final FieldMap NEW_TRAILER =
      device(created(TRAILERS).add(serial(_ -> false)), Trailer.TRAILER_NAME).build();

  static final FieldMap USER =
      user(FieldMap.builder()
              .add(Place.text(User.USERNAME, 1, 255, "name").cleared(Clearing.REFUSED)))
          .build();
  static final FieldMap NEW_USER =
      user(FieldMap.builder().add(LOGIN).add(Part.besides(GeotabFields::account))).build();

  private GeotabFields() {}

  static String moment(Instant instant) {
    return UTC.format(instant);
  }

  /**
   * Begins the fields of a new device with its groups and the time since which it is active.
   *
   * @param kind the group that makes the device a vehicle or a trailer
   */
  private static FieldMap.Builder created(String kind) {
    return FieldMap.builder()
        .add(
            Part.besides(
                (write, body) -> {
                  var groups = new ArrayList<>(GeotabSettings.groups(write.settings()));
                  groups.removeAll(
                      List.of(GeotabApi.reference(VEHICLES), GeotabApi.reference(TRAILERS)));
                  groups.add(GeotabApi.reference(kind));
                  body.put(groups, "groups").put(moment(write.key().accepted()), "activeFrom");
                }));
  }

  private static FieldMap.Builder vehicle(FieldMap.Builder map) {
    return device(map, Vehicle.VEHICLE_NAME)
        .add(text(Vehicle.ENGINE_VIN, 50, "engineVehicleIdentificationNumber"));
  }

  /**
   * Adds the fields that vehicles and trailers share; except the name, both resources have them
   * under the same names in the gateway's API.
   */
  private static FieldMap.Builder device(FieldMap.Builder map, Field<String> name) {
    return map.add(Place.text(name, 1, 50, "name").required().cleared(Clearing.REFUSED))
        .add(text(Vehicle.VIN, 50, "vehicleIdentificationNumber"))
        .add(text(Vehicle.LICENSE_PLATE_NUMBER, 50, "licensePlate"))
        .add(text(Vehicle.LICENSE_PLATE_REGION, 50, "licenseState"))
        .add(text(Vehicle.NOTES, 4096, "comment"))
        .add(Activity.ofAsset(GeotabFields::activity));
  }

  private static FieldMap.Builder user(FieldMap.Builder map) {
    return map.add(text(User.FIRST_NAME, 255, "firstName"))
        .add(text(User.LAST_NAME, 255, "lastName"))
        .add(flag(User.IS_DRIVER, "isDriver"))
        .add(text(User.USER_DESIGNATION, 50, "designation"))
        .add(text(User.EMPLOYEE_NUMBER, 50, "employeeNo"))
        .add(text(User.PHONE_NUMBER, 20, "phoneNumber"))
        .add(
            Place.of(User.COUNTRY_CODE, Countries::twoLetters, "countryCode")
                .cleared(Clearing.EMPTY))
        .add(text(User.LICENSE_NUMBER, 255, "licenseNumber"))
        .add(text(User.LICENSE_REGION, 255, "licenseProvince"))
        .add(Place.of(User.DEFAULT_TIME_ZONE, "timeZoneId").cleared(Clearing.REFUSED))
        .add(text(User.NOTES, 4096, "comment"))
        .add(text(User.CARRIER_NUMBER, 255, "carrierNumber"))
        .add(
            Place.of(User.HOS_RULESET_CODE, RULE_SETS::get, "hosRuleSet")
                .rule(new ValueRule.OneOf(User.HOS_RULESET_CODE, RULE_SETS.keySet()))
                .cleared(Clearing.REFUSED))
        .add(flag(User.ALLOW_YARD_MOVE, "isYardMoveEnabled"))
        .add(flag(User.ALLOW_PERSONAL_CONVEYANCE, "isPersonalConveyanceEnabled"))
        .add(flag(User.ALLOW_ADVERSE_DRIVING, "isAdverseDrivingEnabled"))
        .add(
            Place.of(
                    User.HOS_COMPLIANCE_TYPE,
                    type -> type == HosComplianceType.EXEMPT,
                    "isExemptHOSEnabled")
                .cleared(Clearing.REFUSED))
        .add(Activity.ofUser(GeotabFields::activity));
  }

  private static Place<String> text(Field<String> field, int max, String name) {
    return Place.text(field, 0, max, name).cleared(Clearing.EMPTY);
  }

  private static Place<Boolean> flag(Field<Boolean> field, String name) {
    return Place.of(field, name).cleared(Clearing.REFUSED);
  }

  /**
   * Puts into the body the members of a new account that come from no field of the write, except
   * the password, which the writer generates.
   */
  private static void account(Write<?> write, Body body) {
    var groups = GeotabSettings.groups(write.settings());
    body.put("", "password")
        .put(true, "changePassword")
        .put("BasicAuthentication", "userAuthenticationType")
        .put(groups, "companyGroups")
        .put(List.of(GeotabApi.reference(NO_CLEARANCE)), "securityGroups")
        .put(moment(write.key().accepted()), "activeFrom")
        .put(FOR_EVER, "activeTo");
    if (Boolean.TRUE.equals(write.payload().fields().get(User.IS_DRIVER))) {
      body.put(groups, "driverGroups");
    }
  }

  /** The login of a new account: the user name, or the e-mail address if there is none. */
  static String login(Write<?> write) {
    var fields = write.payload().fields();
    return fields.getOr(User.USERNAME, fields.getOr(User.USER_EMAIL, ""));
  }

  /**
   * {@code serialNumber}. It is part of a create only, because another number in an update would
   * replace the device's hardware.
   */
  private static Part serial(Predicate<Settings> isRequired) {
    var field = Vehicle.ELD_SERIAL_NUMBER;
    var length = new ValueRule.Length(field, 1, 12);
    return Part.ruled(
        List.of(field),
        (_, settings) ->
            isRequired.test(settings)
                ? List.of(length, new PresenceRule.Required(field))
                : List.of(length),
        Place.of(field, "serialNumber")::put);
  }

  /**
   * {@code activeTo}: a time in the far future for an active record; for an inactive one, the time
   * at which the write was accepted.
   */
  private static void activity(Write<?> write, Body body, boolean isActive) {
    body.put(isActive ? FOR_EVER : moment(write.key().accepted()), "activeTo");
  }
}
