package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report of an inspection. */
final class GeotabDvirLog implements GeotabType {
  @Override
  public String wire() {
    return "DVIRLog";
  }

  @Override
  public String resource(Json.Obj log) {
    return "dvir_log";
  }

  @Override
  public String key(Json.Obj log) {
    return "dvir " + log.object("driver").text("id") + " " + log.text("dateTime");
  }

  @Override
  public Map<String, @Nullable Object> blank() {
    return GeotabMembers.of(
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
  public void check(Json.Obj log, Json.@Nullable Obj before) {
    if (!GeotabMembers.has(log, "dateTime")
        || !GeotabMembers.has(log, "driver")
        || !GeotabMembers.has(log, "defectList")) {
      throw new GeotabError(
          "ArgumentNullException", "dateTime, driver and defectList are required");
    }
    if (GeotabMembers.has(log, "device") == GeotabMembers.has(log, "trailer")) {
      throw GeotabError.argument("a log must have exactly one of device and trailer");
    }
    if (!Set.of("Unknown", "PreTrip", "PostTrip", "InTrip")
        .contains(String.valueOf(log.text("logType")))) {
      throw GeotabError.argument("logType must be one of Unknown, PreTrip, PostTrip, InTrip");
    }
    for (Json one : log.items("dVIRDefects")) {
      boolean isNew =
          one instanceof Json.Obj defect
              && GeotabMembers.has(defect, "defect")
              && "NotRepaired".equals(defect.text("repairStatus"))
              && !GeotabMembers.has(defect, "repairUser");
      if (!isNew) {
        throw GeotabError.argument("a new defect must name a defect and must not be repaired");
      }
    }
  }
}
