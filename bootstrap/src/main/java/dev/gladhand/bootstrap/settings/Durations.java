package dev.gladhand.bootstrap.settings;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes durations in the form of settings: {@code 200ms}, {@code 5s}, {@code 5m}, {@code
 * 24h}.
 */
public final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private Durations() {}

  /** Reads a duration such as {@code 5s}; null if the text does not have such a form. */
  static @Nullable Duration parse(String text) {
    var written = WRITTEN.matcher(text.strip());
    if (!written.matches()) {
      return null;
    }
    var count = Long.parseLong(written.group(1));
    return switch (written.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  /**
   * Writes the duration as {@link #parse} reads it, in the largest unit that gives a whole number.
   */
  public static String write(Duration duration) {
    var millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    var seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }
}
