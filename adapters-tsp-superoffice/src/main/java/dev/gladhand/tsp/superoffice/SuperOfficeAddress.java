package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.tsp.kit.body.Addresses;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the SuperOffice of a connection is, according to the connection's settings.
 *
 * @param base the base URL of calls as long as the tenant's node is not known, without a slash at
 *     its end
 * @param isPinned whether the settings contain the tenant's own address, not only its environment
 * @param environment the address of the environment of SuperOffice Online, which is asked for the
 *     tenant's state and for tickets; null for an installation on site
 * @param customer the tenant at SuperOffice Online, such as {@code Cust12345}; null for an
 *     installation on site
 */
record SuperOfficeAddress(
    String base, boolean isPinned, @Nullable String environment, @Nullable String customer) {
  private static final Pattern TENANT =
      Pattern.compile("/(Cust[0-9]+)/?$", Pattern.CASE_INSENSITIVE);
  private static final Pattern ONLINE =
      Pattern.compile("^https://([a-z]+)[0-9]*\\.superoffice\\.com(:443)?$");

  static SuperOfficeAddress of(Settings settings) {
    var given = settings.get(Settings.BASE_URL);
    var customer = settings.get(SuperOfficeSettings.CUSTOMER_ID);
    var wanted = settings.get(SuperOfficeSettings.ENVIRONMENT);
    if (given == null) {
      var environment = online(wanted == null ? "online" : wanted);
      return new SuperOfficeAddress(environment + "/" + customer, false, environment, customer);
    }
    var base = Addresses.trimmed(given);
    var named = tenant(base);
    if (customer == null && named == null) {
      return new SuperOfficeAddress(base, true, null, null);
    }
    var whose = customer == null ? named : customer;
    var environment = wanted == null ? environment(base) : online(wanted);
    return new SuperOfficeAddress(
        named == null ? base + "/" + whose : base, named != null, environment, whose);
  }

  /** Whether this URL has the same scheme, host and port as the address of the environment. */
  boolean sameOrigin(URI other) {
    return environment != null && origin(other).equals(origin(URI.create(environment)));
  }

  private static @Nullable String tenant(String base) {
    Matcher matcher = TENANT.matcher(base);
    return matcher.find() ? matcher.group(1) : null;
  }

  /**
   * The address of the environment to which the host of a base URL belongs: the host online3, which
   * is a node, belongs to the environment online. Any other host is taken for an environment
   * itself.
   */
  private static String environment(String base) {
    var origin = origin(URI.create(base));
    var matcher = ONLINE.matcher(origin);
    return matcher.matches() ? online(matcher.group(1)) : origin;
  }

  private static String online(String environment) {
    return "https://" + environment + ".superoffice.com";
  }

  static String origin(URI address) {
    var text = (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT);
    return address.getPort() < 0 ? text : text + ":" + address.getPort();
  }
}
