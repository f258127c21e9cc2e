package dev.gladhand.testkit.event;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
final class MovedClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-20T08:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void move(Duration by) {
    now = now.plus(by);
  }
}
