package dev.gladhand.domain.payload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as contract and store know them: RFC 3339, UTC, microseconds, {@code Z}. */
public final class Moments {
  private static final DateTimeFormatter OUT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Moments() {}

  /** The moment, or null where the text is none; cut to microseconds. */
  public static @Nullable Instant parse(String text) {
    if (!RFC_3339.matcher(text).matches()) {
      return null;
    }
    try {
      var moment =
          OffsetDateTime.parse(text.toUpperCase(java.util.Locale.ROOT))
              .toInstant()
              .truncatedTo(ChronoUnit.MICROS);
      return moment.isBefore(FIRST) || moment.isAfter(LAST) ? null : moment;
    } catch (DateTimeException e) {
      return null;
    }
  }

  public static String format(Instant moment) {
    return OUT.format(moment);
  }
}
