package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.FieldType;
import dev.gladhand.domain.payload.Shape;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.tsp.kit.Addresses;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connection to Geotab can be told. */
final class GeotabSettings {
  private static final String HOST = "my.geotab.com";

  static final Field<String> MESSAGE_TARGET =
      new Field<>(
              "message_target",
              new FieldType.Word(List.of("recipient", "device"), "one of recipient, device"))
          .labelled(
              "Target of messages",
              "Whether the recipients of messages are users of Geotab, or devices that show them.");

  static final Field<Boolean> IMPERSONATE_SENDER =
      new Field<>("impersonate_sender", new FieldType.Flag())
          .labelled(
              "Send as the sender",
              "Whether messages come from their sender: the account needs the clearance"
                  + " ImpersonateGpsTextMessage. Otherwise they come from the account itself.");

  static final SettingsSchema SCHEMA =
      new SettingsSchema(
          Shape.of(List.of(Settings.BASE_URL, MESSAGE_TARGET, IMPERSONATE_SENDER)),
          Set.of(HOST, "*.geotab.com"));

  private GeotabSettings() {}

  /** Where a session on this host is called; null for the host of the settings. */
  static String base(Settings settings, @Nullable String host) {
    var given = settings.get(Settings.BASE_URL);
    var base = given == null ? "https://" + HOST : Addresses.trimmed(given);
    return host == null ? base : URI.create(base).getScheme() + "://" + host;
  }

  /** Whether a session may be moved to this host: one of Geotab's, or that of the settings. */
  static boolean follows(Settings settings, String host) {
    return host.matches("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")
        && (SCHEMA.ownsHost(URI.create("https://" + host))
            || host.equals(URI.create(base(settings, null)).getAuthority()));
  }

  static boolean toDevices(Settings settings) {
    return "device".equals(settings.get(MESSAGE_TARGET));
  }

  static boolean impersonates(Settings settings) {
    return settings.getOr(IMPERSONATE_SENDER, false);
  }
}
