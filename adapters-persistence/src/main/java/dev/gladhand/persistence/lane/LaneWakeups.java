package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.PipelinedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes lanes due for accepted operations. It reads the lanes before the insert, under {@link
 * LaneGuard}. So a release either sees the new operation, or was committed before and its result is
 * read here.
 */
public final class LaneWakeups {
  private static final String LOOK =
      """
      select connection_id, leased_by, parked, memory from lane where connection_id = any(?)""";

  private static final String DUE =
      "case when l.hold_until > {due} then l.hold_until else {due} end";

  /**
   * Makes a lane due at a time, unless it is due earlier. A lane that is held or parked is not
   * changed: releasing or resuming it looks for due operations.
   */
  private static final MultiUpdate WAKE =
      new MultiUpdate(
          "lane l",
          "due_at = " + DUE,
          """
          l.connection_id = {connection_id} and l.leased_by is null and l.parked is null
          and (l.due_at is null or l.due_at > {due} and (l.hold_until is null or l.due_at > l.hold_until))""",
          "due timestamptz",
          "connection_id uuid");

  /** Maps each connection to what was read of its lane; the value is empty for an idle lane. */
  private static Map<ConnectionId, Optional<Operations.LaneSeen>> seen(
      Set<UUID> lanes, ResultSet rows) throws SQLException {
    var seen = new HashMap<ConnectionId, Optional<Operations.LaneSeen>>();
    while (rows.next()) {
      var row = Columns.of(rows);
      seen.put(
          new ConnectionId(row.id()),
          Optional.ofNullable(
              Operations.LaneSeen.of(row.maybeText(), row.maybeText(), row.maybeText())));
    }
    for (var lane : lanes) {
      if (!seen.containsKey(new ConnectionId(lane))) {
        throw new IllegalStateException("there is no lane for connection " + lane);
      }
    }
    return seen;
  }

  /**
   * Locks the lanes of these operations and reads them. The result maps each connection to what was
   * read of its lane; the value is empty for an idle lane.
   */
  public Pipeline.Answer<Map<ConnectionId, Optional<Operations.LaneSeen>>> look(
      Pipeline pipeline, List<ResourceOperation> batch) {
    var lanes = new LinkedHashSet<UUID>();
    for (var op : batch) {
      if (op.mode() == Mode.ASYNC) {
        lanes.add(op.connection().value());
      }
    }
    if (lanes.isEmpty()) {
      return Pipeline.Answer.of(Map.of());
    }
    LaneGuard.storing(pipeline, lanes, Successors.keys(batch));
    // This statement runs after the one that takes the locks, so it sees all releases that were
    // committed before.
    return pipeline.add(
        PipelinedStatement.query(
            LOOK, parameters -> parameters.ids(lanes), rows -> seen(lanes, rows)));
  }

  public void wake(Pipeline pipeline, List<ResourceOperation> operations) {
    WAKE.ask(
        pipeline,
        earliest(operations).entrySet().stream()
            .sorted(
                Map.Entry.comparingByKey(Comparator.comparing(ConnectionId::value, Uuids.ORDER)))
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
