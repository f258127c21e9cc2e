package dev.gladhand.tsp.motive;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Directory.Entry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.body.FullName;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.RecordPage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists users, vehicles and assets, with 100 on a page; a cursor is the number of the next page.
 */
final class MotiveDirectory implements Directory {
  private static final int PER_PAGE = 100;

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
        item -> entry(resource, kind, kind.known(item)),
        (answered, items) -> next(answered, items.size(), page));
  }

  /**
   * The number of the next page; null at the end. If the answer has no total number of records,
   * another page is assumed after each full page.
   */
  private static @Nullable String next(Exchange.Answered answered, int items, int page) {
    var total = TspJson.whole(answered.json(), "pagination", "total");
    var more = total != null ? total > (long) page * PER_PAGE : items == PER_PAGE;
    return more && items > 0 ? String.valueOf(page + 1) : null;
  }

  private static @Nullable Entry entry(
      Resource resource, MotiveKind kind, @Nullable TspJson record) {
    var id = TspJson.id(record, "id");
    if (record == null || id == null) {
      return null;
    }
    var fields = kind.fields().read(record);
    var status = TspJson.string(record, "status");
    if (status != null) {
      fields.put("is_active", status.equals("active"));
    }
    var role = TspJson.string(record, "role");
    if (resource == Resource.USER && role != null) {
      fields.put("is_driver", role.equals("driver"));
    }
    var name =
        switch (resource) {
          case USER ->
              FullName.join(TspJson.text(record, "first_name"), TspJson.text(record, "last_name"));
          case VEHICLE -> TspJson.text(record, "number");
          default -> TspJson.text(record, "name");
        };
    return new Entry(id, name == null || name.isEmpty() ? null : name, fields);
  }
}
