package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.json.Json;
import java.util.ArrayList;
import java.util.Map;

/** Converts the tags of a record from {@code tagIds} in requests to {@code tags} in answers. */
final class SamsaraTags {
  private SamsaraTags() {}

  static void show(Map<String, Json> fields) {
    if (!(fields.remove("tagIds") instanceof Json.Arr written)) {
      return;
    }
    var tags = new ArrayList<Json>();
    for (Json id : written.items()) {
      tags.add(Json.obj("id", id, "name", "Tag"));
    }
    fields.put("tags", new Json.Arr(tags));
  }
}
