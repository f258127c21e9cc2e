package dev.gladhand.application;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Gives new objects their ids and times. Thread-safe.
 *
 * @param clock the store's clock
 * @param ids makes UUIDv7s
 */
public record ClockAndIds(InstantSource clock, Supplier<UUID> ids) {
  /** The present time in the precision of the store. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  public UUID id() {
    return ids.get();
  }
}
