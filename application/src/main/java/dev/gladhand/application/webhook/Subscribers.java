package dev.gladhand.application.webhook;

import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.event.Filters;
import dev.gladhand.application.event.Occurrence;
import dev.gladhand.domain.connection.ConnectionId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One partner's subscriptions, indexed by event name and then by the connection or fleet to which
 * they are restricted, so that only a few subscriptions must be checked for an event. Immutable.
 */
public final class Subscribers {
  /** The part of a subscription that is needed to match events. */
  public record Subscriber(WebhookId webhook, EventPattern pattern, Filters filters) {}

  private static final class ByFilter {
    private final Map<ConnectionId, List<Subscriber>> byConnection = new HashMap<>();
    private final Map<String, List<Subscriber>> byFleet = new HashMap<>();
    private final List<Subscriber> rest = new ArrayList<>();

    void add(Subscriber subscriber) {
      var filters = subscriber.filters();
      if (!filters.connections().isEmpty()) {
        filters
            .connections()
            .forEach(
                id -> byConnection.computeIfAbsent(id, _ -> new ArrayList<>()).add(subscriber));
      } else if (!filters.fleetRefs().isEmpty()) {
        filters
            .fleetRefs()
            .forEach(ref -> byFleet.computeIfAbsent(ref, _ -> new ArrayList<>()).add(subscriber));
      } else {
        rest.add(subscriber);
      }
    }

    void match(Occurrence event, List<WebhookId> found) {
      // A filter by connection does not exclude an event without a connection, and a filter by
      // fleet does not exclude an event that concerns no fleet.
      accept(
          event.connection() == null ? all(byConnection) : at(byConnection, event.connection()),
          event,
          found);
      accept(event.ofFleet() ? at(byFleet, event.fleetRef()) : all(byFleet), event, found);
      accept(rest, event, found);
    }

    private static List<Subscriber> all(Map<?, List<Subscriber>> narrowed) {
      return narrowed.values().stream().flatMap(List::stream).distinct().toList();
    }

    private static <K> List<Subscriber> at(Map<K, List<Subscriber>> narrowed, @Nullable K key) {
      return key == null ? List.of() : narrowed.getOrDefault(key, List.of());
    }

    private static void accept(
        List<Subscriber> candidates, Occurrence event, List<WebhookId> found) {
      for (var candidate : candidates) {
        if (candidate.filters().accept(event)) {
          found.add(candidate.webhook());
        }
      }
    }
  }

  private final Map<EventPattern, ByFilter> byPattern = new EnumMap<>(EventPattern.class);

  public Subscribers(List<Subscriber> all) {
    for (var one : all) {
      byPattern.computeIfAbsent(one.pattern(), _ -> new ByFilter()).add(one);
    }
  }

  /** The subscriptions that get an event, each once. */
  public List<WebhookId> of(Occurrence event) {
    var found = new ArrayList<WebhookId>();
    byPattern.forEach(
        (pattern, subscribers) -> {
          if (pattern.matches(event.name())) {
            subscribers.match(event, found);
          }
        });
    return found;
  }
}
