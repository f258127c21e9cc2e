package dev.gladhand.persistence.sql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Cuts times to the microsecond, the precision of a column; a driver would round them. */
public final class Micros {
  private Micros() {}

  public static Instant of(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  public static @Nullable Instant ofMaybe(@Nullable Instant time) {
    return time == null ? null : of(time);
  }
}
