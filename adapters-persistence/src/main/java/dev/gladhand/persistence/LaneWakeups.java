package dev.gladhand.persistence;

import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes lanes due for what is accepted. They are looked at before the insert, under {@link
 * LaneGuard}: so a release either sees the new operation, or comes later and is seen here.
 */
final class LaneWakeups {
  private static final String LOOK =
      """
      select connection_id, due_at, hold_until, leased_by, parked, memory from lane
      where connection_id = any(?)""";

  /** Whoever holds it looks at what is due when letting go, and so does whoever resumes it. */
  private static final MultiUpdate WAKE =
      new MultiUpdate(
          "lane l",
          "due_at = {due_at}",
          """
          l.connection_id = {connection_id} and l.leased_by is null and l.parked is null
          and (l.due_at is null or l.due_at > {due_at})""",
          "due_at timestamptz",
          "connection_id uuid");

  /**
   * A lane as it was seen.
   *
   * @param holdUntil nothing makes it due sooner
   * @param seen null where it is neither held nor parked, and nothing is remembered of it
   */
  record Seen(
      @Nullable Instant dueAt, @Nullable Instant holdUntil, Operations.@Nullable LaneSeen seen) {
    /** Whether it is held or parked: it is looked at when let go. */
    private boolean quiet() {
      return seen != null && (seen.holder() != null || seen.parked() != null);
    }

    /** When it becomes due for an operation that may begin then; null where it is anyway. */
    @Nullable Instant dueFor(Instant at) {
      var due = holdUntil != null && holdUntil.isAfter(at) ? holdUntil : at;
      return quiet() || dueAt != null && !dueAt.isAfter(due) ? null : due;
    }
  }

  Map<ConnectionId, Seen> look(Connection connection, List<NewOperation> batch)
      throws SQLException {
    var operations = batch.stream().map(NewOperation::operation).toList();
    var ids =
        operations.stream()
            .filter(op -> op.mode() == Mode.ASYNC)
            .map(op -> op.connection().value())
            .distinct()
            .toList();
    var seen = new HashMap<ConnectionId, Seen>();
    if (ids.isEmpty()) {
      return seen;
    }
    LaneGuard.storing(connection, ids, Successors.keys(operations));
    // A statement of its own, after the locks: it sees what was given back before them.
    try (var statement = connection.prepareStatement(LOOK)) {
      Parameters.of(statement).ids(ids);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var row = Columns.of(rows);
          seen.put(
              new ConnectionId(row.id()),
              new Seen(
                  row.maybeTime(),
                  row.maybeTime(),
                  Operations.LaneSeen.of(row.maybeText(), row.maybeText(), row.maybeText())));
        }
      }
    }
    for (UUID id : ids) {
      if (!seen.containsKey(new ConnectionId(id))) {
        throw new IllegalStateException("there is no lane for connection " + id);
      }
    }
    return seen;
  }

  void wake(Connection connection, Map<ConnectionId, Seen> seen, List<ResourceOperation> operations)
      throws SQLException {
    var sooner = new HashMap<ConnectionId, Instant>();
    earliest(operations)
        .forEach(
            (lane, at) -> {
              var due = Objects.requireNonNull(seen.get(lane)).dueFor(at);
              if (due != null) {
                sooner.put(lane, due);
              }
            });
    WAKE.run(
        connection,
        sooner.entrySet().stream()
            .sorted(
                Map.Entry.comparingByKey(Comparator.comparing(ConnectionId::value, Ids.UNSIGNED)))
            .toList(),
        (lane, row) -> row.time(lane.getValue()).id(lane.getKey().value()));
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
