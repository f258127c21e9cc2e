package dev.gladhand.application.event;

import dev.gladhand.application.event.Deliveries.Due;
import dev.gladhand.application.event.Deliveries.Lease;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what lanes may send next, all lanes' at once. Used by the engine's thread alone. */
final class FetchDue {
  private static final Logger LOG = LoggerFactory.getLogger(FetchDue.class);
  private static final Duration CANNOT_READ = Duration.ofMinutes(1);

  private final Deliveries deliveries;
  private final RenderEvents render;
  private final InstantSource clock;

  FetchDue(Deliveries deliveries, RenderEvents render, InstantSource clock) {
    this.deliveries = deliveries;
    this.render = render;
    this.clock = clock;
  }

  /** Fills the queues of the lanes that want something. */
  void into(Collection<DeliveryLane> lanes) {
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
      return;
    }
    var windows = windows(hungry, wanted, now);
    prepare(windows.values());
    hungry.forEach(
        (lane, count) -> {
          var window = windows.getOrDefault(lane.lease(), List.of());
          lane.fetched(window, window.size() < count);
        });
  }

  /** What cannot be read of one lane holds up no other: that lane is set aside. */
  private Map<Lease, List<Due>> windows(
      Map<DeliveryLane, Integer> hungry, Map<Lease, Integer> wanted, Instant now) {
    try {
      return deliveries.window(wanted, now);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("some lane of deliveries cannot be read: each is read by itself", e);
    }
    var windows = new LinkedHashMap<Lease, List<Due>>();
    hungry.forEach(
        (lane, count) -> {
          try {
            windows.putAll(deliveries.window(Map.of(lane.lease(), count), now));
          } catch (StoreUnavailable e) {
            throw e;
          } catch (RuntimeException e) {
            LOG.error("lane {} cannot be read: {}", lane.lease().webhook(), e.getClass().getName());
            lane.holdUntil(now.plus(CANNOT_READ));
          }
        });
    return windows;
  }

  /** What cannot be made ready fails when it is told, and costs that delivery alone. */
  private void prepare(Collection<List<Due>> windows) {
    try {
      render.prepare(events(windows));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("events were not made ready: {}", e.getClass().getName());
    }
  }

  private static List<Event> events(Collection<List<Due>> windows) {
    return windows.stream()
        .flatMap(List::stream)
        .map(Due::event)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }
}
