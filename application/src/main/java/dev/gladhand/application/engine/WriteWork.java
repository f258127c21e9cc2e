package dev.gladhand.application.engine;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.LaneDriver;
import dev.gladhand.application.lane.LaneWork;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers the writes of lanes: reads them, begins them, and parks lanes. Thread-safe. */
final class WriteWork implements LaneWork<ConnectionId, String, WriteLane> {
  private static final Logger LOG = LoggerFactory.getLogger(WriteWork.class);

  private final EngineSettings settings;
  private final Lanes store;
  private final OpenLanes lanes;
  private final Windows windows;
  private final DeliverWrite deliver;
  private final ParkLanes parking;
  private final Tasks tasks;

  WriteWork(
      EngineSettings settings,
      Lanes store,
      OpenLanes lanes,
      Windows windows,
      DeliverWrite deliver,
      ParkLanes parking,
      Tasks tasks) {
    this.settings = settings;
    this.store = store;
    this.lanes = lanes;
    this.windows = windows;
    this.deliver = deliver;
    this.parking = parking;
    this.tasks = tasks;
  }

  @Override
  public Map<LaneLease<ConnectionId>, WriteLane> open(List<Claimed<ConnectionId, String>> claimed) {
    return lanes.open(claimed);
  }

  /**
   * The state for the next holder of a lane that could not be opened. It must not rely on what was
   * known of the limits before.
   */
  @Override
  public @Nullable String unopened(Claimed<ConnectionId, String> claimed) {
    return claimed.abandoned() ? LaneMemory.abandoned(claimed.left()) : null;
  }

  @Override
  public CompletableFuture<?> read(
      WriteLane lane, LaneDriver<ConnectionId, String, WriteLane> driver) {
    var memory = lane.memory();
    if (memory.isEmpty()) {
      lane.progress().notRead(driver.now().plus(settings.poll()));
      return CompletableFuture.completedFuture(null);
    }
    return memory
        .get()
        .thenCompose(_ -> windows.read(lane))
        .thenAccept(window -> lane.read(window, driver.now()));
  }

  @Override
  public void begin(WriteLane lane, LaneDriver<ConnectionId, String, WriteLane> driver) {
    lane.choose(driver.now()).map(op -> new LaneTurn(lane, op, driver)).ifPresent(tasks::run);
  }

  @Override
  public void park(WriteLane lane) {
    parking.park(lane);
  }

  @Override
  public boolean behind() {
    return deliver.behind();
  }

  /** Tells the other nodes what the lanes held here wait for. */
  @Override
  public void look(Collection<WriteLane> held, LaneDriver<ConnectionId, String, WriteLane> driver) {
    var news = new ArrayList<Release<ConnectionId, String>>();
    for (var lane : held) {
      var text = lane.news(driver.now());
      if (text != null) {
        news.add(new Release<>(lane.lease(), null, text));
      }
    }
    if (!news.isEmpty()) {
      store.remember(settings.node(), news);
    }
  }

  /**
   * One operation's turn. If an adapter or the store throws, the operation is tried again later.
   */
  private final class LaneTurn implements Turn, Runnable {
    private final WriteLane lane;
    private final ResourceOperation before;
    private final LaneDriver<ConnectionId, String, WriteLane> driver;
    private final Instant begunAt;

    /** Whether the lane's gate has admitted it and it has not left yet. */
    private boolean gated;

    LaneTurn(
        WriteLane lane,
        WriteLane.Chosen chosen,
        LaneDriver<ConnectionId, String, WriteLane> driver) {
      this.lane = lane;
      this.before = chosen.operation();
      this.driver = driver;
      this.begunAt = driver.now();
      this.gated = chosen.gated();
    }

    @Override
    public void run() {
      ResourceOperation after = null;
      try {
        after = deliver.run(before, this);
      } catch (StoreUnavailable e) {
        LOG.debug("operation {} is continued later: the store is not available", before.id());
      } catch (RuntimeException e) {
        LOG.error("a step of operation {} failed: {}", before.id(), Traces.of(e));
      } finally {
        called(null);
        lane.ended(before, after, driver.now()).ifPresent(wait -> driver.wakeIn(wait, lane));
        driver.drive(lane);
      }
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
  }
}
