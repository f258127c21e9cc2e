package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FailedRead;
import dev.gladhand.tsp.kit.TspApi;
import dev.gladhand.tsp.kit.TspJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists vehicles, the trailers among them by their type, and contacts, 100 a page. */
final class FleetioDirectory implements Directory {
  /** Our name of each field that is listed as it is, by Fleetio's. */
  private static final Map<String, String> ASSET =
      Map.of("vin", "vin", "make", "oem", "model", "model_type");

  private static final Map<String, String> CONTACT =
      Map.of(
          "first_name", "first_name",
          "last_name", "last_name",
          "email", "user_email",
          "mobile_phone_number", "phone_number",
          "employee_number", "employee_number");

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
    return switch (api.readPage(api.get(tsp.settings(), query), tsp)) {
      case Exchange.Answered answered -> read(resource, type, answered);
      case Exchange.Failed failed -> FailedRead.listing(failed);
    };
  }

  /** The records of a list, or null where the answer is none. */
  static @Nullable List<TspJson> records(@Nullable TspJson answer) {
    return TspJson.items(answer, "records");
  }

  private static Listing read(
      Resource resource, @Nullable Integer trailerType, Exchange.Answered answered) {
    var records = records(answered.json());
    if (records == null) {
      return new Listing.Failed(
          answered.error(ErrorType.TSP, "the list cannot be read", false), new Retry.Backoff());
    }
    var entries = new ArrayList<Entry>();
    for (var record : records) {
      var id = TspJson.id(record, "id");
      var type = TspJson.string(record, "vehicle_type_id");
      var isTrailer = trailerType != null && String.valueOf(trailerType).equals(type);
      if (id != null
          && (resource == Resource.USER || isTrailer == (resource == Resource.TRAILER))) {
        entries.add(new Entry(id, TspJson.string(record, "name"), fields(resource, record)));
      }
    }
    return new Listing.Page(entries, TspJson.string(answered.json(), "next_cursor"));
  }

  private static Map<String, Object> fields(Resource resource, TspJson record) {
    var fields = new LinkedHashMap<String, Object>();
    (resource == Resource.USER ? CONTACT : ASSET)
        .forEach(
            (theirs, ours) -> {
              var value = TspJson.string(record, theirs);
              if (value != null) {
                fields.put(ours, value);
              }
            });
    return fields;
  }
}
