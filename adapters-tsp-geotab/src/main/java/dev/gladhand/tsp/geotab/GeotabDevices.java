package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.Assignments;
import dev.gladhand.tsp.kit.message.Destinations;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the devices that drivers are assigned to, with {@code Get DeviceStatusInfo}. A device
 * without a driver still names its last driver; this does not count as an assignment.
 */
final class GeotabDevices {
  static final String TYPE = "DeviceStatusInfo";
  private static final int MOST = 100;

  private GeotabDevices() {}

  /**
   * The destinations of messages: their recipients or, if the settings say so, the devices of
   * drivers.
   */
  static Destinations destinations(TspApi api, InstantSource clock) {
    return new Destinations(
        "device",
        GeotabSettings::isToDriverDevices,
        GeotabSettings::driverDevice,
        new Assignments(
            api::readPage,
            clock,
            (settings, driver) -> request(api, settings, driver),
            GeotabDevices::read),
        "is assigned to no device, or to several, and driver_devices names no device either");
  }

  private static TspRequest request(TspApi api, Settings settings, String driver) {
    var search = TspJson.object("userSearch", GeotabApi.reference(driver));
    return GeotabApi.get(api, settings, TYPE, search, MOST);
  }

  private static @Nullable Map<String, List<String>> read(Exchange.Answered answered) {
    var states = GeotabApi.entities(answered);
    return states == null || states.size() >= MOST
        ? null
        : states.stream()
            .filter(state -> TspJson.text(state, "driver", "id") != null)
            .filter(state -> !Boolean.TRUE.equals(TspJson.bool(state, "isHistoricLastDriver")))
            .collect(
                Collectors.groupingBy(
                    state -> text(state, "driver"),
                    Collectors.mapping(state -> text(state, "device"), Collectors.toList())));
  }

  /**
   * The id of the device or driver in a member of a {@code DeviceStatusInfo}; empty if the member
   * has no id, for example because it is only a string.
   */
  private static String text(TspJson state, String member) {
    return Objects.requireNonNullElse(TspJson.text(state, member, "id"), "");
  }
}
