package dev.gladhand.sandbox.geotab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of entities that the simulated MyGeotab knows. */
final class GeotabTypes {
  static final GeotabType DEVICE = new GeotabDevice();
  static final GeotabType USER = new GeotabUser();
  static final GeotabType TEXT_MESSAGE = new GeotabTextMessage();

  static final GeotabType DEVICE_STATUS = new GeotabDeviceStatus();
  private static final List<GeotabType> ALL =
      List.of(
          DEVICE,
          DEVICE_STATUS,
          USER,
          TEXT_MESSAGE,
          new GeotabDvirLog(),
          new GeotabFuelTransaction());

  private GeotabTypes() {}

  static GeotabType of(@Nullable String wire) {
    for (GeotabType type : ALL) {
      if (type.wire().equals(wire)) {
        return type;
      }
    }
    throw GeotabError.argument("unknown typeName " + wire);
  }
}
