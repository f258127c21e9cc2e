package dev.gladhand.outbound.policy;

import java.net.URI;

/**
 * Where a request goes: scheme, host and port in their one canonical spelling.
 *
 * @param host a lower-case name, a dotted IPv4 address, or an IPv6 address in brackets
 * @param literal the host is an address rather than a name
 * @param allowListed the operator named this host and port: inner addresses and http are in order
 */
public record Target(boolean secure, String host, int port, boolean literal, boolean allowListed) {

  /** {@code host:port}, as it is written in the operator's allow-list. */
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

  /** The value of the Host header: the port only where it is not the scheme's own. */
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
