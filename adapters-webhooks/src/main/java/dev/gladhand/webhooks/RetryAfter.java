package dev.gladhand.webhooks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Reads {@code Retry-After}: seconds, also fractional ones, or a date. */
final class RetryAfter {
  /** A receiver that asks for more is asked again after this. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,40}(\\.[0-9]{1,40})?");

  private RetryAfter() {}

  /** Zero where there is no sense in it. */
  static Duration read(String value, Instant now) {
    var text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return seconds(new BigDecimal(text));
    }
    try {
      return bounded(
          Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static Duration seconds(BigDecimal seconds) {
    var millis = seconds.movePointRight(3).setScale(0, RoundingMode.CEILING);
    return Duration.ofMillis(millis.min(BigDecimal.valueOf(LONGEST.toMillis())).longValueExact());
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
