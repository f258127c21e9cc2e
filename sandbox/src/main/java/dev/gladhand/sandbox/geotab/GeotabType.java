package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type of entity: its members with their blank values, and its rules. Unknown members, and those
 * in another case, are ignored.
 */
enum GeotabType {
  DEVICE("Device", "vehicle") {
    @Override
    Map<String, @Nullable Object> blank() {
      return members(
          "name",
          "",
          "serialNumber",
          "",
          "vehicleIdentificationNumber",
          "",
          "engineVehicleIdentificationNumber",
          "",
          "licensePlate",
          "",
          "licenseState",
          "",
          "comment",
          "",
          "groups",
          List.of(),
          "activeFrom",
          NEVER,
          "activeTo",
          FOR_EVER,
          "deviceType",
          "None",
          "productId",
          0,
          "workTime",
          "WorkTimeStandardHoursId",
          "timeZoneId",
          "",
          "odometer",
          0,
          "parameterVersion",
          1,
          "speedingOn",
          100);
    }

    @Override
    void check(Json.Obj device, Json.@Nullable Obj before) {
      longest(device, "name", 50, 1);
      longest(device, "serialNumber", 12, 0);
      longest(device, "vehicleIdentificationNumber", 50, 0);
      longest(device, "licensePlate", 50, 0);
      Set<String> groups = ids(device, "groups");
      boolean isVehicle = groups.contains(VEHICLES);
      if (isVehicle == groups.contains(TRAILERS)) {
        throw GeotabError.argument(
            "groups must hold exactly one of GroupVehicleId and GroupTrailerId");
      }
      if (groups.size() < 2) {
        throw GeotabError.argument("groups must hold a company group");
      }
      if (before != null && ids(before, "groups").contains(VEHICLES) != isVehicle) {
        throw GeotabError.argument(
            "a vehicle cannot become a trailer, and a trailer cannot become a vehicle");
      }
    }

    @Override
    boolean isSame(Json.Obj one, Json.Obj other) {
      return !"".equals(one.text("serialNumber")) && same(one, other, "serialNumber");
    }
  },

  USER("User", "user") {
    @Override
    Map<String, @Nullable Object> blank() {
      return members(
          "name",
          "",
          "firstName",
          "",
          "lastName",
          "",
          "password",
          "",
          "changePassword",
          false,
          "userAuthenticationType",
          "BasicAuthentication",
          "companyGroups",
          List.of(),
          "securityGroups",
          List.of(),
          "driverGroups",
          List.of(),
          "activeFrom",
          NEVER,
          "activeTo",
          FOR_EVER,
          "isDriver",
          false,
          "designation",
          "",
          "employeeNo",
          "",
          "phoneNumber",
          "",
          "countryCode",
          "",
          "licenseNumber",
          "",
          "licenseProvince",
          "",
          "timeZoneId",
          "America/New_York",
          "comment",
          "",
          "carrierNumber",
          "",
          "hosRuleSet",
          "None",
          "isYardMoveEnabled",
          false,
          "isPersonalConveyanceEnabled",
          false,
          "isAdverseDrivingEnabled",
          false,
          "isExemptHOSEnabled",
          false,
          "language",
          "en",
          "isMetric",
          true,
          "viewDriversOwnDataOnly",
          false);
    }

    @Override
    void check(Json.Obj user, Json.@Nullable Obj before) {
      longest(user, "name", 255, 1);
      longest(user, "firstName", 255, 0);
      longest(user, "lastName", 255, 0);
      longest(user, "designation", 50, 0);
      longest(user, "employeeNo", 50, 0);
      longest(user, "phoneNumber", 20, 0);
      longest(user, "countryCode", 2, 0);
      for (String groups : List.of("companyGroups", "securityGroups")) {
        if (ids(user, groups).isEmpty()) {
          throw GeotabError.argument(groups + " must not be empty");
        }
      }
      if (Boolean.TRUE.equals(user.bool("isDriver")) && ids(user, "driverGroups").isEmpty()) {
        throw GeotabError.argument("driverGroups must not be empty");
      }
      String password = String.valueOf(user.text("password"));
      String name = String.valueOf(user.text("firstName"));
      boolean isGuessable = name.length() > 2 && password.contains(name);
      if (before == null && (password.length() < 8 || isGuessable)) {
        throw new GeotabError("PasswordPolicyViolationException", "the password is too weak");
      }
    }

    @Override
    boolean isSame(Json.Obj one, Json.Obj other) {
      return same(one, other, "name");
    }

    @Override
    Json.Obj shown(Json.Obj entity) {
      return entity.without("password");
    }
  },

  TEXT_MESSAGE("TextMessage", "message") {
    @Override
    Map<String, @Nullable Object> blank() {
      return members(
          "device",
          null,
          "recipient",
          null,
          "user",
          null,
          "isDirectionToVehicle",
          false,
          "messageContent",
          null,
          "parentMessage",
          null,
          "activeFrom",
          NEVER,
          "activeTo",
          FOR_EVER,
          "sent",
          null,
          "delivered",
          null,
          "read",
          null);
    }

    @Override
    Json.Obj added(Json.Obj message, Instant now) {
      return message.with("sent", now.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
    }

    @Override
    void check(Json.Obj message, Json.@Nullable Obj before) {
      Json.Obj content = message.object("messageContent");
      if (!"Normal".equals(content.text("contentType"))
          || String.valueOf(content.text("message")).isEmpty()) {
        throw GeotabError.argument("messageContent must be a normal text");
      }
      if (has(message, "device") == has(message, "recipient")) {
        throw GeotabError.argument("a message must have exactly one of device and recipient");
      }
    }
  },

  DVIR_LOG("DVIRLog", "dvir_log") {
    @Override
    Map<String, @Nullable Object> blank() {
      return members(
          "dateTime",
          null,
          "driver",
          null,
          "device",
          null,
          "trailer",
          null,
          "logType",
          "Unknown",
          "defectList",
          null,
          "dVIRDefects",
          List.of(),
          "driverRemark",
          "",
          "isSafeToOperate",
          true,
          "isInspectedByDriver",
          true,
          "odometer",
          0,
          "location",
          null,
          "certifyRemark",
          "");
    }

    @Override
    void check(Json.Obj log, Json.@Nullable Obj before) {
      if (!has(log, "dateTime") || !has(log, "driver") || !has(log, "defectList")) {
        throw new GeotabError(
            "ArgumentNullException", "dateTime, driver and defectList are required");
      }
      if (has(log, "device") == has(log, "trailer")) {
        throw GeotabError.argument("a log must have exactly one of device and trailer");
      }
      if (!Set.of("Unknown", "PreTrip", "PostTrip", "InTrip")
          .contains(String.valueOf(log.text("logType")))) {
        throw GeotabError.argument("logType must be one of Unknown, PreTrip, PostTrip, InTrip");
      }
      for (Json one : log.items("dVIRDefects")) {
        boolean isNew =
            one instanceof Json.Obj defect
                && has(defect, "defect")
                && "NotRepaired".equals(defect.text("repairStatus"))
                && !has(defect, "repairUser");
        if (!isNew) {
          throw GeotabError.argument("a new defect must name a defect and must not be repaired");
        }
      }
    }
  },

  FUEL_TRANSACTION("FuelTransaction", "fuel_transaction") {
    @Override
    Map<String, @Nullable Object> blank() {
      return members(
          "dateTime",
          null,
          "volume",
          0,
          "odometer",
          0,
          "cost",
          0,
          "currencyCode",
          "USD",
          "device",
          null,
          "driver",
          null,
          "location",
          null,
          "productType",
          "Unknown",
          "provider",
          "Unknown",
          "externalReference",
          "",
          "siteName",
          "",
          "comments",
          "",
          "sourceData",
          "");
    }

    @Override
    void check(Json.Obj entry, Json.@Nullable Obj before) {
      if (!has(entry, "dateTime")) {
        throw new GeotabError("ArgumentNullException", "dateTime is required");
      }
      longest(entry, "externalReference", 255, 0);
      String currency = String.valueOf(entry.text("currencyCode"));
      if (!currency.matches("[A-Z]{3}")) {
        throw GeotabError.argument("currencyCode must be upper case");
      }
    }

    // All members except sourceData are compared.
    @Override
    boolean isSame(Json.Obj one, Json.Obj other) {
      return compared(one).equals(compared(other));
    }

    private static Json.Obj compared(Json.Obj entry) {
      return entry.without("sourceData").without("id").without("version");
    }
  };

  static final String VEHICLES = "GroupVehicleId";
  static final String TRAILERS = "GroupTrailerId";
  private static final String NEVER = "1986-01-01T00:00:00.000Z";
  private static final String FOR_EVER = "2050-01-01T00:00:00.000Z";

  private final String wire;
  private final String resource;

  GeotabType(String wire, String resource) {
    this.wire = wire;
    this.resource = resource;
  }

  /** The members with their blank values. */
  abstract Map<String, @Nullable Object> blank();

  /**
   * @param before the entity that is replaced, or null for a new one
   */
  abstract void check(Json.Obj entity, Json.@Nullable Obj before);

  boolean isSame(Json.Obj one, Json.Obj other) {
    return false;
  }

  /** The entity with the members that the server fills in. */
  Json.Obj added(Json.Obj entity, Instant now) {
    return entity;
  }

  Json.Obj shown(Json.Obj entity) {
    return entity;
  }

  String wire() {
    return wire;
  }

  /** The entity's resource in the journal. */
  String resource(Json.Obj entity) {
    return this == DEVICE && ids(entity, "groups").contains(TRAILERS) ? "trailer" : resource;
  }

  static GeotabType of(@Nullable String wire) {
    for (GeotabType type : values()) {
      if (type.wire.equals(wire)) {
        return type;
      }
    }
    throw GeotabError.argument("unknown typeName " + wire);
  }

  /** The known members of the entity; missing ones are blank. */
  Json.Obj whole(Json.Obj entity) {
    var whole = new LinkedHashMap<String, Json>();
    blank()
        .forEach(
            (name, value) -> {
              Json given = entity.get(name);
              whole.put(name, given == null ? Json.of(value) : given);
            });
    return new Json.Obj(whole);
  }

  static boolean has(Json.Obj entity, String name) {
    Json value = entity.get(name);
    return value != null && !(value instanceof Json.Null);
  }

  static Set<String> ids(Json.Obj entity, String name) {
    return entity.items(name).stream()
        .map(item -> item instanceof Json.Obj one ? String.valueOf(one.text("id")) : "")
        .collect(Collectors.toSet());
  }

  private static boolean same(Json.Obj one, Json.Obj other, String name) {
    return String.valueOf(one.text(name)).equalsIgnoreCase(other.text(name));
  }

  private static void longest(Json.Obj entity, String name, int most, int least) {
    String text = entity.text(name);
    int length = text == null ? -1 : text.codePointCount(0, text.length());
    if (length < least || length > most) {
      throw GeotabError.argument(name + " must have from " + least + " to " + most + " characters");
    }
  }

  private static Map<String, @Nullable Object> members(@Nullable Object... namesAndValues) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return members;
  }
}
