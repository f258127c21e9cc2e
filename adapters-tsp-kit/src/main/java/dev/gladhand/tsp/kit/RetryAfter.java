package dev.gladhand.tsp.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After}: seconds, also fractional ones, or a date of HTTP in any of its three
 * forms.
 */
public final class RetryAfter {
  /** Nobody means more; the engine obeys less. */
  static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern SECONDS =
      Pattern.compile("[0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40}");
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /**
   * How long to wait from now, never negative and at most a day; null where the text says nothing.
   */
  public static @Nullable Duration parse(@Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    var value = text.strip();
    if (SECONDS.matcher(value).matches()) {
      return seconds(value);
    }
    var until = date(value);
    if (until == null) {
      return null;
    }
    var wait = Duration.between(now, until);
    return wait.isNegative() ? Duration.ZERO : shorter(wait);
  }

  /** A date of HTTP, or null where it is none. */
  static @Nullable Instant date(@Nullable String text) {
    if (text == null) {
      return null;
    }
    for (var format : DATES) {
      try {
        return format.parse(text.strip(), Instant::from);
      } catch (DateTimeException | ArithmeticException _) {
        // Not in this form; perhaps in the next.
      }
    }
    return null;
  }

  private static Duration seconds(String text) {
    var millis =
        new BigDecimal(text.endsWith(".") ? text + "0" : text)
            .movePointRight(3)
            .setScale(0, RoundingMode.CEILING)
            .min(BigDecimal.valueOf(LONGEST.toMillis()));
    return Duration.ofMillis(millis.longValueExact());
  }

  private static Duration shorter(Duration wait) {
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
