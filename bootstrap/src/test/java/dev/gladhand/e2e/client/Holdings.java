package dev.gladhand.e2e.client;

import dev.gladhand.e2e.world.World;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One of everything that a partner can have.
 *
 * @param ids by the name that stands for each in braces
 */
public record Holdings(Fleet fleet, Map<String, String> ids) {

  public static Holdings of(World world, String name) {
    var fleet = Fleet.atSamsara(world, name);
    var operation = made(fleet, 202, Sample.MESSAGE.path(), fleet.fill(Sample.MESSAGE.body()));
    fleet.partner().ended(fleet.connection(), operation);
    var webhook =
        made(
            fleet,
            201,
            Route.W,
            "{\"url\":\"https://example.com/h\",\"event_name\":\"webhook.*\"}");
    var invitation = made(fleet, 201, Route.I, "{\"fleet_ref\":\"F-9\"}");
    var job = made(fleet, 202, Route.C + "/" + fleet.connection() + "/references/refresh", "");
    return new Holdings(
        fleet,
        Map.of(
            "connection", fleet.connection(),
            "operation", operation,
            "webhook", webhook,
            "invitation", invitation,
            "job", job,
            "user", fleet.id("ana"),
            "vehicle", fleet.id("truck"),
            "trailer", fleet.id("trailer"),
            "partner", fleet.partner().id()));
  }

  private static String made(Fleet fleet, int status, String path, String body) {
    return fleet.partner().send("POST", path, body).expect(status).json().get("id").asText();
  }

  public Partner partner() {
    return fleet.partner();
  }

  public String fill(String text) {
    var filled = text;
    for (var id : ids.entrySet()) {
      filled = filled.replace("{" + id.getKey() + "}", id.getValue());
    }
    return filled;
  }

  /** The same names, for objects that never were. */
  public Holdings ofNobody() {
    var others = new TreeMap<String, String>();
    ids.keySet().forEach(name -> others.put(name, UUID.randomUUID().toString()));
    return new Holdings(fleet, others);
  }

  /** The text with each of these ids as its name again. */
  public String named(String text) {
    var named = text;
    for (var id : ids.entrySet()) {
      named = named.replace(id.getValue(), "{" + id.getKey() + "}");
    }
    return named;
  }
}
