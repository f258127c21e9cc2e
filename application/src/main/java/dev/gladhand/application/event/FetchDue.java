package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Lease;
import dev.gladhand.application.event.DeliveryAttempts.Ended;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Fetches what lanes may send next, all lanes' at once. Used by the engine's thread alone. */
final class FetchDue {
  private final Deliveries deliveries;
  private final RenderEvents render;
  private final DeliveryAttempts attempts;
  private final InstantSource clock;

  FetchDue(
      Deliveries deliveries, RenderEvents render, DeliveryAttempts attempts, InstantSource clock) {
    this.deliveries = deliveries;
    this.render = render;
    this.attempts = attempts;
    this.clock = clock;
  }

  /**
   * Fills the queues of the lanes that want something; answers the ends of those that can't be told
   * any more, since their operation is not kept that long.
   */
  List<Ended> into(Collection<DeliveryLane> lanes) {
    var now = clock.instant();
    var hungry = new LinkedHashMap<DeliveryLane, Integer>();
    var wanted = new LinkedHashMap<Lease, Integer>();
    for (var lane : lanes) {
      var count = lane.wanted(now);
      if (count > 0) {
        hungry.put(lane, count);
        wanted.put(lane.lease(), count);
      }
    }
    if (hungry.isEmpty()) {
      return List.of();
    }
    var windows = deliveries.window(wanted, now);
    // Rendered here for the whole window at once, so that the senders find it ready.
    var told = render.data(events(windows.values())).keySet();
    var unkept = new ArrayList<Ended>();
    hungry.forEach(
        (lane, count) -> {
          var window = windows.getOrDefault(lane.lease(), List.of());
          var byKept = window.stream().collect(Collectors.partitioningBy(due -> isTold(due, told)));
          byKept.getOrDefault(false, List.of()).stream()
              .filter(due -> !lane.isUnderWay(due))
              .forEach(due -> unkept.add(attempts.unkept(lane, due)));
          lane.fetched(byKept.getOrDefault(true, List.of()), window.size() < count);
        });
    return unkept;
  }

  private static List<Event> events(Collection<List<Due>> windows) {
    return windows.stream()
        .flatMap(List::stream)
        .map(Due::event)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  private static boolean isTold(Due due, Set<EventId> told) {
    var event = due.event();
    return event != null && told.contains(event.id());
  }
}
