package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Writes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Simulates {@code /assets}: the records that are called assets, of which vehicles and trailers are
 * types.
 */
final class SamsaraAssets {
  private static final int PAGE = 300;
  private static final Set<String> TYPES =
      Set.of("uncategorized", "trailer", "equipment", "unpowered", "vehicle");

  private final SamsaraOrganization organization;
  private final SamsaraAccess access;
  private final SamsaraRecords assets = new SamsaraRecords();

  SamsaraAssets(SamsaraOrganization organization, SamsaraAccess access) {
    this.organization = organization;
    this.access = access;
  }

  SamsaraRecords records() {
    return assets;
  }

  /** Whether there is an asset with this type and id. */
  boolean isThere(String type, String id) {
    Json.Obj asset = find(id);
    return asset != null && type.equals(asset.text("type"));
  }

  /** The asset with this id or this external id ({@code key:value}); null if there is none. */
  Json.@Nullable Obj find(String idOrExternal) {
    String id = organization.resolve(idOrExternal);
    return id == null ? null : assets.get(id);
  }

  Answer list(Call call) {
    Request request = call.request();
    String type = request.query("type");
    if (type != null && !TYPES.contains(type)) {
      throw SamsaraErrors.invalid(request, "type");
    }
    Predicate<Json.Obj> wanted = asset -> type == null || type.equals(asset.text("type"));
    Set<String> ids = listed(request, "ids");
    if (!ids.isEmpty()) {
      wanted = wanted.and(asset -> ids.contains(SamsaraRecords.id(asset)));
    }
    Set<String> externalIds = listed(request, "externalIds");
    if (!externalIds.isEmpty()) {
      var holders = new TreeSet<String>();
      for (String external : externalIds) {
        String holder = external.indexOf(':') < 0 ? null : organization.resolve(external);
        if (holder != null) {
          holders.add(holder);
        }
      }
      wanted = wanted.and(asset -> holders.contains(SamsaraRecords.id(asset)));
    }
    boolean withExternalIds = "true".equals(request.query("includeExternalIds"));
    boolean withTags = "true".equals(request.query("includeTags"));
    return assets.page(
        request,
        PAGE,
        wanted,
        asset -> {
          Json.Obj shown = withExternalIds ? asset : asset.without("externalIds");
          return withTags ? shown : shown.without("tags");
        });
  }

  Answer create(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.ASSET_CREATE);
    access.requireTags(call.request(), body);
    Json.Obj asset = add(call.request(), organization.nextId(), body);
    note(call.writes(), "create", asset);
    return Answer.json(200, Json.obj("data", asset));
  }

  Answer update(Call call) {
    String id = call.request().query("id");
    if (id == null || id.isEmpty()) {
      return SamsaraErrors.answer(call.request(), 400, "Missing required parameter id.");
    }
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.ASSET_UPDATE);
    Json.Obj asset = change(call.request(), id, _ -> true, body);
    if (asset == null) {
      return SamsaraErrors.answer(call.request(), 404, "Asset not found.");
    }
    note(call.writes(), "update", asset);
    return Answer.json(200, Json.obj("data", asset));
  }

  /** Adds an asset from a body that has been checked. */
  Json.Obj add(Request request, String id, Json.Obj body) {
    synchronized (organization) {
      assets.requireRoom(request);
      Json.Obj fresh =
          Json.obj("id", id, "type", "uncategorized", "createdAtTime", organization.now());
      return store(request, id, fresh, body);
    }
  }

  /**
   * Changes an asset as a body says that has been checked, and returns it. Null, without a change,
   * if there is no such asset or {@code wanted} rejects it.
   */
  Json.@Nullable Obj change(
      Request request, String idOrExternal, Predicate<Json.Obj> wanted, Json.Obj body) {
    synchronized (organization) {
      Json.Obj before = find(idOrExternal);
      return before == null || !wanted.test(before)
          ? null
          : store(request, SamsaraRecords.id(before), before, body);
    }
  }

  private Json.Obj store(Request request, String id, Json.Obj before, Json.Obj body) {
    var after = new LinkedHashMap<>(before.fields());
    body.fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Null) {
                after.remove(name);
              } else {
                after.put(name, value);
              }
            });
    after.put("externalIds", organization.claimExternalIds(request, id, before, body));
    after.putIfAbsent("type", new Json.Text("uncategorized"));
    SamsaraTags.show(after);
    after.put("updatedAtTime", new Json.Text(organization.now()));
    var asset = new Json.Obj(after);
    assets.put(id, asset);
    return asset;
  }

  static void note(Writes writes, String operation, Json.Obj asset) {
    String type = String.valueOf(asset.text("type"));
    Json.Obj externalIds = asset.object("externalIds");
    String key = externalIds.fields().isEmpty() ? asset.text("name") : externalIds.write();
    writes.applied(
        type.equals("vehicle") || type.equals("trailer") ? type : "asset",
        operation,
        SamsaraRecords.id(asset),
        String.valueOf(key),
        asset);
  }

  private static Set<String> listed(Request request, String name) {
    var values = new TreeSet<String>();
    for (String value : request.queryAll(name)) {
      values.addAll(List.of(value.split(",", -1)));
    }
    values.remove("");
    return values;
  }
}
