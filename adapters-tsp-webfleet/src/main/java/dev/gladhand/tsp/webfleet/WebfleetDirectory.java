package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FailedRead;
import dev.gladhand.tsp.kit.TspJson;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists drivers and objects, each by one report. */
final class WebfleetDirectory implements Directory {
  static final String VEHICLES = "showVehicleReportExtern";

  private final WebfleetApi api;

  WebfleetDirectory(WebfleetApi api) {
    this.api = api;
  }

  @Override
  public Set<Resource> resources() {
    return Set.of(Resource.USER, Resource.VEHICLE);
  }

  @Override
  public Listing list(Resource resource, @Nullable String cursor, TspAccess tsp) {
    var isDrivers = resource == Resource.USER;
    var report =
        api.request(tsp.settings(), isDrivers ? WebfleetDrivers.REPORT : VEHICLES, Map.of());
    return switch (api.read(report, tsp)) {
      case Exchange.Failed failed -> FailedRead.listing(failed);
      case Exchange.Answered answered -> {
        var rows = WebfleetApi.rows(answered);
        if (rows == null) {
          yield new Listing.Failed(
              answered.error(ErrorType.TSP, "the report cannot be read", false),
              new Retry.Backoff());
        }
        var entries = new ArrayList<Entry>();
        for (var row : rows) {
          var id = TspJson.id(row, isDrivers ? "driveruid" : "objectuid");
          var name = WebfleetApi.field(row, isDrivers ? "name1" : "objectname");
          if (id != null) {
            entries.add(new Entry(id, name, Map.of()));
          }
        }
        yield new Listing.Page(entries, null);
      }
    };
  }
}
