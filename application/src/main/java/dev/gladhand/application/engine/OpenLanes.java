package dev.gladhand.application.engine;

import dev.gladhand.application.ByteShares;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.health.TspHealth;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.limit.LaneGate;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Claimed;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares the lanes that this node has claimed, with the state that their last holders stored.
 * Thread-safe.
 */
final class OpenLanes {
  private static final Logger LOG = LoggerFactory.getLogger(OpenLanes.class);

  private final EngineSettings settings;
  private final LiveConnections connections;
  private final Adapters adapters;
  private final RandomGenerator random;
  private final TspHealth.All health = new TspHealth.All();
  private final ByteShares<PartnerId> bytes;

  OpenLanes(
      EngineSettings settings,
      LiveConnections connections,
      Adapters adapters,
      Tasks tasks,
      RandomGenerator random) {
    this.settings = settings;
    this.connections = connections;
    this.adapters = adapters;
    this.random = random;
    this.bytes = ByteShares.ofHeap(tasks::run);
  }

  /** Prepares these lanes, without those that this node cannot run. Blocks. */
  Map<LaneLease<ConnectionId>, WriteLane> open(List<Claimed<ConnectionId, String>> lanes) {
    var found = connections.findAll(lanes.stream().map(lane -> lane.lease().lane()).toList());
    var opened = new HashMap<LaneLease<ConnectionId>, WriteLane>();
    for (var claimed : lanes) {
      var lane = open(claimed, found.get(claimed.lease().lane()));
      if (lane != null) {
        opened.put(claimed.lease(), lane);
      }
    }
    return opened;
  }

  private @Nullable WriteLane open(
      Claimed<ConnectionId, String> claimed, @Nullable Connection connection) {
    var id = claimed.lease().lane();
    if (connection == null || adapters.find(connection.tsp()).isEmpty()) {
      LOG.error(
          "writes of connection {} are not delivered by this node:"
              + " the connection does not exist, or this node has no adapter for its provider",
          id);
      return null;
    }
    try {
      return lane(claimed, connection);
    } catch (RuntimeException e) {
      // An adapter's bug with one connection must not stop the lanes of all others.
      LOG.error(
          "writes of connection {} are not delivered by this node after an internal error: {}",
          id,
          Traces.of(e));
      return null;
    }
  }

  private WriteLane lane(Claimed<ConnectionId, String> claimed, Connection connection) {
    var adapter = adapters.get(connection.tsp());
    var gate =
        new LaneGate(
            adapter,
            LaneMemory.of(claimed.left()),
            claimed.abandoned() || LaneMemory.isAbandoned(claimed.left()),
            health.of(adapter, connection));
    return new WriteLane(
        claimed.lease(),
        connection,
        gate,
        adapter.maxConcurrency(),
        new LaneBytes(bytes, connection.partner()),
        settings,
        random);
  }
}
