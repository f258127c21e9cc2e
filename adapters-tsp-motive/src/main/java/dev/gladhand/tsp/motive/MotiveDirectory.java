package dev.gladhand.tsp.motive;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.RecordPage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists users, vehicles and assets, with 100 on a page; a cursor is the number of the next page.
 */
final class MotiveDirectory implements Directory {
  private static final int PER_PAGE = 100;

  /** The gateway's name of each field that is listed unchanged, by Motive's name. */
  private static final Map<String, String> VEHICLE =
      Map.of("vin", "vin", "make", "oem", "model", "model_type", "number", "vehicle_name");

  private static final Map<String, String> TRAILER =
      Map.of("vin", "vin", "make", "oem", "model", "model_type", "name", "trailer_name");
  private static final Map<String, String> USER =
      Map.of(
          "first_name",
          "first_name",
          "last_name",
          "last_name",
          "email",
          "user_email",
          "phone",
          "phone_number");

  private final TspApi api;

  MotiveDirectory(TspApi api) {
    this.api = api;
  }

  @Override
  public Set<Resource> resources() {
    return Set.of(Resource.USER, Resource.VEHICLE, Resource.TRAILER);
  }

  @Override
  public Listing list(Resource resource, @Nullable String cursor, TspAccess tsp) {
    var kind = MotiveKind.of(resource);
    var page = cursor == null ? 1 : Integer.parseInt(cursor);
    var query = kind.path() + "?per_page=" + PER_PAGE + "&page_no=" + page;
    return RecordPage.of(
        api.readPage(api.get(tsp.settings(), query), tsp),
        answered -> TspJson.items(answered.json(), kind.plural()),
        item -> {
          var known = MotiveJson.Known.of(item, kind.singular());
          return known == null
              ? null
              : new Entry(known.id(), name(resource, known.json()), fields(resource, known));
        },
        (answered, items) -> next(answered, items.size(), page));
  }

  /** The next page. If the answer has no total, a page may follow every full page. */
  private static @Nullable String next(Exchange.Answered answered, int items, int page) {
    var total = TspJson.whole(answered.json(), "pagination", "total");
    var more = total != null ? total > (long) page * PER_PAGE : items == PER_PAGE;
    return more && items > 0 ? String.valueOf(page + 1) : null;
  }

  private static @Nullable String name(Resource resource, TspJson record) {
    if (resource != Resource.USER) {
      return TspJson.string(record, resource == Resource.VEHICLE ? "number" : "name");
    }
    var first = TspJson.string(record, "first_name");
    var last = TspJson.string(record, "last_name");
    var both = ((first == null ? "" : first) + " " + (last == null ? "" : last)).strip();
    return both.isEmpty() ? null : both;
  }

  private static Map<String, Object> fields(Resource resource, MotiveJson.Known known) {
    var ours =
        switch (resource) {
          case VEHICLE -> VEHICLE;
          case TRAILER -> TRAILER;
          case USER -> USER;
          case MESSAGE, GROUP_MESSAGE, DVIR_LOG, FUEL_TRANSACTION ->
              throw new IllegalArgumentException(resource + " is not listed");
        };
    var fields = RecordPage.fields(known.json(), ours);
    var status = TspJson.string(known.json(), "status");
    if (status != null) {
      fields.put("is_active", status.equals("active"));
    }
    var role = TspJson.string(known.json(), "role");
    if (resource == Resource.USER && role != null) {
      fields.put("is_driver", role.equals("driver"));
    }
    return fields;
  }
}
