package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Directory.Entry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.RecordPage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists vehicles and contacts, with 100 on a page. Trailers are vehicles of a certain type. */
final class FleetioDirectory implements Directory {
  private final TspApi api;

  FleetioDirectory(TspApi api) {
    this.api = api;
  }

  @Override
  public Set<Resource> resources() {
    return Set.of(Resource.USER, Resource.VEHICLE, Resource.TRAILER);
  }

  @Override
  public Listing list(Resource resource, @Nullable String cursor, TspAccess tsp) {
    var type = tsp.settings().get(FleetioSettings.TRAILER_TYPE_ID);
    if (resource == Resource.TRAILER && type == null) {
      return new Listing.Page(List.of(), null);
    }
    var query =
        (resource == Resource.USER ? "/contacts" : "/vehicles")
            + "?per_page=100"
            + (cursor == null ? "" : "&start_cursor=" + TspApi.encode(cursor));
    return RecordPage.of(
        api.readPage(api.get(tsp.settings(), query), tsp),
        answered -> records(answered.json()),
        record -> entry(resource, type, record),
        (answered, _) -> TspJson.string(answered.json(), "next_cursor"));
  }

  /** The records of a list, or null if the answer is not a list. */
  static @Nullable List<TspJson> records(@Nullable TspJson answer) {
    return TspJson.items(answer, "records");
  }

  private static @Nullable Entry entry(
      Resource resource, @Nullable Integer trailerType, TspJson record) {
    var isTrailer =
        trailerType != null
            && String.valueOf(trailerType).equals(TspJson.string(record, "vehicle_type_id"));
    var fields =
        switch (resource) {
          case USER -> FleetioFields.CONTACT;
          case VEHICLE -> isTrailer ? null : FleetioFields.VEHICLE;
          default -> isTrailer ? FleetioFields.TRAILER : null;
        };
    return fields == null ? null : RecordPage.entry(record, "id", "name", fields);
  }
}
