package dev.gladhand.application.connection;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks where a connection may send its credentials: over https to the TSP's own hosts, or to a
 * target that the operator names.
 */
public final class BaseUrls {
  private final OperatorTargets targets;

  public BaseUrls(OperatorTargets targets) {
    this.targets = targets;
  }

  /**
   * Checks the base URL in the settings, if there is one, and adds its faults to {@code faults}.
   *
   * @param faults collects the faults of the settings
   */
  public void check(Settings settings, SettingsSchema schema, Faults faults) {
    var text = settings.get(Settings.BASE_URL);
    if (text != null) {
      check(text, schema, faults.at(Settings.BASE_URL.name()));
    }
  }

  /**
   * Checks an address at which the TSP would be called, and adds its faults to {@code here}.
   *
   * @param here collects the faults of the field that holds the address
   */
  public void check(String text, SettingsSchema schema, Faults here) {
    var address = parse(text);
    if (address == null) {
      here.add(
          shown(text), "must be a URL with a host, and without user, query or fragment", "url");
      return;
    }
    if (!schema.ownsHost(address) && !allowed(address)) {
      here.add(
          text,
          "must be https and one of the TSP's own hosts, or be allowed by the operator",
          "url_not_allowed");
    }
  }

  private static @Nullable URI parse(String text) {
    try {
      var address = new URI(text);
      var plain =
          address.getHost() != null
              && address.getRawUserInfo() == null
              && address.getRawQuery() == null
              && address.getRawFragment() == null;
      return plain ? address : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private boolean allowed(URI address) {
    var scheme = Objects.requireNonNullElse(address.getScheme(), "").toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return false;
    }
    var usual = scheme.equals("https") ? 443 : 80;
    var port = address.getPort() == -1 ? usual : address.getPort();
    return targets.allows(address.getHost().toLowerCase(Locale.ROOT), port);
  }

  /**
   * The URL as a fault shows it: masked if it contains an @, because it may then contain a
   * password.
   */
  private static String shown(String text) {
    return text.contains("@") ? "*****" : text;
  }
}
