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
 * What narrows a subscription down. An empty list narrows nothing; no modes means async only. A
 * filter concerns only the events that have what it names: a connection's event has no resource, an
 * invitation's has a fleet, and a connection where it is a reconnect, a webhook's none of the four.
 *
 * <p>Lists are sorted and without doubles, so that two filters that say the same are equal.
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

  /** The modes asked for, the default included. */
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

  /** A connection without a fleet is in none of the fleets asked for. */
  private static <T> boolean allows(List<T> wanted, @Nullable T actual, boolean concerned) {
    return wanted.isEmpty() || !concerned || (actual != null && wanted.contains(actual));
  }

  /** JSON values in the order of the contract; null where nothing is narrowed. */
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
