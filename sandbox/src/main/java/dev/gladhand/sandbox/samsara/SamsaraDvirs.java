package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Simulates {@code /fleet/dvirs}: inspections by a mechanic. The author of an inspection is a
 * dashboard user.
 */
final class SamsaraDvirs {
  private final SamsaraOrganization organization;
  private final SamsaraAssets assets;
  private final SamsaraUsers users;
  private final SamsaraRecords dvirs = new SamsaraRecords();

  SamsaraDvirs(SamsaraOrganization organization, SamsaraAssets assets, SamsaraUsers users) {
    this.organization = organization;
    this.assets = assets;
    this.users = users;
  }

  SamsaraRecords records() {
    return dvirs;
  }

  Answer create(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.DVIR_CREATE);
    Json.Obj author = users.find(String.valueOf(body.text("authorId")));
    if (author == null) {
      throw SamsaraErrors.invalid(call.request(), "authorId: is not a user");
    }
    if (body.get("vehicleId") == null && body.get("trailerId") == null) {
      throw SamsaraErrors.refusal(
          call.request(), 400, "Either vehicleId or trailerId must be provided.");
    }
    dvirs.requireRoom(call.request());
    String id = organization.nextId();
    var fields = new LinkedHashMap<String, Json>();
    fields.put("id", new Json.Text(id));
    for (String same :
        new String[] {
          "type", "safetyStatus", "licensePlate", "location", "mechanicNotes", "odometerMeters"
        }) {
      Json value = body.get(same);
      if (value != null) {
        fields.put(same, value);
      }
    }
    put(fields, "vehicle", inspected(call.request(), "vehicle", body.text("vehicleId")));
    put(fields, "trailer", inspected(call.request(), "trailer", body.text("trailerId")));
    fields.put(
        "authorSignature",
        Json.obj(
            "type", "mechanic",
            "signedAtTime", organization.now(),
            "signatoryUser", Json.obj("id", author.get("id"), "name", author.get("name"))));
    fields.put("startTime", new Json.Text(organization.now()));
    fields.put("endTime", new Json.Text(organization.now()));
    var dvir = new Json.Obj(fields);
    dvirs.put(id, dvir);
    call.writes().applied("dvir_log", "create", id, body.write(), dvir);
    return Answer.json(200, Json.obj("data", dvir));
  }

  Answer get(Call call) {
    Json.Obj dvir = dvirs.get(call.id());
    return dvir == null
        ? SamsaraErrors.answer(call.request(), 404, "DVIR not found.")
        : Answer.json(200, Json.obj("data", dvir));
  }

  private @Nullable Json inspected(Request request, String type, @Nullable String id) {
    if (id == null) {
      return null;
    }
    Json.Obj asset = assets.find(id);
    if (asset == null || !type.equals(asset.text("type"))) {
      throw SamsaraErrors.invalid(request, type + "Id: is unknown");
    }
    return Json.obj("id", asset.get("id"), "name", asset.text("name"));
  }

  private static void put(Map<String, Json> fields, String name, @Nullable Json value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
