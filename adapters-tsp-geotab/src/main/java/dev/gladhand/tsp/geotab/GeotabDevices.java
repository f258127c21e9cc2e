package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.record.RecordFacts;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the devices that drivers are assigned to, with {@code Get DeviceStatusInfo}. A device
 * without a driver still names its last one, which is no assignment.
 */
final class GeotabDevices {
  private static final Duration BELIEVED = Duration.ofMinutes(1);
  private static final int MOST = 100;
  private final TspApi api;
  private final RecordFacts<Map<String, List<String>>> devices;

  GeotabDevices(TspApi api, InstantSource clock) {
    this.api = api;
    this.devices = new RecordFacts<>(api::readPage, clock, BELIEVED, GeotabDevices::read);
  }

  /** Where messages go: to their recipients, or to the devices of drivers. */
  Destinations destinations() {
    return new Destinations(
        "device",
        GeotabSettings::destination,
        this::device,
        "is assigned to no device, or to several, and driver_devices names no device either");
  }

  /** The only device of a driver; empty if there is none, or more than one. */
  private Fact<String> device(String driver, TspAccess tsp) {
    var search = TspJson.object("userSearch", GeotabApi.reference(driver));
    var request = GeotabApi.get(api, tsp.settings(), "DeviceStatusInfo", search, MOST);
    return devices
        .of(driver, request, tsp)
        .map(
            all -> {
              var own = all.getOrDefault(driver, List.of());
              return own.size() == 1 ? own.getFirst() : "";
            });
  }

  private static @Nullable Map<String, List<String>> read(Exchange.Answered answered) {
    var states = GeotabApi.entities(answered);
    return states == null || states.size() >= MOST
        ? null
        : states.stream()
            .filter(state -> !Boolean.TRUE.equals(TspJson.bool(state, "isHistoricLastDriver")))
            .collect(
                Collectors.groupingBy(
                    state -> String.valueOf(TspJson.string(state, "driver", "id")),
                    Collectors.mapping(
                        state -> String.valueOf(TspJson.string(state, "device", "id")),
                        Collectors.toList())));
  }
}
