package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.record.RecordPage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists drivers with one report, and objects (vehicles and trailers) with another. */
final class WebfleetDirectory implements Directory {
  static final String VEHICLES = "showVehicleReportExtern";

  private static final FieldMap NO_FIELDS = FieldMap.builder().build();
  private final TspApi api;

  WebfleetDirectory(TspApi api) {
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
        WebfleetApi.request(
            api, tsp.settings(), isDrivers ? WebfleetDrivers.REPORT : VEHICLES, Map.of());
    return RecordPage.of(
        api.readPage(report, tsp),
        WebfleetApi::rows,
        row ->
            isDrivers
                ? RecordPage.entry(row, "driveruid", "name1", NO_FIELDS)
                : RecordPage.entry(row, "objectuid", "objectname", NO_FIELDS),
        (_, _) -> null);
  }
}
