package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Shape;
import java.util.LinkedHashMap;
import java.util.Set;

/**
 * Simulates {@code /fleet/vehicles} or {@code /fleet/trailers}: the assets of one type, under the
 * field names that this path has. A vehicle cannot be created here.
 */
final class SamsaraFleet {
  private static final Set<String> SHARED =
      Set.of(
          "id",
          "name",
          "notes",
          "licensePlate",
          "externalIds",
          "tags",
          "createdAtTime",
          "updatedAtTime");
  private static final Set<String> VEHICLE_ONLY =
      Set.of(
          "vin",
          "make",
          "model",
          "vehicleRegulationMode",
          "vehicleType",
          "odometerMeters",
          "engineHours",
          "staticAssignedDriverId",
          "harshAccelerationSettingType");
  private static final Set<String> TRAILER_ONLY = Set.of("enabledForMobile");

  private final SamsaraAssets assets;
  private final SamsaraOrganization organization;
  private final SamsaraAccess access;
  private final String type;
  private final Shape update;

  SamsaraFleet(
      SamsaraAssets assets,
      SamsaraOrganization organization,
      SamsaraAccess access,
      String type,
      Shape update) {
    this.assets = assets;
    this.organization = organization;
    this.access = access;
    this.type = type;
    this.update = update;
  }

  Answer list(Call call) {
    return assets.records().page(call.request(), 512, this::isOurs, this::show);
  }

  Answer get(Call call) {
    Json.Obj asset = assets.find(call.id());
    return asset == null || !isOurs(asset)
        ? missing(call.request())
        : Answer.json(200, Json.obj("data", show(asset)));
  }

  Answer createTrailer(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.TRAILER_CREATE);
    access.requireTags(call.request(), body);
    Json.Obj asset = assets.add(call.request(), organization.nextId(), stored(body));
    SamsaraAssets.note(call.writes(), "create", asset);
    return Answer.json(200, Json.obj("data", show(asset)));
  }

  Answer update(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), update);
    Json.Obj asset = assets.change(call.request(), call.id(), this::isOurs, stored(body));
    if (asset == null) {
      return missing(call.request());
    }
    SamsaraAssets.note(call.writes(), "update", asset);
    return Answer.json(200, Json.obj("data", show(asset)));
  }

  private boolean isOurs(Json.Obj asset) {
    return type.equals(asset.text("type"));
  }

  /**
   * Converts a body to the form in which an asset is stored: an empty string becomes null, which
   * clears the field, and a trailer's serial number gets the name that it has in an asset.
   */
  private Json.Obj stored(Json.Obj body) {
    var fields = new LinkedHashMap<>(body.fields());
    fields.replaceAll(
        (_, value) ->
            value instanceof Json.Text(String text) && text.isEmpty() ? new Json.Null() : value);
    Json serial = fields.remove("trailerSerialNumber");
    if (serial != null) {
      fields.put("serialNumber", serial);
    }
    fields.put("type", new Json.Text(type));
    return new Json.Obj(fields);
  }

  private Json.Obj show(Json.Obj asset) {
    boolean vehicle = type.equals("vehicle");
    var shown = new LinkedHashMap<String, Json>();
    asset
        .fields()
        .forEach(
            (name, value) -> {
              if (SHARED.contains(name) || (vehicle ? VEHICLE_ONLY : TRAILER_ONLY).contains(name)) {
                shown.put(name, value);
              }
            });
    if (vehicle && asset.get("year") instanceof Json.Num(String year)) {
      shown.put("year", new Json.Text(year));
    }
    Json serial = asset.get("serialNumber");
    if (!vehicle && serial != null) {
      shown.put("trailerSerialNumber", serial);
    }
    return new Json.Obj(shown);
  }

  private Answer missing(Request request) {
    return SamsaraErrors.answer(
        request, 404, (type.equals("vehicle") ? "Vehicle" : "Trailer") + " not found.");
  }
}
