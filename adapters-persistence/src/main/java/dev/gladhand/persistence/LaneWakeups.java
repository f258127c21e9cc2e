package dev.gladhand.persistence;

import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes lanes due for what is accepted. The rows are locked before the insert, in the order of
 * their ids: so a release either sees the new operation, or comes later and is seen here.
 */
final class LaneWakeups {
  private static final String LOCK =
      """
      select connection_id, due_at, hold_until, leased_by is not null or parked is not null from lane
      where connection_id = any(?) order by connection_id for update""";
  private static final String WAKE = "update lane set due_at = ? where connection_id = ?";

  /**
   * A locked lane.
   *
   * @param holdUntil nothing makes it due sooner
   * @param quiet whether it is held or parked: it is looked at when let go
   */
  record Locked(@Nullable Instant dueAt, @Nullable Instant holdUntil, boolean quiet) {
    /** When it becomes due for an operation that may begin then; null where it is anyway. */
    @Nullable Instant dueFor(Instant at) {
      var due = holdUntil != null && holdUntil.isAfter(at) ? holdUntil : at;
      return quiet || dueAt != null && !dueAt.isAfter(due) ? null : due;
    }
  }

  Map<ConnectionId, Locked> lock(Connection connection, List<NewOperation> batch)
      throws SQLException {
    var ids =
        batch.stream()
            .map(NewOperation::operation)
            .filter(op -> op.mode() == Mode.ASYNC)
            .map(op -> op.connection().value())
            .distinct()
            .toList();
    var locked = new HashMap<ConnectionId, Locked>();
    if (ids.isEmpty()) {
      return locked;
    }
    try (var statement = connection.prepareStatement(LOCK)) {
      Parameters.of(statement).ids(ids);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          locked.put(
              new ConnectionId(row.id()), new Locked(row.maybeTime(), row.maybeTime(), row.flag()));
        }
      }
    }
    for (UUID id : ids) {
      if (!locked.containsKey(new ConnectionId(id))) {
        throw new IllegalStateException("there is no lane for connection " + id);
      }
    }
    return locked;
  }

  void wake(
      Connection connection, Map<ConnectionId, Locked> locked, List<ResourceOperation> operations)
      throws SQLException {
    var sooner = new HashMap<ConnectionId, Instant>();
    earliest(operations)
        .forEach(
            (lane, at) -> {
              var due = Objects.requireNonNull(locked.get(lane)).dueFor(at);
              if (due != null) {
                sooner.put(lane, due);
              }
            });
    if (sooner.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(WAKE)) {
      for (var entry : sooner.entrySet()) {
        Parameters.of(statement).time(entry.getValue()).id(entry.getKey().value());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static Map<ConnectionId, Instant> earliest(List<ResourceOperation> operations) {
    var earliest = new HashMap<ConnectionId, Instant>();
    for (var op : operations) {
      if (op.mode() == Mode.ASYNC && op.state() instanceof State.Pending pending) {
        earliest.merge(op.connection(), pending.dueAt(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return earliest;
  }
}
