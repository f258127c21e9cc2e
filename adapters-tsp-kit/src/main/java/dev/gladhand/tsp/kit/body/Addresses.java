package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.connection.Settings;

/** Base URLs as people write them. */
public final class Addresses {
  private Addresses() {}

  /** Where a connection's calls go, without a slash at the end: its base URL, or the TSP's host. */
  public static String base(Settings settings, String host) {
    return trimmed(settings.getOr(Settings.BASE_URL, "https://" + host));
  }

  /** Without the slashes at its end, so that a path can follow. */
  public static String trimmed(String base) {
    var end = base.length();
    while (end > 0 && base.charAt(end - 1) == '/') {
      end--;
    }
    return base.substring(0, end);
  }
}
