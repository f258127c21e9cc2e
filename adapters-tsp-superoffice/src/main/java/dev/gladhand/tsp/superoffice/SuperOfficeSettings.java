package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of a connection to SuperOffice. */
final class SuperOfficeSettings {
  private static final String TENANT_HELP =
      "https://docs.superoffice.com/en/developer-portal/best-practices/tenant-status.html";
  private static final String MESSAGING_HELP =
      "https://docs.superoffice.com/en/api/reference/restful/agent/Messaging_Agent/";

  /**
   * The tenant at SuperOffice Online, such as {@code Cust12345}. If the base URL contains it, it is
   * read from there.
   */
  static final Field<String> CUSTOMER_ID =
      new Field<>("customer_id", new FieldType.Text(1, 64, Pattern.compile("^[A-Za-z0-9_-]+$")))
          .labelled(
              "Customer id", "The tenant at SuperOffice Online, such as Cust12345.", TENANT_HELP);

  /** The environment of SuperOffice Online: production, stage, or development. */
  static final Field<String> ENVIRONMENT =
      new Field<>(
              "environment",
              new FieldType.Word(
                  List.of("online", "qaonline", "sod"), "one of online, qaonline, sod"))
          .labelled(
              "Environment",
              "The environment of SuperOffice Online: online, qaonline or sod.",
              TENANT_HELP);

  static final Field<String> FORMAT =
      new Field<>("format", new FieldType.Text(1, 200, null))
          .labelled("Format", "The format of the messages that are sent.", MESSAGING_HELP);
  static final Field<String> PLUGIN =
      new Field<>("plugin", new FieldType.Text(1, 200, null))
          .labelled("Plug-in", "The messaging plug-in that sends them.", MESSAGING_HELP);
  static final Field<SuperOfficeMode> MODE =
      new Field<>("mode", new FieldType.Choice<>(SuperOfficeMode.class))
          .labelled("Mode", "The call of SuperOffice that delivers messages.", MESSAGING_HELP);

  static final SettingsSchema SCHEMA =
      new SettingsSchema(
          Shape.of(
              List.of(
                  Settings.BASE_URL.helpedBy(TENANT_HELP),
                  CUSTOMER_ID,
                  ENVIRONMENT,
                  FORMAT,
                  PLUGIN,
                  MODE),
              new PresenceRule.AnyOf(List.of(Settings.BASE_URL, CUSTOMER_ID))),
          Set.of("*.superoffice.com"));

  private SuperOfficeSettings() {}

  static SuperOfficeMode mode(Settings settings) {
    return settings.getOr(MODE, SuperOfficeMode.CREATE_MESSAGE);
  }
}
