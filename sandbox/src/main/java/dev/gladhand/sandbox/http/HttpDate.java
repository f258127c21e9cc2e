package dev.gladhand.sandbox.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times in the form of HTTP's {@code Date} header. */
public final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private record Second(long epoch, String text) {}

  private static volatile Second latest = new Second(0, "");

  private HttpDate() {}

  public static String of(Instant time) {
    return FORMAT.format(time);
  }

  static String now() {
    long epoch = System.currentTimeMillis() / 1000;
    Second second = latest;
    if (second.epoch() != epoch) {
      second = new Second(epoch, of(Instant.ofEpochSecond(epoch)));
      latest = second;
    }
    return second.text();
  }
}
