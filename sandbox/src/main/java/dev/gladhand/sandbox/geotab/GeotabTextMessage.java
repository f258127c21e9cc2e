package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text message to a device or to a user. */
final class GeotabTextMessage implements GeotabType {
  @Override
  public String wire() {
    return "TextMessage";
  }

  @Override
  public String resource(Json.Obj message) {
    return "message";
  }

  @Override
  public String key(Json.Obj message) {
    return String.valueOf(message.object("recipient").text("id"))
        + String.valueOf(message.object("device").text("id"))
        + ":"
        + message.object("messageContent").text("message");
  }

  @Override
  public Map<String, @Nullable Object> blank() {
    return GeotabMembers.of(
        "device", null,
        "recipient", null,
        "user", null,
        "isDirectionToVehicle", false,
        "messageContent", null,
        "parentMessage", null,
        "activeFrom", GeotabMembers.NEVER,
        "activeTo", GeotabMembers.FOR_EVER,
        "sent", null,
        "delivered", null,
        "read", null);
  }

  @Override
  public Json.Obj added(Json.Obj message, Instant now) {
    return message.with("sent", now.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  @Override
  public void check(Json.Obj message, Json.@Nullable Obj before) {
    Json.Obj content = message.object("messageContent");
    if (!"Normal".equals(content.text("contentType"))
        || String.valueOf(content.text("message")).isEmpty()) {
      throw GeotabError.argument("messageContent must be a normal text");
    }
    if (GeotabMembers.has(message, "device") == GeotabMembers.has(message, "recipient")) {
      throw GeotabError.argument("a message must have exactly one of device and recipient");
    }
  }
}
