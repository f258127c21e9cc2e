package dev.gladhand.application.engine;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.tsp.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn of one operation in its lane. Ends with {@link LaneRun#ended}, whatever an adapter or a
 * store throws: no operation is forgotten.
 */
final class LaneTurn implements DeliverWrite.Turn, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LaneTurn.class);

  private final LaneRun lane;
  private final ResourceOperation before;
  private final Instant begunAt;

  /** Whether it was let through the lane's gate, and has not left it. */
  private boolean inside;

  LaneTurn(LaneRun lane, ResourceOperation before, boolean inside) {
    this.lane = lane;
    this.before = before;
    this.inside = inside;
    this.begunAt = lane.engine().now();
  }

  @Override
  public void run() {
    ResourceOperation after = null;
    try {
      after = lane.engine().deliver().run(before, this);
    } catch (StoreUnavailable e) {
      LOG.debug("operation {} is worked on later: the store is away", before.id());
    } catch (RuntimeException e) {
      LOG.error("operation {} could not be worked on: {}", before.id(), Traces.of(e));
    } finally {
      called(null);
      lane.ended(before, after);
    }
  }

  @Override
  public Connection connection() {
    return lane.connection();
  }

  @Override
  public LaneLease lease() {
    return lane.lease();
  }

  @Override
  public boolean lasts() {
    return lane.held();
  }

  @Override
  public Duration timeout() {
    return lane.engine().settings().tspTimeout();
  }

  @Override
  public void called(@Nullable Outcome outcome) {
    if (inside) {
      inside = false;
      lane.called(before, begunAt, outcome);
    }
  }

  @Override
  public void hold(Instant until, Waiting why) {
    lane.holdUntil(until, why);
  }

  @Override
  public void credentialsLost(Connection connection) {
    var engine = lane.engine();
    if (!engine.credentialsLost(connection)) {
      lane.holdUntil(engine.now().plus(engine.settings().poll()), Waiting.CREDENTIALS);
    }
    lane.look();
  }
}
