package dev.gladhand.webhooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads {@code Retry-After}: seconds, or a date. */
final class RetryAfter {
  /** A receiver that asks for more is asked again after this. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final int LONGEST_NUMBER = 9;

  private RetryAfter() {}

  /** Zero where there is no sense in it. */
  static Duration read(String value, Instant now) {
    var text = value.strip();
    if (!text.isEmpty()
        && text.length() <= LONGEST_NUMBER
        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return bounded(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      return bounded(
          Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
