package dev.gladhand.outbound;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code Retry-After}: seconds, also fractional ones, or an HTTP date in any of its three
 * forms.
 */
public final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);
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
   * How long to wait before the next call, from zero to a day; empty if the field is missing or
   * malformed.
   *
   * @param value the field {@code Retry-After}
   * @param date the field {@code Date}, which is the time of the peer's clock; it is used if {@code
   *     value} is a date
   * @param now the time of this node's clock, which is used if {@code date} is missing or malformed
   */
  public static Optional<Duration> of(@Nullable String value, @Nullable String date, Instant now) {
    if (value == null) {
      return Optional.empty();
    }
    var text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(seconds(text));
    }
    return date(text)
        .map(until -> Duration.between(date(date).orElse(now), until))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  /** Reads an HTTP date; empty if the text is null or not an HTTP date. */
  public static Optional<Instant> date(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    for (var format : DATES) {
      try {
        return Optional.of(format.parse(text.strip(), Instant::from));
      } catch (DateTimeException | ArithmeticException _) {
        // The text is not in this form; the next form is tried.
      }
    }
    return Optional.empty();
  }

  private static Duration seconds(String text) {
    var millis =
        new BigDecimal(text.endsWith(".") ? text + "0" : text)
            .movePointRight(3)
            .setScale(0, RoundingMode.CEILING)
            .min(BigDecimal.valueOf(LONGEST.toMillis()));
    return Duration.ofMillis(millis.longValueExact());
  }
}
