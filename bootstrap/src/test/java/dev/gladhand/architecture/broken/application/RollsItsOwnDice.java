package dev.gladhand.architecture.broken.application;

import java.util.UUID;

/** Breaks: ids and randomness come in through the constructor wherever a test replays. */
public final class RollsItsOwnDice {
  public UUID next() {
    return UUID.randomUUID();
  }
}
