package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.record.RecordFacts;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caches the vehicles that drivers are signed on to. One report covers all drivers, because
 * Webfleet allows ten reports a minute.
 */
final class WebfleetDrivers {
  static final String REPORT = "showDriverReportExtern";
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private final TspApi api;
  private final RecordFacts<Map<String, String>> objects;

  WebfleetDrivers(TspApi api, InstantSource clock) {
    this.api = api;
    this.objects = new RecordFacts<>(api::readPage, clock, BELIEVED, WebfleetDrivers::read);
  }

  /** Where the messages to drivers go. */
  Destinations destinations() {
    return new Destinations(
        "vehicle",
        (settings, driver) -> settings.getOr(WebfleetSettings.DRIVER_OBJECTS, Map.of()).get(driver),
        this::object,
        "is signed on to no vehicle, and driver_objects names no vehicle either");
  }

  /** The object of a driver; empty if the driver is not signed on to one. */
  private Fact<String> object(String driver, TspAccess tsp) {
    var report = WebfleetApi.request(api, tsp.settings(), REPORT, Map.of());
    return objects.of("drivers", report, tsp).map(all -> all.getOrDefault(driver, ""));
  }

  private static @Nullable Map<String, String> read(Exchange.Answered answered) {
    var rows = WebfleetApi.rows(answered);
    if (rows == null) {
      return null;
    }
    var objects = new HashMap<String, String>();
    for (var row : rows) {
      var driver = TspJson.text(row, "driveruid");
      var object = TspJson.text(row, "objectuid");
      if (driver != null && object != null) {
        objects.put(driver, object);
      }
    }
    return Map.copyOf(objects);
  }
}
