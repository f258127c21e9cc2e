package dev.gladhand.e2e;

import com.fasterxml.jackson.databind.JsonNode;

/** A subscription of a partner's. */
record Hook(Partner partner, String id, String secret) {
  static final String PATH = Route.W;

  static Hook of(Partner partner, Inbox.Box box, String eventName) {
    return of(partner, body(box, eventName));
  }

  static Hook of(Partner partner, Inbox.Box box, String eventName, String filters) {
    return of(partner, Json.with(body(box, eventName), "filters", filters));
  }

  private static Hook of(Partner partner, String body) {
    var made = partner.send("POST", PATH, body).expect(201).json();
    return new Hook(partner, made.get("id").asText(), made.get("secret").asText());
  }

  static String body(Inbox.Box box, String eventName) {
    return "{\"url\":\"%s\",\"event_name\":\"%s\"}".formatted(box.url(), eventName);
  }

  String path(String rest) {
    return PATH + "/" + id + rest;
  }

  JsonNode shown() {
    return partner.get(path("")).expect(200).json();
  }

  Http.Reply patch(String body) {
    return partner.send("PATCH", path(""), body);
  }

  Http.Reply post(String act) {
    return partner.send("POST", path("/" + act), "");
  }

  Http.Reply replay(String body) {
    return partner.send("POST", path("/replay"), body);
  }

  JsonNode metrics() {
    return partner.get(path("/metrics")).expect(200).json();
  }

  JsonNode logs(String query) {
    return partner.get(path("/logs" + query)).expect(200).json();
  }
}
