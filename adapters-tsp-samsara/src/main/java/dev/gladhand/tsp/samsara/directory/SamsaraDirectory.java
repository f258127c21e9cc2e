package dev.gladhand.tsp.samsara.directory;

import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.UserStatus;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Directory.Entry;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.RecordPage;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists drivers (first the active, then the deactivated ones), vehicles and trailers, with 512 on a
 * page.
 */
public final class SamsaraDirectory implements Directory {
  private static final String ACTIVE = "a:";
  private static final String DEACTIVATED = "d:";

  private final TspApi api;
  private final FieldMap drivers;
  private final FieldMap vehicles;
  private final FieldMap trailers;

  /** Makes a directory; the maps read the fields of each kind of record. */
  public SamsaraDirectory(TspApi api, FieldMap drivers, FieldMap vehicles, FieldMap trailers) {
    this.api = api;
    this.drivers = drivers;
    this.vehicles = vehicles;
    this.trailers = trailers;
  }

  @Override
  public Set<Resource> resources() {
    return Set.of(Resource.USER, Resource.VEHICLE, Resource.TRAILER);
  }

  /**
   * Lists a page. For drivers, the cursor begins with the activation status of the drivers on the
   * page.
   */
  @Override
  public Listing list(Resource resource, @Nullable String cursor, TspAccess tsp) {
    return switch (resource) {
      case USER -> drivers(cursor == null ? ACTIVE : cursor, tsp);
      case VEHICLE -> page(resource, "/fleet/vehicles?limit=512", cursor, tsp);
      case TRAILER -> page(resource, "/fleet/trailers?limit=512", cursor, tsp);
      case MESSAGE, GROUP_MESSAGE, DVIR_LOG, FUEL_TRANSACTION ->
          throw new IllegalArgumentException(resource + " is not listed");
    };
  }

  private Listing drivers(String cursor, TspAccess tsp) {
    var active = cursor.startsWith(ACTIVE);
    var after = cursor.substring(ACTIVE.length());
    var path =
        "/fleet/drivers?limit=512&driverActivationStatus=" + (active ? "active" : "deactivated");
    var listing = page(Resource.USER, path, after.isEmpty() ? null : after, tsp);
    if (!(listing instanceof Listing.Page(var entries, var next))) {
      return listing;
    }
    if (next != null) {
      return new Listing.Page(entries, (active ? ACTIVE : DEACTIVATED) + next);
    }
    return new Listing.Page(entries, active ? DEACTIVATED : null);
  }

  private Listing page(Resource resource, String path, @Nullable String after, TspAccess tsp) {
    var query = after == null ? path : path + "&after=" + TspApi.encode(after);
    return RecordPage.of(
        api.readPage(api.get(tsp.settings(), query), tsp),
        answered -> TspJson.items(answered.json(), "data"),
        item -> entry(resource, item),
        (answered, _) -> SamsaraPages.next(answered.json()));
  }

  private @Nullable Entry entry(Resource resource, TspJson item) {
    var fields =
        switch (resource) {
          case USER -> drivers;
          case VEHICLE -> vehicles;
          default -> trailers;
        };
    var entry = RecordPage.entry(item, "id", "name", fields);
    if (entry == null || resource != Resource.USER) {
      return entry;
    }
    var known = new LinkedHashMap<>(entry.fields());
    var isActive = !"deactivated".equals(TspJson.string(item, "driverActivationStatus"));
    known.put(User.IS_DRIVER.name(), true);
    known.put(User.IS_ACTIVE.name(), isActive);
    known.put(User.STATUS.name(), (isActive ? UserStatus.ACTIVE : UserStatus.INACTIVE).wire());
    return new Entry(entry.source(), entry.name(), known);
  }
}
