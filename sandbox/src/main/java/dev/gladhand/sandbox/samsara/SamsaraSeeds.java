package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Headers;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.http.RequestHead;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Adds records to the simulated Samsara without requests to its API. */
final class SamsaraSeeds {
  private static final Request NOBODY =
      new Request(new RequestHead("POST", "/", "", true, new Headers(), new byte[0]), new byte[0]);

  private SamsaraSeeds() {}

  /** Adds the demo's records; the ids of each kind are consecutive. */
  static void demo(SamsaraProvider samsara) {
    several(
        samsara,
        "drivers",
        SamsaraProvider.FIRST_DRIVER,
        "Ana Ruiz",
        "Ben Okafor",
        "Carla Jensen",
        "Dmitri Novak",
        "Emi Tanaka");
    several(samsara, "vehicles", SamsaraProvider.FIRST_VEHICLE, "Truck 101", "Truck 102");
    several(samsara, "trailers", SamsaraProvider.FIRST_TRAILER, "Trailer 7", "Trailer 8");
    several(samsara, "users", SamsaraProvider.FIRST_USER, "Dana Dispatcher", "Max Mechanic");
  }

  private static void several(
      SamsaraProvider samsara, String resource, long first, String... names) {
    for (int i = 0; i < names.length; i++) {
      samsara.seed(resource, Json.obj("id", Long.toString(first + i), "name", names[i]));
    }
  }

  /** Adds one record from {@code {id?, name?, …}}, or many from {@code {count, name?, …}}. */
  static Json seed(SamsaraProvider samsara, String resource, Json.Obj body) {
    BigDecimal count = body.number("count");
    if (count == null) {
      return one(samsara, resource, body, "");
    }
    if (count.signum() < 0 || count.compareTo(BigDecimal.valueOf(200_000)) > 0) {
      throw new IllegalArgumentException("count is 0 to 200000");
    }
    var ids = new ArrayList<Json>();
    for (int i = 1; i <= count.intValueExact(); i++) {
      ids.add(one(samsara, resource, body.without("count"), " " + i).get("id"));
    }
    return Json.obj("ids", ids);
  }

  private static Json.Obj one(
      SamsaraProvider samsara, String resource, Json.Obj body, String suffix) {
    String given = body.text("id");
    String id = given == null ? samsara.organization().nextId() : given;
    String name = body.text("name") == null ? "Sandbox" + suffix : body.text("name") + suffix;
    Json.Obj named = body.without("id").with("name", name);
    try {
      return switch (resource) {
        case "drivers" ->
            samsara.drivers().add(NOBODY, id, filled(named, "username", "driver-" + id));
        case "vehicles" -> samsara.assets().add(NOBODY, id, named.with("type", "vehicle"));
        case "trailers" -> samsara.assets().add(NOBODY, id, named.with("type", "trailer"));
        case "assets" -> samsara.assets().add(NOBODY, id, named);
        case "users" ->
            samsara.users().add(NOBODY, id, filled(named, "email", "user-" + id + "@example.com"));
        default -> throw new IllegalArgumentException("unknown resource '" + resource + "'");
      };
    } catch (Refusal refusal) {
      throw new IllegalArgumentException(
          new String(refusal.answer().body(), StandardCharsets.UTF_8), refusal);
    }
  }

  private static Json.Obj filled(Json.Obj body, String name, String value) {
    return body.get(name) == null ? body.with(name, value) : body;
  }
}
