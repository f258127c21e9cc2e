package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Headers;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.http.RequestHead;
import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;

/** Records that are there without anybody having sent them. */
final class SamsaraSeeds {
  /** The first demo driver; the next ones follow. */
  static final long FIRST_DRIVER = 281_474_976_710_656_001L;

  private static final Request NOBODY =
      new Request(new RequestHead("POST", "/", "", true, new Headers(), new byte[0]), new byte[0]);

  private SamsaraSeeds() {}

  static void demo(SamsaraProvider samsara) {
    String[] names = {"Ana Ruiz", "Ben Okafor", "Carla Jensen", "Dmitri Novak", "Emi Tanaka"};
    for (int i = 0; i < names.length; i++) {
      samsara.seed("drivers", Json.obj("id", Long.toString(FIRST_DRIVER + i), "name", names[i]));
    }
  }

  /** One record of {@code {id?, name?, …}}, or many of {@code {count, name?}}. */
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

  static SamsaraRecords records(SamsaraProvider samsara, String resource) {
    return switch (resource) {
      case "drivers" -> samsara.drivers().records();
      default -> throw new IllegalArgumentException("unknown resource '" + resource + "'");
    };
  }

  private static Json.Obj one(
      SamsaraProvider samsara, String resource, Json.Obj body, String suffix) {
    String given = body.text("id");
    String id = given == null ? samsara.organization().nextId() : given;
    String name = body.text("name") == null ? "Sandbox" + suffix : body.text("name") + suffix;
    Json.Obj named = body.without("id").with("name", name);
    return switch (resource) {
      case "drivers" ->
          samsara
              .drivers()
              .add(
                  NOBODY,
                  id,
                  named.get("username") == null ? named.with("username", "driver-" + id) : named);
      default -> throw new IllegalArgumentException("unknown resource '" + resource + "'");
    };
  }
}
