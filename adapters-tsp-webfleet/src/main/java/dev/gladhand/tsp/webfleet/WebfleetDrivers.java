package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
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

  /** The object of a driver; empty if the driver is not signed on to one. */
  Fact<String> object(String driver, TspAccess tsp) {
    var report = WebfleetApi.request(api, tsp.settings(), REPORT, Map.of());
    return switch (objects.of("drivers", report, tsp)) {
      case Fact.Known<Map<String, String>>(var all) ->
          new Fact.Known<>(all.getOrDefault(driver, ""));
      case Fact.Unknown<Map<String, String>>(var outcome, var error) ->
          new Fact.Unknown<>(outcome, error);
    };
  }

  private static @Nullable Map<String, String> read(Exchange.Answered answered) {
    var rows = WebfleetApi.rows(answered);
    if (rows == null) {
      return null;
    }
    var objects = new HashMap<String, String>();
    for (var row : rows) {
      var driver = WebfleetApi.field(row, "driveruid");
      var object = WebfleetApi.field(row, "objectuid");
      if (driver != null && object != null) {
        objects.put(driver, object);
      }
    }
    return Map.copyOf(objects);
  }
}
