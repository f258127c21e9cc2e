package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of a connection to Motive. */
final class MotiveSettings {
  private static final String HELP = "https://developer-docs.gomotive.com/reference";
  private static final String EXTERNAL_IDS_HELP =
      "https://developer-docs.gomotive.com/reference/lookup-a-vehicle-by-its-number-copy";
  private static final String HOST = "api.gomotive.com";

  /**
   * The name of the integration under which external ids are stored. Ids are unique within an
   * integration.
   */
  static final Field<String> INTEGRATION_NAME =
      new Field<>(
              "integration_name",
              new FieldType.Text(1, 64, Pattern.compile("^[A-Za-z0-9_-]{1,64}$")))
          .labelled(
              "Integration name",
              "The name under which Motive stores external ids; the default is gladhand.",
              EXTERNAL_IDS_HELP);

  static final SettingsSchema SCHEMA =
      new SettingsSchema(
          Shape.of(List.of(Settings.BASE_URL.helpedBy(HELP), INTEGRATION_NAME)), Set.of(HOST));

  private MotiveSettings() {}

  /** The base URL of calls, without a slash at the end. */
  static String base(Settings settings) {
    return settings.getOr(Settings.BASE_URL, "https://" + HOST).replaceAll("/+$", "");
  }

  static String integrationName(Settings settings) {
    return settings.getOr(INTEGRATION_NAME, "gladhand");
  }
}
