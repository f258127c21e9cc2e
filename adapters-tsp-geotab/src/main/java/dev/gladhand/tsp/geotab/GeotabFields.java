package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.HosComplianceType;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.UserStatus;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.Body;
import dev.gladhand.tsp.kit.Clearing;
import dev.gladhand.tsp.kit.Countries;
import dev.gladhand.tsp.kit.FieldMap;
import dev.gladhand.tsp.kit.Part;
import dev.gladhand.tsp.kit.Place;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes where in devices, of which vehicles and trailers are two kinds, and in users. */
final class GeotabFields {
  /** Active for ever. */
  private static final String FOR_EVER = "2050-01-01T00:00:00.000Z";

  /** The clearance that allows nothing: what a user may do is for the fleet to say. */
  private static final String NO_CLEARANCE = "GroupNothingSecurityId";

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Our rule sets that have a documented name at Geotab. */
  private static final Map<String, String> RULE_SETS =
      Map.of(
          "US_INT_PROP_60_7", "America7Day",
          "US_INT_PROP_70_8", "America8Day",
          "CA_FED_C1_70_7", "CanadaSouthOf60CycleOne");

  static final FieldMap VEHICLE = vehicle(FieldMap.builder()).build();
  static final FieldMap NEW_VEHICLE =
      vehicle(created(GeotabSettings.VEHICLES).add(new Serial(Vehicle.ELD_SERIAL_NUMBER, true)))
          .build();
  static final FieldMap TRAILER = trailer(FieldMap.builder()).build();
  static final FieldMap NEW_TRAILER =
      trailer(created(GeotabSettings.TRAILERS).add(new Serial(Trailer.ELD_SERIAL_NUMBER, false)))
          .build();
  static final FieldMap USER =
      user(FieldMap.builder()
              .add(Place.text(User.USERNAME, 1, 255, "name").cleared(Clearing.REFUSED)))
          .build();
  static final FieldMap NEW_USER =
      user(FieldMap.builder().add(new Login()).add(Part.besides(GeotabFields::account))).build();

  private GeotabFields() {}

  static String moment(Instant instant) {
    return UTC.format(instant);
  }

  private static FieldMap.Builder created(String kind) {
    return FieldMap.builder()
        .add(
            Part.besides(
                (write, body) -> {
                  body.put(GeotabSettings.groups(write.settings(), kind), "groups");
                  body.put(moment(write.key().accepted()), "activeFrom");
                }));
  }

  private static FieldMap.Builder vehicle(FieldMap.Builder map) {
    return map.add(name(Vehicle.VEHICLE_NAME))
        .add(text(Vehicle.VIN, 50, "vehicleIdentificationNumber"))
        .add(text(Vehicle.ENGINE_VIN, 50, "engineVehicleIdentificationNumber"))
        .add(text(Vehicle.LICENSE_PLATE_NUMBER, 50, "licensePlate"))
        .add(text(Vehicle.LICENSE_PLATE_REGION, 50, "licenseState"))
        .add(text(Vehicle.NOTES, 4096, "comment"))
        .add(new Activity(Vehicle.IS_ACTIVE, null));
  }

  private static FieldMap.Builder trailer(FieldMap.Builder map) {
    return map.add(name(Trailer.TRAILER_NAME))
        .add(text(Trailer.VIN, 50, "vehicleIdentificationNumber"))
        .add(text(Trailer.LICENSE_PLATE_NUMBER, 50, "licensePlate"))
        .add(text(Trailer.LICENSE_PLATE_REGION, 50, "licenseState"))
        .add(text(Trailer.NOTES, 4096, "comment"))
        .add(new Activity(Trailer.IS_ACTIVE, null));
  }

  private static FieldMap.Builder user(FieldMap.Builder map) {
    return map.add(text(User.FIRST_NAME, 255, "firstName"))
        .add(text(User.LAST_NAME, 255, "lastName"))
        .add(new Driver())
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
                .rule(new Rule.OneOf(User.HOS_RULESET_CODE, RULE_SETS.keySet()))
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
        .add(new Activity(User.IS_ACTIVE, User.STATUS));
  }

  private static Place<String> name(Field<String> field) {
    return Place.text(field, 1, 50, "name").required().cleared(Clearing.REFUSED);
  }

  private static Place<String> text(Field<String> field, int max, String name) {
    return Place.text(field, 0, max, name).cleared(Clearing.EMPTY);
  }

  private static Place<Boolean> flag(Field<Boolean> field, String name) {
    return Place.of(field, name).cleared(Clearing.REFUSED);
  }

  /** What a new account has besides the caller's fields; the writer makes up the password. */
  private static void account(Write<?> write, Body body) {
    var groups = GeotabSettings.groups(write.settings());
    body.put("", "password");
    body.put(true, "changePassword");
    body.put("BasicAuthentication", "userAuthenticationType");
    body.put(groups, "companyGroups");
    body.put(List.of(GeotabApi.reference(NO_CLEARANCE)), "securityGroups");
    body.put(moment(write.key().accepted()), "activeFrom");
    body.put(FOR_EVER, "activeTo");
    if (Boolean.TRUE.equals(write.payload().fields().get(User.IS_DRIVER))) {
      body.put(groups, "driverGroups");
    }
  }

  /** The login of a new account: the user name, else the e-mail address. */
  static String login(Write<?> write) {
    var fields = write.payload().fields();
    var name = fields.get(User.USERNAME);
    return String.valueOf(name == null ? fields.get(User.USER_EMAIL) : name);
  }

  private record Login() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(User.USERNAME, User.USER_EMAIL);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return List.of(
          new Rule.AnyOf(fields()),
          new Rule.Length(User.USERNAME, 1, 255),
          new Rule.Length(User.USER_EMAIL, 1, 255));
    }

    @Override
    public void put(Write<?> write, Body body) {
      body.put(login(write), "name");
      var email = write.payload().fields().get(User.USER_EMAIL);
      if (email != null && !email.equals(login(write))) {
        body.notDelivered(User.USER_EMAIL);
      }
    }
  }

  private record Driver() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(User.IS_DRIVER);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return type == OperationType.UPDATE ? List.of(new Rule.NotNull(User.IS_DRIVER)) : List.of();
    }

    @Override
    public void put(Write<?> write, Body body) {
      var isDriver = write.payload().fields().get(User.IS_DRIVER);
      if (isDriver != null) {
        body.put(isDriver, "isDriver");
      }
    }
  }

  /** {@code serialNumber}: only of what is created, as another one would swap the hardware. */
  private record Serial(Field<String> field, boolean isVehicle) implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(field);
    }

    @Override
    public List<Rule> rules(OperationType type, Settings settings) {
      var rules = new ArrayList<Rule>();
      rules.add(new Rule.Length(field, 1, 12));
      if (isVehicle && !settings.getOr(GeotabSettings.UNTRACKED_VEHICLES, false)) {
        rules.add(new Rule.Required(field));
      }
      return rules;
    }

    @Override
    public void put(Write<?> write, Body body) {
      var serial = write.payload().fields().get(field);
      if (serial != null) {
        body.put(serial, "serialNumber");
      }
    }
  }

  /** {@code activeTo}: for ever, or until the change was asked for. */
  private record Activity(Field<Boolean> flag, @Nullable Field<UserStatus> status) implements Part {
    @Override
    public List<Field<?>> fields() {
      return status == null ? List.of(flag) : List.of(flag, status);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return type == OperationType.UPDATE
          ? fields().stream().<Rule>map(Rule.NotNull::new).toList()
          : List.of();
    }

    @Override
    public void put(Write<?> write, Body body) {
      var fields = write.payload().fields();
      var isActive = fields.get(flag);
      var word = status == null ? null : fields.get(status);
      if (word != null) {
        var said = word == UserStatus.ACTIVE;
        if (isActive != null && isActive != said) {
          body.fault(User.STATUS, word.wire(), "contradicts is_active", "contradiction");
        }
        isActive = said;
      }
      if (isActive != null) {
        body.put(isActive ? FOR_EVER : moment(write.key().accepted()), "activeTo");
      }
    }
  }
}
