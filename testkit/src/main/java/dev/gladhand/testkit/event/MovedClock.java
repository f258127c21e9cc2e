package dev.gladhand.testkit.event;

import dev.gladhand.testkit.simulation.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only moves when a test moves it. */
final class MovedClock implements InstantSource {
  private final World world;

  MovedClock(World world) {
    this.world = world;
  }

  @Override
  public Instant instant() {
    return world.time();
  }

  void move(Duration by) {
    world.skip(by);
  }
}
