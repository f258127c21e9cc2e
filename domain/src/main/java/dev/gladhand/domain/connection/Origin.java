package dev.gladhand.domain.connection;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * Who is really called at an address: two addresses of one origin reach the same server, however
 * they are spelled.
 *
 * @param scheme in lower case
 * @param host in lower case, without a dot at its end
 * @param port the scheme's usual one where the address names none
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
