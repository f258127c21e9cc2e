package dev.gladhand.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;

/** A subscription of a partner's. */
public record Hook(Partner partner, String id, String secret) {
  public static final String PATH = Route.W;

  public static Hook of(Partner partner, Inbox.Box box, String eventName) {
    return of(partner, body(box, eventName));
  }

  public static Hook of(Partner partner, Inbox.Box box, String eventName, String filters) {
    return of(partner, Json.with(body(box, eventName), "filters", filters));
  }

  private static Hook of(Partner partner, String body) {
    var made = partner.send("POST", PATH, body).expect(201).json();
    return new Hook(partner, made.get("id").asText(), made.get("secret").asText());
  }

  public static String body(Inbox.Box box, String eventName) {
    return "{\"url\":\"%s\",\"event_name\":\"%s\"}".formatted(box.url(), eventName);
  }

  public String path(String rest) {
    return PATH + "/" + id + rest;
  }

  public JsonNode shown() {
    return partner.get(path("")).expect(200).json();
  }

  public Http.Reply patch(String body) {
    return partner.send("PATCH", path(""), body);
  }

  public Http.Reply post(String act) {
    return partner.send("POST", path("/" + act), "");
  }

  public Http.Reply replay(String body) {
    return partner.send("POST", path("/replay"), body);
  }

  public JsonNode metrics() {
    return partner.get(path("/metrics")).expect(200).json();
  }

  public JsonNode logs(String query) {
    return partner.get(path("/logs" + query)).expect(200).json();
  }
}
