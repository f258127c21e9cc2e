package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.testkit.store.memory.InMemoryTables.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The lanes in memory. */
final class InMemoryLanes implements Lanes {
  private final InMemoryTables tables;

  InMemoryLanes(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public List<Claimed<ConnectionId, String>> claim(String node, int limit, Duration lease) {
    synchronized (tables) {
      var now = tables.now();
      var due = new ArrayList<Map.Entry<UUID, Lane>>();
      for (var entry : tables.lanes.entrySet()) {
        var lane = entry.getValue();
        if (lane.dueAt != null && !lane.dueAt.isAfter(now) && lane.parked == null) {
          due.add(entry);
        }
      }
      due.sort((a, b) -> due(a.getValue()).compareTo(due(b.getValue())));
      return due.stream().limit(limit).map(entry -> claim(node, entry, now.plus(lease))).toList();
    }
  }

  private static Instant due(Lane lane) {
    return lane.dueAt == null ? Instant.MAX : lane.dueAt;
  }

  private static Claimed<ConnectionId, String> claim(
      String node, Map.Entry<UUID, Lane> entry, Instant until) {
    var lane = entry.getValue();
    var abandoned = lane.holder != null;
    lane.fence++;
    lane.holder = node;
    lane.leaseUntil = until;
    lane.dueAt = until;
    lane.holdUntil = null;
    var lease = new LaneLease<>(new ConnectionId(entry.getKey()), lane.fence);
    return new Claimed<>(lease, lane.memory, abandoned);
  }

  @Override
  public Set<LaneLease<ConnectionId>> renew(
      String node, Collection<LaneLease<ConnectionId>> leases, Duration lease) {
    synchronized (tables) {
      var now = tables.now();
      var held = new LinkedHashSet<LaneLease<ConnectionId>>();
      for (var one : leases) {
        var lane = held(node, one);
        if (lane != null && lane.leaseUntil != null && lane.leaseUntil.isAfter(now)) {
          lane.leaseUntil = now.plus(lease);
          lane.dueAt = lane.leaseUntil;
          held.add(one);
        }
      }
      return held;
    }
  }

  private @Nullable Lane held(String node, LaneLease<ConnectionId> lease) {
    var lane = tables.lanes.get(lease.lane().value());
    return lane != null && node.equals(lane.holder) && lane.fence == lease.fence() ? lane : null;
  }

  @Override
  public void release(String node, Collection<Release<ConnectionId, String>> releases) {
    synchronized (tables) {
      for (var release : releases) {
        var lane = held(node, release.lease());
        if (lane != null) {
          lane.dueAt = lane.parked == null ? nextDue(release, lane) : null;
          lane.holdUntil = release.notBefore();
          lane.holder = null;
          lane.leaseUntil = null;
          lane.memory = release.left() == null ? lane.memory : release.left();
        }
      }
    }
  }

  @Override
  public int resumeForgotten() {
    synchronized (tables) {
      var forgotten =
          tables.lanes.entrySet().stream()
              .filter(entry -> entry.getValue().parked != null)
              .filter(entry -> runs(tables.connections.get(entry.getKey())))
              .map(entry -> new ConnectionId(entry.getKey()))
              .toList();
      forgotten.forEach(this::resume);
      return forgotten.size();
    }
  }

  private static boolean runs(@Nullable Connection connection) {
    return connection != null
        && (connection.status() == ConnectionStatus.ACTIVE
            || connection.status() == ConnectionStatus.DELETED);
  }

  @Override
  public void remember(String node, Collection<Release<ConnectionId, String>> memories) {
    synchronized (tables) {
      for (var memory : memories) {
        var lane = held(node, memory.lease());
        if (lane != null && memory.left() != null) {
          lane.memory = memory.left();
        }
      }
    }
  }

  private @Nullable Instant nextDue(Release<ConnectionId, String> release, Lane lane) {
    var rows = tables.pendingOf(release.lease().lane()).toList();
    var due =
        rows.stream()
            .filter(row -> !InMemoryOperations.begun(row) && !row.behind)
            .min(InMemoryOperations.BY_DUE)
            .map(InMemoryOperations::due)
            .orElse(null);
    var underWay = rows.stream().anyMatch(InMemoryOperations::begun) ? lane.leaseUntil : null;
    if (due == null || underWay != null && underWay.isBefore(due)) {
      due = underWay;
    }
    var notBefore = release.notBefore();
    return due != null && notBefore != null && notBefore.isAfter(due) ? notBefore : due;
  }

  @Override
  public void park(ConnectionId connection, String reason) {
    synchronized (tables) {
      var lane = tables.lanes.get(connection.value());
      if (lane != null) {
        lane.parked = reason;
        lane.dueAt = lane.holder == null ? null : lane.dueAt;
      }
    }
  }

  @Override
  public void resume(ConnectionId connection) {
    synchronized (tables) {
      var lane = tables.lanes.get(connection.value());
      if (lane != null && (lane.parked != null || lane.holdUntil != null)) {
        lane.parked = null;
        lane.holdUntil = null;
        lane.dueAt = lane.holder == null ? tables.now() : lane.dueAt;
      }
    }
  }

  @Override
  public Optional<LaneStatus> status(ConnectionId connection) {
    synchronized (tables) {
      return Optional.ofNullable(tables.lanes.get(connection.value()))
          .map(
              lane ->
                  new LaneStatus(
                      lane.holder == null ? lane.dueAt : null,
                      lane.holder,
                      lane.parked,
                      lane.memory,
                      tables.now()));
    }
  }

  @Override
  public Optional<Duration> untilNextDue() {
    synchronized (tables) {
      var now = tables.now();
      return tables.lanes.values().stream()
          .filter(lane -> lane.parked == null && lane.dueAt != null)
          .map(lane -> Duration.between(now, due(lane)))
          .map(until -> until.isNegative() ? Duration.ZERO : until)
          .min(Duration::compareTo);
    }
  }
}
