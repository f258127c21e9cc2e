package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings of a connection to Webfleet. */
final class WebfleetSettings {
  private static final FormFields FORM =
      new FormFields("https://www.webfleet.com/static/help/webfleet-connect/en_gb/index.html");
  static final String HOST = "csv.webfleet.com";
  private static final int MOST_DRIVERS = 10_000;
  private static final FieldType<String> UID = new FieldType.Text(1, 30, null);

  static final Field<Map<String, String>> DRIVER_OBJECTS =
      FORM.of("driver_objects", new CompoundType.Mapping<>(UID, MOST_DRIVERS), "Drivers' objects")
          .described(
              "The object to which a driver's messages are sent, by the uids of both. For other"
                  + " drivers it is the vehicle that the driver is signed on to.");

  static final SettingsSchema SCHEMA = FORM.settings(Set.of(HOST), List.of(DRIVER_OBJECTS));

  private WebfleetSettings() {}
}
