package dev.gladhand.tsp.samsara.directory;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Texts;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.json.Json;
import dev.gladhand.tsp.kit.call.TspJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the gateway's fields from Samsara's records. */
final class SamsaraKnown {
  private static final Map<String, Field<?>> DRIVER =
      Map.of(
          "username", User.USERNAME,
          "phone", User.PHONE_NUMBER,
          "notes", User.NOTES,
          "licenseNumber", User.LICENSE_NUMBER,
          "licenseState", User.LICENSE_REGION,
          "timezone", User.DEFAULT_TIME_ZONE,
          "eldYmEnabled", User.ALLOW_YARD_MOVE,
          "eldPcEnabled", User.ALLOW_PERSONAL_CONVEYANCE,
          "eldAdverseWeatherExemptionEnabled", User.ALLOW_ADVERSE_DRIVING);
  private static final Map<String, Field<?>> VEHICLE =
      Map.of(
          "name", Vehicle.VEHICLE_NAME,
          "vin", Vehicle.VIN,
          "licensePlate", Vehicle.LICENSE_PLATE_NUMBER,
          "notes", Vehicle.NOTES,
          "make", Vehicle.OEM,
          "model", Vehicle.MODEL_TYPE);
  private static final Map<String, Field<?>> TRAILER =
      Map.of(
          "name", Trailer.TRAILER_NAME,
          "licensePlate", Trailer.LICENSE_PLATE_NUMBER,
          "notes", Trailer.NOTES);

  private SamsaraKnown() {}

  static @Nullable String name(TspJson item) {
    var name = TspJson.string(item, "name");
    return name == null || name.isEmpty() || !Texts.storable(name) ? null : name;
  }

  static Map<String, Object> fields(Resource resource, TspJson item) {
    var known = new LinkedHashMap<String, Object>();
    (switch (resource) {
          case USER -> DRIVER;
          case VEHICLE -> VEHICLE;
          default -> TRAILER;
        })
        .forEach((theirs, ours) -> put(known, ours, Json.at(item.value(), theirs)));
    if (resource == Resource.USER) {
      var active = !"deactivated".equals(TspJson.string(item, "driverActivationStatus"));
      known.put(User.IS_DRIVER.name(), true);
      known.put(User.IS_ACTIVE.name(), active);
      known.put(User.STATUS.name(), active ? "ACTIVE" : "INACTIVE");
    }
    if (resource == Resource.VEHICLE) {
      var year = TspJson.string(item, "year");
      if (year != null && year.matches("[0-9]{1,4}")) {
        known.put(Vehicle.MODEL_YEAR.name(), new BigDecimal(year));
      }
    }
    return known;
  }

  private static void put(Map<String, Object> known, Field<?> field, @Nullable Object value) {
    if (value instanceof Boolean bool) {
      known.put(field.name(), bool);
    } else if (value instanceof String text && !text.isEmpty() && Texts.storable(text)) {
      known.put(field.name(), text);
    }
  }
}
