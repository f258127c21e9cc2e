package dev.gladhand.application.engine;

import dev.gladhand.application.GroupCommit;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the windows of lanes, for all lanes that ask at the same time in one round trip.
 * Thread-safe.
 */
final class Windows {
  private static final int TOGETHER = 64;

  private final EngineSettings settings;
  private final Operations operations;
  private final LiveConnections connections;
  private final GroupCommit<WriteLane, Window> reads;

  Windows(
      EngineSettings settings, Operations operations, LiveConnections connections, Tasks tasks) {
    this.settings = settings;
    this.operations = operations;
    this.connections = connections;
    this.reads = new GroupCommit<>(tasks, TOGETHER, this::readAll);
  }

  /**
   * The operations of a lane that are due.
   *
   * @param connection the present connection, or null if it was not found
   */
  record Window(@Nullable Connection connection, Operations.LaneWindow due) {}

  CompletableFuture<Window> read(WriteLane lane) {
    return reads.submit(lane);
  }

  private List<Window> readAll(List<WriteLane> lanes) {
    var limit = lanes.stream().mapToInt(WriteLane::window).max().orElse(settings.window());
    var present = connections.findAll(lanes.stream().map(lane -> lane.connection().id()).toList());
    var leasesOf = lanes.stream().map(WriteLane::lease).distinct().toList();
    var found = operations.window(leasesOf, limit);
    return lanes.stream()
        .map(lane -> lane.connection().id())
        .map(id -> new Window(present.get(id), found.getOrDefault(id, Operations.LaneWindow.EMPTY)))
        .toList();
  }
}
