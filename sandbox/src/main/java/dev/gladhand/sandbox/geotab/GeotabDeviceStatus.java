package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type of the entity that gives a device's present state and its driver; calls can read such
 * entities but not write them.
 */
final class GeotabDeviceStatus implements GeotabType {
  @Override
  public String wire() {
    return "DeviceStatusInfo";
  }

  @Override
  public String resource(Json.Obj status) {
    return "vehicle";
  }

  @Override
  public String key(Json.Obj status) {
    return String.valueOf(status.object("device").text("id"));
  }

  @Override
  public Map<String, @Nullable Object> blank() {
    return GeotabMembers.of(
        "device", null,
        "driver", "UnknownDriverId",
        "isHistoricLastDriver", false,
        "isDeviceCommunicating", true,
        "isDriving", false);
  }

  @Override
  public void check(Json.Obj status, Json.@Nullable Obj before) {
    throw GeotabError.argument("DeviceStatusInfo cannot be written");
  }
}
