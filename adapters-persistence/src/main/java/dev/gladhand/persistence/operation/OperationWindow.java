package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.LaneWindow;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Dialect;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the operations that lanes may deliver next. A union has one branch for each lane; each
 * branch takes its order and its limit from the index of due operations. There are statements for
 * 1, 2, 4 … 64 lanes; a branch that is left over finds no rows. On H2 each lane is read alone: a
 * statement needs no round trip there, and each session keeps its compiled statements, whose size
 * grows with the square of the number of branches. Of a long operation the union reads only the
 * length. The long operations that fit into the window of their lane are read afterwards, lane by
 * lane.
 */
final class OperationWindow {
  private static final int MOST = 64;
  private static final UUID NO_LANE = new UUID(0, 0);

  private static final String DUE =
      """
      where w.connection_id = ? and w.behind = false and w.due_at >= {ever} and w.due_at <= {now}
        and (w.begun_at is null or w.fence < ?)
      order by w.connection_id, w.behind, w.due_at, w.id limit ?""";

  private static final String LANE =
      "(select %s, %s as bytes from "
          .formatted(
              OperationTables.PENDING.columns(OperationRow.COLUMNS),
              OperationRow.bytes(OperationTables.PENDING));

  /**
   * The query of one lane on PostgreSQL. Its subquery makes PostgreSQL find the due rows before it
   * joins other tables, whatever its statistics say.
   */
  private static final String LANE_POSTGRESQL =
      LANE
          + OperationTables.PENDING.from("(select * from work w " + DUE + ") w")
          + " order by w.due_at, w.id)";

  /**
   * The query of one lane on H2. It has no subquery, because H2 plans a subquery again at each run.
   */
  private static final String LANE_H2 = LANE + OperationTables.PENDING.from() + "\n" + DUE + ")";

  private final OperationReads reads;
  private final int most;
  private final String[] texts;

  OperationWindow(Database database, OperationReads reads) {
    this.reads = reads;
    var embedded = database.dialect() == Dialect.H2;
    most = embedded ? 1 : MOST;
    texts = new String[most + 1];
    var lane = database.sql(embedded ? LANE_H2 : LANE_POSTGRESQL);
    for (var lanes = 1; lanes <= most; lanes *= 2) {
      texts[lanes] =
          "select %s, o.bytes, o.fits from (select lanes.*, lanes.bytes <= ? as fits from (\n%s) lanes) o"
              .formatted(
                  OperationRow.columnsWhere("o.fits"),
                  lane + ("\nunion all\n" + lane).repeat(lanes - 1));
    }
  }

  /**
   * An operation that is due.
   *
   * @param operation the operation; null if it is long
   */
  private record Due(UUID id, long bytes, @Nullable ResourceOperation operation) {}

  Map<ConnectionId, LaneWindow> read(
      Connection connection, Collection<LaneLease<ConnectionId>> lanes, int perLane)
      throws SQLException {
    var due = new LinkedHashMap<ConnectionId, List<Due>>();
    lanes.forEach(lane -> due.put(lane.lane(), new ArrayList<>()));
    var all = List.copyOf(lanes);
    for (var from = 0; from < all.size(); from += most) {
      find(connection, all.subList(from, Math.min(all.size(), from + most)), perLane, due);
    }
    var windows = new LinkedHashMap<ConnectionId, LaneWindow>();
    for (var lane : due.entrySet()) {
      var fitting = fitting(lane.getValue());
      windows.put(
          lane.getKey(),
          new LaneWindow(
              whole(connection, fitting),
              fitting.size() < lane.getValue().size() || lane.getValue().size() >= perLane));
    }
    return windows;
  }

  private void find(
      Connection connection,
      List<LaneLease<ConnectionId>> some,
      int perLane,
      Map<ConnectionId, List<Due>> due)
      throws SQLException {
    var branches = Integer.highestOneBit(Math.max(1, some.size() * 2 - 1));
    try (var statement = connection.prepareStatement(texts[branches])) {
      // An operation is long if it takes more than an equal part of a window. So the operations
      // that the union reads whole for one lane fit into its window together.
      var parameters =
          Parameters.of(statement).number(Operations.WINDOW_BYTES / Math.max(1, perLane));
      for (var i = 0; i < branches; i++) {
        if (i < some.size()) {
          var lane = some.get(i);
          parameters.id(lane.lane().value()).number(lane.fence()).number(perLane);
        } else {
          parameters.id(NO_LANE).number(0).number(0);
        }
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var lane = new ConnectionId(rows.getObject("connection_id", UUID.class));
          due.getOrDefault(lane, new ArrayList<>())
              .add(
                  new Due(
                      rows.getObject("id", UUID.class),
                      rows.getLong("bytes"),
                      rows.getBoolean("fits") ? OperationRow.read(rows) : null));
        }
      }
    }
  }

  private static List<Due> fitting(List<Due> due) {
    var bytes = 0L;
    for (var i = 0; i < due.size(); i++) {
      bytes += due.get(i).bytes;
      if (i > 0 && bytes > Operations.WINDOW_BYTES) {
        return due.subList(0, i);
      }
    }
    return due;
  }

  private List<ResourceOperation> whole(Connection connection, List<Due> due) throws SQLException {
    var found = new HashMap<UUID, ResourceOperation>();
    var together = new ArrayList<UUID>();
    for (var one : due) {
      if (one.operation != null) {
        found.put(one.id, one.operation);
      } else {
        together.add(one.id);
      }
    }
    if (!together.isEmpty()) {
      for (var operation : reads.find(connection, together)) {
        // The operation may have been cancelled since the union was read.
        if (!operation.terminal()) {
          found.put(operation.id().value(), operation);
        }
      }
    }
    return due.stream().flatMap(one -> Stream.ofNullable(found.get(one.id))).toList();
  }
}
