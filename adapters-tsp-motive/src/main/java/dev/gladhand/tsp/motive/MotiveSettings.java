package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Set;

/** The settings of a connection to Motive. */
final class MotiveSettings {
  private static final FormFields FORM =
      new FormFields("https://developer-docs.gomotive.com/reference");
  private static final FormFields IDS =
      new FormFields(
          "https://developer-docs.gomotive.com/reference/lookup-a-vehicle-by-its-number-copy");
  private static final String HOST = "api.gomotive.com";

  /**
   * The name of the integration under which external ids are stored. Ids are unique within an
   * integration.
   */
  static final Field<String> INTEGRATION_NAME =
      IDS.matching("integration_name", "^[A-Za-z0-9_-]{1,64}$", 64, "Integration name")
          .described("The name under which Motive stores external ids; the default is gladhand.");

  static final SettingsSchema SCHEMA = FORM.settings(Set.of(HOST), List.of(INTEGRATION_NAME));

  private MotiveSettings() {}

  /** The base URL of calls, without a slash at the end. */
  static String base(Settings settings) {
    return Addresses.base(settings, HOST);
  }

  static String integrationName(Settings settings) {
    return settings.getOr(INTEGRATION_NAME, "gladhand");
  }
}
