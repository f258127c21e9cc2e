package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Check;
import dev.gladhand.sandbox.provider.Shape;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The fields of each kind of request body, as Samsara documents them. */
final class SamsaraFields {
  private static final Check TAGS = Check.array(0, Check.matching("\\d{1,19}", "must be a tag id"));
  private static final Check ANY_OBJECT =
      value -> value instanceof Json.Obj ? null : "must be an object";
  private static final Check ROLES =
      Check.array(
          1,
          Check.object(
              Shape.empty()
                  .required("roleId", Check.text(1, 64))
                  .optional("tagId", Check.text(1, 64))));
  private static final Check VIN = Check.text(11, 17);

  static final Shape DRIVER_CREATE =
      Shape.empty()
          .required("name", Check.text(1, 255))
          .required(
              "username",
              Check.text(1, 189).and(Check.matching("[^ @]*", "must not contain spaces or '@'")))
          .required("password", Check.text(1, 255))
          .optional("attributes", Check.array(0, ANY_OBJECT))
          .optional(
              "carrierSettings",
              Check.object(
                  Shape.empty()
                      .optional("carrierName", Check.text(0, 255))
                      .optional("dotNumber", Check.integer(0, Long.MAX_VALUE))
                      .optional("homeTerminalAddress", Check.text(0, 255))
                      .optional("homeTerminalName", Check.text(0, 255))
                      .optional("mainOfficeAddress", Check.text(0, 255))))
          .optional("currentIdCardCode", Check.text())
          .optional("dateOfBirth", Check.text())
          .optional("eldAdverseWeatherExemptionEnabled", Check.bool())
          .optional("eldBigDayExemptionEnabled", Check.bool())
          .optional("eldDayStartHour", Check.integer(0, 23))
          .optional("eldExempt", Check.bool())
          .optional("eldExemptReason", Check.text())
          .optional("eldPcEnabled", Check.bool())
          .optional("eldYmEnabled", Check.bool())
          .optional("email", Check.text())
          .optional("externalIds", Check.textMap())
          .optional("hasDrivingFeaturesHidden", Check.bool())
          .optional("hasVehicleUnpinningEnabled", Check.bool())
          .optional("hosSetting", ANY_OBJECT)
          .optional("licenseNumber", Check.text())
          .optional("licenseState", Check.matching("([A-Z]{2,3})?", "must be an abbreviation"))
          .optional(
              "locale",
              Check.oneOf(
                  "us", "at", "be", "ca", "gb", "fr", "de", "ie", "it", "lu", "mx", "nl", "es",
                  "ch", "pr"))
          .optional("notes", Check.text(0, 4096))
          .optional("peerGroupTagId", Check.text())
          .optional("phone", Check.text(0, 255))
          .optional("profileImageBase64", Check.text())
          .optional("profileImageUrl", Check.text())
          .optional("staticAssignedVehicleId", Check.text())
          .optional("tachographCardNumber", Check.text())
          .optional("tagIds", TAGS)
          .optional("timezone", SamsaraFields::timezone)
          .optional("trailerGroupTagId", Check.text())
          .optional("usDriverRulesetOverride", Check.nullOr(ANY_OBJECT))
          .optional("vehicleGroupTagId", Check.text())
          .optional("waitingTimeDutyStatusEnabled", Check.bool());

  static final Shape DRIVER_UPDATE =
      DRIVER_CREATE
          .patch()
          .optional("driverActivationStatus", Check.oneOf("active", "deactivated"))
          .optional("deactivatedAtTime", Check.time());

  static final Shape VEHICLE_UPDATE =
      Shape.empty()
          .optional("attributes", Check.array(0, ANY_OBJECT))
          .optional("engineHours", Check.integer(0, Long.MAX_VALUE))
          .optional("externalIds", Check.textMap())
          .optional("gatewaySerial", Check.text())
          .optional("grossVehicleWeight", ANY_OBJECT)
          .optional(
              "harshAccelerationSettingType",
              Check.oneOf("passengerCar", "lightTruck", "heavyDuty", "off", "automatic"))
          .optional("licensePlate", Check.text(0, 12))
          .optional("name", Check.text(1, 255))
          .optional("notes", Check.text(0, 255))
          .optional("odometerMeters", Check.integer(0, Long.MAX_VALUE))
          .optional("staticAssignedDriverId", Check.text())
          .optional("tagIds", TAGS)
          .optional("vehicleRegulationMode", Check.oneOf("regulated", "unregulated", "mixed"))
          .optional("vehicleType", Check.text())
          .optional("vin", VIN);

  static final Shape TRAILER_CREATE =
      Shape.empty()
          .required("name", Check.text(1, 255))
          .optional("attributes", Check.array(0, ANY_OBJECT))
          .optional("enabledForMobile", Check.bool())
          .optional("externalIds", Check.textMap())
          .optional("licensePlate", Check.text(0, 12))
          .optional("notes", Check.text(0, 255))
          .optional("tagIds", TAGS)
          .optional("trailerSerialNumber", Check.text());

  static final Shape TRAILER_UPDATE =
      TRAILER_CREATE.patch().clearable().optional("odometerMeters", Check.integer(0, 1L << 53));

  /** The fields of an update of an asset. None may be null, and tags are not accepted. */
  static final Shape ASSET_UPDATE =
      Shape.empty()
          .optional("externalIds", Check.textMap())
          .optional("licensePlate", Check.text(0, 12))
          .optional("make", Check.text(0, 255))
          .optional("model", Check.text(0, 255))
          .optional("name", Check.text(1, 255))
          .optional("notes", Check.text(0, 255))
          .optional("readingsIngestionEnabled", Check.bool())
          .optional("regulationMode", Check.oneOf("mixed", "regulated", "unregulated"))
          .optional("serialNumber", Check.text())
          .optional(
              "type", Check.oneOf("uncategorized", "trailer", "equipment", "unpowered", "vehicle"))
          .optional("vin", VIN)
          .optional("year", Check.integer(0, 9999));

  static final Shape ASSET_CREATE =
      ASSET_UPDATE.optional("attributes", Check.array(0, ANY_OBJECT)).optional("tagIds", TAGS);

  static final Shape USER_UPDATE =
      Shape.empty()
          .optional("name", Check.text(1, 255))
          .optional("authType", Check.oneOf("default", "saml"))
          .optional("expireAt", Check.time())
          .optional("roles", ROLES);

  static final Shape USER_CREATE =
      Shape.empty()
          .required("name", Check.text(1, 255))
          .required("email", Check.matching("[^@\\s]+@[^@\\s]+", "must be an email address"))
          .required("authType", Check.oneOf("default", "saml"))
          .required("roles", ROLES)
          .optional("expireAt", Check.time());

  static final Shape DVIR_CREATE =
      Shape.empty()
          .required("authorId", Check.text(1, 32))
          .required("safetyStatus", Check.oneOf("safe", "unsafe"))
          .required("type", Check.oneOf("mechanic"))
          .optional("licensePlate", Check.text(0, 12))
          .optional("location", Check.text())
          .optional("mechanicNotes", Check.text())
          .optional("odometerMeters", Check.integer(0, 1L << 53))
          .optional("resolvedDefectIds", Check.array(0, Check.text()))
          .optional("trailerId", Check.text(1, 255))
          .optional("vehicleId", Check.text(1, 255));

  static final Shape PRICE =
      Shape.empty()
          .required("amount", Check.decimalText())
          .required("currency", Check.oneOf("usd", "gbp", "cad", "eur", "chf", "mxn"));

  static final Shape FUEL_CREATE =
      Shape.empty()
          .required(
              "transactionReference",
              Check.matching("[a-zA-Z0-9-]{1,32}", "must be 1 to 32 letters, digits or dashes"))
          .required("transactionTime", Check.time())
          .required("transactionLocation", Check.text(1, 1024))
          .required("fuelQuantityLiters", Check.decimalText())
          .required("transactionPrice", Check.object(PRICE))
          .optional("discount", Check.object(PRICE))
          .optional("driverId", Check.text(1, 32))
          .optional("fuelGrade", Check.oneOf("Unknown", "Regular", "Premium"))
          .optional(
              "iftaFuelType",
              Check.oneOf(
                  "Unspecified",
                  "A55",
                  "Biodiesel",
                  "CompressedNaturalGas",
                  "Diesel",
                  "E85",
                  "Electricity",
                  "Ethanol",
                  "Gasohol",
                  "Gasoline",
                  "Hydrogen",
                  "LiquifiedNaturalGas",
                  "M85",
                  "Methanol",
                  "Propane",
                  "Other"))
          .optional("merchantName", Check.text(0, 255))
          .optional("source", Check.text(0, 255))
          .optional("vehicleId", Check.text(1, 32));

  private SamsaraFields() {}

  private static @Nullable String timezone(Json value) {
    return value instanceof Json.Text(String zone) && ZoneId.getAvailableZoneIds().contains(zone)
        ? null
        : "must be an IANA time zone";
  }
}
