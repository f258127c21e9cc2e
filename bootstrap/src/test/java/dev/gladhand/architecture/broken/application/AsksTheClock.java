package dev.gladhand.architecture.broken.application;

import java.time.Instant;

/** Breaks: time comes in through an InstantSource. */
public final class AsksTheClock {
  public Instant now() {
    return Instant.now();
  }
}
