package dev.gladhand.application.event;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Moments;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON. The bytes of an event are the same for every reader at every time, because
 * an operation's event shows the operation as it was accepted or as it ended, and neither changes.
 * Caches a bounded number of texts. Thread-safe.
 */
public final class RenderEvents {
  static final String VERSION = "1.0";
  private static final int REMEMBERED_CHARACTERS = 8 * 1024 * 1024;

  private final ToldOperations operations;
  private final JsonText json;
  private final Map<EventId, String> remembered = new LinkedHashMap<>();
  private long rememberedCharacters;

  public RenderEvents(ToldOperations operations, JsonText json) {
    this.operations = operations;
    this.json = json;
  }

  /**
   * The {@code data} of each event that can still be told; an operation that is not kept any more
   * leaves a gap.
   */
  Map<EventId, String> data(Collection<Event> events) {
    var rendered = new HashMap<EventId, String>();
    var wanted = new LinkedHashSet<OperationId>();
    for (var event : events) {
      var known = event.data() != null ? Event.list(event.data()) : recall(event.id());
      if (known != null) {
        rendered.put(event.id(), known);
      } else if (event.operation() != null) {
        wanted.add(event.operation());
      }
    }
    if (!wanted.isEmpty()) {
      var found = operations.find(wanted);
      for (var event : events) {
        var operation = event.operation() == null ? null : found.get(event.operation());
        if (operation != null && !rendered.containsKey(event.id())) {
          rendered.put(
              event.id(), remember(event.id(), Event.list(json.write(view(event, operation)))));
        }
      }
    }
    return rendered;
  }

  private static Map<String, @Nullable Object> view(Event event, ResourceOperation operation) {
    if (!event.name().equals(EventNames.OPERATION_CREATED)) {
      return OperationView.of(operation).toJson();
    }
    var accepted = OperationView.accepted(operation).toJson();
    // Grows when the TSP has answered; what is told of an event must not change with the time of
    // telling.
    accepted.put("fields_not_delivered", List.of());
    return accepted;
  }

  /** An event as the feed tells it. */
  static String feedItem(Event event, long sequence, String data) {
    return head(event)
        + ",\"sequence\":"
        + sequence
        + ",\"timestamp\":\""
        + Moments.format(event.createdAt())
        + "\",\"data\":"
        + data
        + "}";
  }

  /** An event as a webhook tells it. */
  static String webhookBody(
      Event event, WebhookId webhook, int attempt, long sequence, String data) {
    return head(event)
        + ",\"webhook_id\":\""
        + webhook
        + "\",\"timestamp\":\""
        + Moments.format(event.createdAt())
        + "\",\"delivery_attempt\":"
        + attempt
        + ",\"sequence\":"
        + sequence
        + ",\"data\":"
        + data
        + "}";
  }

  /** Ids, numbers and names of ours need no escaping. */
  private static String head(Event event) {
    return "{\"version\":\""
        + VERSION
        + "\",\"id\":\""
        + event.id()
        + "\",\"event_name\":\""
        + event.name()
        + "\"";
  }

  private synchronized @Nullable String recall(EventId id) {
    return remembered.get(id);
  }

  private synchronized String remember(EventId id, String data) {
    if (remembered.putIfAbsent(id, data) == null) {
      rememberedCharacters += data.length();
    }
    var oldest = remembered.entrySet().iterator();
    while (rememberedCharacters > REMEMBERED_CHARACTERS && oldest.hasNext()) {
      rememberedCharacters -= oldest.next().getValue().length();
      oldest.remove();
    }
    return data;
  }
}
