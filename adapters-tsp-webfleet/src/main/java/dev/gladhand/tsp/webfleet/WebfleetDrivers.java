package dev.gladhand.tsp.webfleet;

import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.Assignments;
import dev.gladhand.tsp.kit.message.Destinations;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the vehicles that drivers are signed on to, with one report of all drivers. */
final class WebfleetDrivers {
  static final String REPORT = "showDriverReportExtern";

  private WebfleetDrivers() {}

  /** The destinations of messages to drivers: vehicles. */
  static Destinations destinations(TspApi api, InstantSource clock) {
    return new Destinations(
        "vehicle",
        _ -> true,
        (settings, driver) -> settings.getOr(WebfleetSettings.DRIVER_OBJECTS, Map.of()).get(driver),
        new Assignments(
            api::readPage,
            clock,
            (settings, _) -> WebfleetApi.request(api, settings, REPORT, Map.of()),
            WebfleetDrivers::read),
        "is signed on to no vehicle, and driver_objects names no vehicle either");
  }

  private static @Nullable Map<String, List<String>> read(Exchange.Answered answered) {
    var rows = WebfleetApi.rows(answered);
    if (rows == null) {
      return null;
    }
    var objects = new HashMap<String, List<String>>();
    for (var row : rows) {
      var driver = TspJson.text(row, "driveruid");
      var object = TspJson.text(row, "objectuid");
      if (driver != null && object != null) {
        objects.put(driver, List.of(object));
      }
    }
    return Map.copyOf(objects);
  }
}
