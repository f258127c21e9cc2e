package dev.gladhand.tsp.superoffice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of the Messaging agent, with the fields that SuperOffice documents. Unknown values are
 * left out.
 */
final class SuperOfficeJson {
  private SuperOfficeJson() {}

  /** The body of {@code POST Agents/Messaging/CreateMessage}. */
  record IncomingMessage(
      String to,
      @Nullable String from,
      String content,
      @Nullable String format,
      String sessionKey,
      @Nullable String plugin) {
    Map<String, @Nullable Object> body() {
      var message = new LinkedHashMap<String, @Nullable Object>();
      message.put("To", to);
      putKnown(message, "From", from);
      message.put("Content", content);
      putKnown(message, "Format", format);
      message.put("SessionKey", sessionKey);
      putKnown(message, "Plugin", plugin);
      var body = new LinkedHashMap<String, @Nullable Object>();
      body.put("IncomingMessage", message);
      return body;
    }
  }

  /** One message of {@code POST Agents/Messaging/SendMessages}. */
  record OutgoingMessage(
      @Nullable String from,
      String to,
      String content,
      @Nullable String format,
      @Nullable Integer parentMessagingId,
      String suggestedSessionKey) {
    Map<String, @Nullable Object> json() {
      var message = new LinkedHashMap<String, @Nullable Object>();
      putKnown(message, "From", from);
      message.put("To", to);
      message.put("Content", content);
      putKnown(message, "Format", format);
      putKnown(message, "ParentMessagingId", parentMessagingId);
      message.put("SuggestedSessionKey", suggestedSessionKey);
      return message;
    }
  }

  /** The body of {@code POST Agents/Messaging/SendMessages}. */
  record OutgoingMessages(@Nullable String plugin, List<OutgoingMessage> messages) {
    Map<String, @Nullable Object> body() {
      var body = new LinkedHashMap<String, @Nullable Object>();
      putKnown(body, "Plugin", plugin);
      body.put("OutgoingMessages", messages.stream().map(OutgoingMessage::json).toList());
      return body;
    }
  }

  private static void putKnown(
      Map<String, @Nullable Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
