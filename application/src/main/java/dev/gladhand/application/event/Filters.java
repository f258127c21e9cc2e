package dev.gladhand.application.event;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restricts a subscription. An empty list restricts nothing; an empty list of modes means async
 * only. A list applies only to events that have a value of its kind. The event of a connection has
 * no resource. The event of an invitation has a fleet, and also a connection if the invitation is
 * for a reconnect. The event of a webhook has no fleet, connection or resource. The modes restrict
 * only the events of operations.
 *
 * <p>Lists are sorted and contain no duplicates, so that equivalent filters are equal.
 */
public record Filters(
    List<String> fleetRefs,
    List<ConnectionId> connections,
    List<Resource> resources,
    List<Mode> modes) {
  public static final Filters NONE = new Filters(List.of(), List.of(), List.of(), List.of());

  public Filters {
    fleetRefs = fleetRefs.stream().distinct().sorted().toList();
    connections =
        connections.stream()
            .distinct()
            .sorted(Comparator.comparing(ConnectionId::toString))
            .toList();
    resources = resources.stream().distinct().sorted().toList();
    modes = modes.stream().distinct().sorted().toList();
  }

  /** The selected modes; async if none is selected. */
  public Set<Mode> wantedModes() {
    return modes.isEmpty() ? EnumSet.of(Mode.ASYNC) : EnumSet.copyOf(modes);
  }

  public boolean accept(Occurrence event) {
    if (event.operation() && !wantedModes().contains(event.mode())) {
      return false;
    }
    return allows(fleetRefs, event.fleetRef(), event.ofFleet())
        && allows(connections, event.connection(), event.connection() != null)
        && allows(resources, event.resource(), event.resource() != null);
  }

  /**
   * Whether the list allows an event.
   *
   * @param actual the event's value; null if it has none, as a connection may have no {@code
   *     fleet_ref}
   * @param concerned whether the list applies to such events; if not, the event is allowed. If so,
   *     an event without a value is allowed only by an empty list
   */
  private static <T> boolean allows(List<T> wanted, @Nullable T actual, boolean concerned) {
    return wanted.isEmpty() || !concerned || (actual != null && wanted.contains(actual));
  }

  /**
   * The filters as JSON members, in the order in which the API lists them; null for each filter
   * that is not set.
   */
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("fleet_refs", orNull(fleetRefs));
    json.put("connection_ids", orNull(connections.stream().map(ConnectionId::toString).toList()));
    json.put("resources", orNull(resources.stream().map(Resource::wire).toList()));
    json.put("modes", orNull(modes.stream().map(Mode::wire).toList()));
    return json;
  }

  private static @Nullable Collection<String> orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }
}
