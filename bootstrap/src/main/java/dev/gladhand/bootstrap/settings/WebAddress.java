package dev.gladhand.bootstrap.settings;

import dev.gladhand.http.PublicAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks settings that are absolute URLs with a host. */
final class WebAddress {
  private WebAddress() {}

  /** Whether the URL is https, or http of a loopback address. */
  static boolean isSafe(String text) {
    var url = parse(text);
    return url != null
        && switch (scheme(url)) {
          case "https" -> true;
          case "http" -> isLoopback(url.getHost());
          default -> false;
        };
  }

  /** Whether paths can be appended to the URL. */
  static boolean isBase(String text) {
    var url = parse(text);
    return url != null
        && (scheme(url).equals("https") || scheme(url).equals("http"))
        && PublicAddress.isPlain(url.getRawPath())
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static @Nullable URI parse(String text) {
    try {
      var url = URI.create(text);
      return url.getHost() == null ? null : url;
    } catch (IllegalArgumentException e) {
      // The caller refuses it; the exception would repeat the value.
      return null;
    }
  }

  private static String scheme(URI url) {
    return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String host) {
    try {
      return host.equalsIgnoreCase("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
