package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.connection.Settings;
import java.util.function.Function;

/** Normalizes base URLs that people have entered. */
public final class Addresses {
  private Addresses() {}

  /**
   * The base URL of a connection's calls, without a slash at the end: the one in its settings or,
   * if they contain none, {@code https://} and this host.
   */
  public static String base(Settings settings, String host) {
    return trimmed(settings.getOr(Settings.BASE_URL, "https://" + host));
  }

  /**
   * A function from a connection's settings to the base URL of its calls: the result of {@link
   * #base}, followed by this path.
   */
  public static Function<Settings, String> at(String host, String path) {
    return settings -> base(settings, host) + path;
  }

  /** The URL without slashes at its end, so that a path can be appended. */
  public static String trimmed(String base) {
    var end = base.length();
    while (end > 0 && base.charAt(end - 1) == '/') {
      end--;
    }
    return base.substring(0, end);
  }
}
