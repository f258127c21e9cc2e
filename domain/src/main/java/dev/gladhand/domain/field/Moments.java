package dev.gladhand.domain.field;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes times as the API and the store use them: RFC 3339, UTC, microseconds, {@code Z}.
 */
public final class Moments {
  private static final DateTimeFormatter OUT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * Matches every valid time, and also days 29 to 31 of months that are shorter. An offset may be
   * up to 18 hours. Not matched are leap seconds, the offset -00:00, and on the first and the last
   * day an offset that leads out of the years 0001 to 9999.
   */
  static final Pattern PATTERN =
      Pattern.compile(
          "^(?!0000)(?!.*-00:00$)(?!0001-01-01[Tt].{8,}[+])(?!9999-12-31[Tt].{8,}-)"
              + "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
              + "[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?"
              + "([Zz]|[+-](0[0-9]|1[0-7]):[0-5][0-9]|[+-]18:00)$");

  private Moments() {}

  /** The moment, cut to microseconds; null if the text is not a valid time. */
  public static @Nullable Instant parse(String text) {
    if (!Patterns.found(PATTERN, text)) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
          .toInstant()
          .truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      return null;
    }
  }

  public static String format(Instant moment) {
    return OUT.format(moment);
  }
}
