package dev.gladhand.domain.connection;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * The server that an address leads to. Two addresses with equal origins lead to the same server,
 * even if they are spelled differently.
 *
 * @param scheme in lower case
 * @param host in lower case, without a dot at its end
 * @param port the scheme's default port if the address names none
 */
public record Origin(String scheme, String host, int port) {

  /** The origin of an absolute URL with a host. */
  public static Origin of(URI address) {
    var scheme = Objects.requireNonNullElse(address.getScheme(), "").toLowerCase(Locale.ROOT);
    var host = Objects.requireNonNullElse(address.getHost(), "").toLowerCase(Locale.ROOT);
    var port = address.getPort() >= 0 ? address.getPort() : scheme.equals("http") ? 80 : 443;
    return new Origin(
        scheme, host.endsWith(".") ? host.substring(0, host.length() - 1) : host, port);
  }
}
