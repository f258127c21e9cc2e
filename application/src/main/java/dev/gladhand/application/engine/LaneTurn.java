package dev.gladhand.application.engine;

import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.LaneDriver;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@link Turn} of a write that is delivered from a lane that this node holds. */
final class LaneTurn implements Turn {
  private final WriteLane lane;
  private final ResourceOperation before;
  private final LaneDriver<ConnectionId, String, WriteLane> driver;
  private final ParkLanes parking;
  private final EngineSettings settings;
  private final Instant begunAt;

  /**
   * Whether the lane's {@code LaneGate} has admitted a call of this write whose end was not
   * reported to it yet.
   */
  private boolean gated;

  LaneTurn(
      WriteLane lane,
      WriteLane.Chosen chosen,
      LaneDriver<ConnectionId, String, WriteLane> driver,
      ParkLanes parking,
      EngineSettings settings) {
    this.lane = lane;
    this.before = chosen.operation();
    this.driver = driver;
    this.parking = parking;
    this.settings = settings;
    this.begunAt = driver.now();
    this.gated = chosen.gated();
  }

  @Override
  public Connection connection() {
    return lane.connection();
  }

  @Override
  public LaneLease<ConnectionId> lease() {
    return lane.lease();
  }

  @Override
  public boolean lasts() {
    return driver.trusts(lane);
  }

  @Override
  public Duration timeout() {
    return settings.tspTimeout();
  }

  @Override
  public List<Past> waited(ResourceOperation write) {
    return lane.waited(write, begunAt);
  }

  @Override
  public void called(@Nullable Outcome outcome) {
    if (gated) {
      gated = false;
      lane.called(before, begunAt, outcome, driver.now());
    }
  }

  @Override
  public void hold(Instant until, Waiting why) {
    lane.hold(until, why);
  }

  @Override
  public void credentialsLost(Connection connection) {
    if (!parking.fail(connection)) {
      lane.hold(driver.now().plus(settings.poll()), Waiting.CREDENTIALS);
    }
    parking.look(lane);
  }

  /**
   * Ends the turn, and lets the lane go on with its next step.
   *
   * @param after the write after its step; null if that is not known, so that it is read from the
   *     store again
   */
  void end(@Nullable ResourceOperation after) {
    called(null);
    lane.ended(before, after, driver.now()).ifPresent(wait -> driver.wakeIn(wait, lane));
    driver.drive(lane);
  }
}
