package dev.gladhand.application.feed;

import dev.gladhand.application.BoundedCache;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.EventNames;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.json.JsonText;
import dev.gladhand.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON. The bytes of an event are always the same for every reader, because an
 * operation's event shows the operation as it was accepted or as it ended, and neither changes.
 * Caches texts up to a total length. Thread-safe.
 */
public final class RenderEvents {
  static final String VERSION = "1.0";
  private static final int REMEMBERED_CHARACTERS = 8 * 1024 * 1024;

  /** The most operations that {@link #prepare} reads at once. */
  private static final int AHEAD = 500;

  private final Function<Collection<OperationId>, Map<OperationId, ResourceOperation>> operations;
  private final Function<Collection<OperationId>, Map<OperationId, ResourceOperation>> shortOnes;
  private final BoundedCache<EventId, Rendered> remembered =
      new BoundedCache<>(REMEMBERED_CHARACTERS, rendered -> rendered.data().length());

  /**
   * @param operations reads the operations with these ids, without those that are no longer kept
   * @param shortOnes reads the operations with these ids, without those that are no longer kept and
   *     those that take much memory
   */
  public RenderEvents(
      Function<Collection<OperationId>, Map<OperationId, ResourceOperation>> operations,
      Function<Collection<OperationId>, Map<OperationId, ResourceOperation>> shortOnes) {
    this.operations = operations;
    this.shortOnes = shortOnes;
  }

  /**
   * Renders those events in advance whose operations are short; the others are rendered when they
   * are sent.
   */
  public void prepare(Collection<Event> events) {
    var wanted = new LinkedHashMap<OperationId, List<Event>>();
    for (var event : events) {
      if (event.operation() != null
          && known(event) == null
          && (wanted.size() < AHEAD || wanted.containsKey(event.operation()))) {
        wanted.computeIfAbsent(event.operation(), _ -> new ArrayList<>()).add(event);
      }
    }
    if (!wanted.isEmpty()) {
      shortOnes
          .apply(wanted.keySet())
          .forEach(
              (id, operation) ->
                  wanted.getOrDefault(id, List.of()).forEach(event -> rendered(event, operation)));
    }
  }

  /** The text of an event; null if the event's operation must first be read from the store. */
  public @Nullable Rendered known(Event event) {
    return event.data() != null
        ? new Rendered(Event.list(event.data()), null)
        : remembered.get(event.id());
  }

  private Rendered rendered(Event event, ResourceOperation operation) {
    var data = new Rendered(Event.list(JsonWriter.text(view(event, operation))), operation.trace());
    remembered.put(event.id(), data);
    return data;
  }

  /**
   * The text of an event.
   *
   * @param data JSON text
   * @param trace the trace of the event's operation; null for none
   */
  public record Rendered(String data, @Nullable TraceContext trace) {}

  /** The {@code data} of each event; an event whose operation is no longer kept is left out. */
  public Map<EventId, Rendered> data(Collection<Event> events) {
    var rendered = new HashMap<EventId, Rendered>();
    var wanted = new LinkedHashSet<OperationId>();
    for (var event : events) {
      var known = known(event);
      if (known != null) {
        rendered.put(event.id(), known);
      } else if (event.operation() != null) {
        wanted.add(event.operation());
      }
    }
    if (!wanted.isEmpty()) {
      var found = operations.apply(wanted);
      for (var event : events) {
        var operation = event.operation() == null ? null : found.get(event.operation());
        if (operation != null && !rendered.containsKey(event.id())) {
          rendered.put(event.id(), rendered(event, operation));
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
    // The list grows when the TSP has answered, and the text of an event must not depend on the
    // time at which it is read.
    accepted.put("fields_not_delivered", List.of());
    return accepted;
  }

  /** The JSON text of an event, as the feed shows it. */
  static String feedItem(Event event, long sequence, String data) {
    var told = head(event);
    told.put("sequence", sequence);
    told.put("timestamp", Moments.format(event.createdAt()));
    told.put("data", new JsonText(data));
    return JsonWriter.text(told);
  }

  /** The JSON text of an event, as it is sent to a subscription's receiver. */
  public static String webhookBody(
      Event event, WebhookId webhook, int attempt, long sequence, String data) {
    var told = head(event);
    told.put("webhook_id", webhook.toString());
    told.put("timestamp", Moments.format(event.createdAt()));
    told.put("delivery_attempt", attempt);
    told.put("sequence", sequence);
    told.put("data", new JsonText(data));
    return JsonWriter.text(told);
  }

  private static Map<String, @Nullable Object> head(Event event) {
    var told = new LinkedHashMap<String, @Nullable Object>();
    told.put("version", VERSION);
    told.put("id", event.id().toString());
    told.put("event_name", event.name());
    return told;
  }
}
