package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device; its groups say whether it is a vehicle or a trailer. */
final class GeotabDevice implements GeotabType {
  static final String VEHICLES = "GroupVehicleId";
  static final String TRAILERS = "GroupTrailerId";

  @Override
  public String wire() {
    return "Device";
  }

  @Override
  public String resource(Json.Obj device) {
    return GeotabMembers.ids(device, "groups").contains(TRAILERS) ? "trailer" : "vehicle";
  }

  @Override
  public String key(Json.Obj device) {
    return "device " + device.text("name");
  }

  @Override
  public Map<String, @Nullable Object> blank() {
    return GeotabMembers.of(
        "name", "",
        "serialNumber", "",
        "vehicleIdentificationNumber", "",
        "engineVehicleIdentificationNumber", "",
        "licensePlate", "",
        "licenseState", "",
        "comment", "",
        "groups", List.of(),
        "activeFrom", GeotabMembers.NEVER,
        "activeTo", GeotabMembers.FOR_EVER,
        "deviceType", "None",
        "productId", 0,
        "workTime", "WorkTimeStandardHoursId",
        "timeZoneId", "",
        "odometer", 0,
        "parameterVersion", 1,
        "speedingOn", 100);
  }

  @Override
  public void check(Json.Obj device, Json.@Nullable Obj before) {
    GeotabMembers.longest(device, "name", 50, 1);
    GeotabMembers.longest(device, "serialNumber", 12, 0);
    GeotabMembers.longest(device, "vehicleIdentificationNumber", 50, 0);
    GeotabMembers.longest(device, "licensePlate", 50, 0);
    Set<String> groups = GeotabMembers.ids(device, "groups");
    boolean isVehicle = groups.contains(VEHICLES);
    if (isVehicle == groups.contains(TRAILERS)) {
      throw GeotabError.argument(
          "groups must hold exactly one of GroupVehicleId and GroupTrailerId");
    }
    if (groups.size() < 2) {
      throw GeotabError.argument("groups must hold a company group");
    }
    if (before != null && GeotabMembers.ids(before, "groups").contains(VEHICLES) != isVehicle) {
      throw GeotabError.argument(
          "a vehicle cannot become a trailer, and a trailer cannot become a vehicle");
    }
  }

  @Override
  public boolean isSame(Json.Obj one, Json.Obj other) {
    return !"".equals(one.text("serialNumber")) && GeotabMembers.same(one, other, "serialNumber");
  }
}
