package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a connection to Webfleet. */
final class WebfleetSettings {
  private static final String HELP =
      "https://www.webfleet.com/static/help/webfleet-connect/en_gb/index.html";
  private static final String HOST = "csv.webfleet.com";
  private static final int MOST_DRIVERS = 10_000;
  private static final int LONGEST_UID = 30;

  static final Field<Map<String, String>> DRIVER_OBJECTS =
      new Field<>(
              "driver_objects",
              new CompoundType.Mapping<>(new FieldType.Text(1, LONGEST_UID, null), MOST_DRIVERS))
          .labelled(
              "Drivers' objects",
              "The object to which a driver's messages are sent, by the uids of both. For other"
                  + " drivers it is the vehicle that the driver is signed on to.",
              HELP);

  static final SettingsSchema SCHEMA =
      new SettingsSchema(
          Shape.of(List.of(Settings.BASE_URL.helpedBy(HELP), DRIVER_OBJECTS)), Set.of(HOST));

  private WebfleetSettings() {}

  /** The base URL of calls, without a slash at the end. */
  static String base(Settings settings) {
    return Addresses.base(settings, HOST);
  }

  static Map<String, String> driverObjects(Settings settings) {
    return settings.getOr(DRIVER_OBJECTS, Map.of());
  }
}
