package dev.gladhand.outbound.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/** The host and port of a URL, or of an entry of the allow-list; the port is 0 if none is given. */
record Authority(Host host, int port) {
  private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

  static Optional<Authority> parse(String text) {
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':', bracket + 1);
    if (colon < 0) {
      return Host.parse(text).map(host -> new Authority(host, 0));
    }
    var digits = text.substring(colon + 1);
    if (!PORT.matcher(digits).matches() || Integer.parseInt(digits) > 65_535) {
      return Optional.empty();
    }
    int port = Integer.parseInt(digits);
    return Host.parse(text.substring(0, colon)).map(host -> new Authority(host, port));
  }
}
