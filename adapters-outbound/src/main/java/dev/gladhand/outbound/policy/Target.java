package dev.gladhand.outbound.policy;

import java.net.URI;

/**
 * The scheme, host and port of a request in their normal form.
 *
 * @param host a lower-case name, a dotted IPv4 address, or an IPv6 address in brackets
 * @param literal whether the host is an address and not a name
 * @param allowListed whether the operator named this host and port, so that internal addresses and
 *     http are permitted
 */
public record Target(boolean secure, String host, int port, boolean literal, boolean allowListed) {

  /** {@code host:port}, as in the operator's allow-list. */
  public String hostAndPort() {
    return host + ":" + port;
  }

  public String scheme() {
    return secure ? "https" : "http";
  }

  /** The host without the brackets of an IPv6 address. */
  public String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The value of the Host header; the port is left out if it is the scheme's default. */
  public String hostHeader() {
    return port == (secure ? 443 : 80) ? host : hostAndPort();
  }

  public static String pathAndQuery(URI uri) {
    var path = uri.getRawPath();
    var target = path == null || path.isEmpty() ? "/" : path;
    return uri.getRawQuery() == null ? target : target + "?" + uri.getRawQuery();
  }

  @Override
  public String toString() {
    return scheme() + "://" + hostAndPort();
  }
}
