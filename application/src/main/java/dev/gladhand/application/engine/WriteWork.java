package dev.gladhand.application.engine;

import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.lane.LaneDriver;
import dev.gladhand.application.lane.LaneWork;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.domain.connection.ConnectionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Prepares, reads and parks lanes of writes, and tells other nodes what these lanes wait for.
 * Thread-safe.
 */
final class WriteWork implements LaneWork<ConnectionId, String, WriteLane> {
  private final EngineSettings settings;
  private final Lanes store;
  private final OpenLanes lanes;
  private final Windows windows;
  private final Recorder recorder;
  private final ParkLanes parking;

  WriteWork(
      EngineSettings settings,
      Lanes store,
      OpenLanes lanes,
      Windows windows,
      Recorder recorder,
      ParkLanes parking) {
    this.settings = settings;
    this.store = store;
    this.lanes = lanes;
    this.windows = windows;
    this.recorder = recorder;
    this.parking = parking;
  }

  @Override
  public Map<LaneLease<ConnectionId>, WriteLane> open(List<Claimed<ConnectionId, String>> claimed) {
    return lanes.open(claimed);
  }

  /**
   * The state to store for the next holder of a lane that was claimed and is released without
   * having been run. If the lease of the last holder ended without a release, it is the stored
   * state with a mark that tells the next holder not to rely on the permits in it; otherwise null,
   * which leaves the stored state unchanged.
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
  public void park(WriteLane lane) {
    parking.park(lane);
  }

  @Override
  public boolean behind() {
    return recorder.behind();
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
}
