package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Set;

/** The settings of a connection to SuperOffice. */
final class SuperOfficeSettings {
  private static final FormFields FORM =
      new FormFields(
          "https://docs.superoffice.com/en/developer-portal/best-practices/tenant-status.html");
  private static final FormFields TEXT =
      new FormFields(
          "https://docs.superoffice.com/en/api/reference/restful/agent/Messaging_Agent/");

  /**
   * The tenant at SuperOffice Online, such as {@code Cust12345}. It need not be set if the base URL
   * contains it.
   */
  static final Field<String> CUSTOMER_ID =
      FORM.matching("customer_id", "^[A-Za-z0-9_-]+$", 64, "Customer id")
          .described("The tenant at SuperOffice Online, such as Cust12345.");

  /** The environment of SuperOffice Online: production, stage, or development. */
  static final Field<String> ENVIRONMENT =
      FORM.word("environment", List.of("online", "qaonline", "sod"), "Environment")
          .described("The environment of SuperOffice Online: online, qaonline or sod.");

  static final Field<String> FORMAT =
      TEXT.text("format", 200, "Format").described("The format of the messages that are sent.");

  static final Field<String> PLUGIN =
      TEXT.text("plugin", 200, "Plug-in").described("The messaging plug-in that sends them.");

  static final Field<SuperOfficeMode> MODE =
      TEXT.of("mode", new FieldType.Choice<>(SuperOfficeMode.class), "Mode")
          .described("The call of SuperOffice that delivers messages.");

  static final SettingsSchema SCHEMA =
      FORM.settings(
          Set.of("*.superoffice.com"),
          List.of(CUSTOMER_ID, ENVIRONMENT, FORMAT, PLUGIN, MODE),
          new PresenceRule.AnyOf(List.of(Settings.BASE_URL, CUSTOMER_ID)));

  private SuperOfficeSettings() {}

  static SuperOfficeMode mode(Settings settings) {
    return settings.getOr(MODE, SuperOfficeMode.CREATE_MESSAGE);
  }
}
