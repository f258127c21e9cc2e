package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.LaneLease;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads what lanes may work on next: one branch of a union for each lane, each of which takes its
 * order and its end from the index of what is due. Texts are prepared for 1, 2, 4 … 64 lanes;
 * branches without a lane find nothing.
 */
final class OperationWindow {
  private static final int MOST = 64;
  private static final UUID NO_LANE = new UUID(0, 0);

  private static final String LANE =
      """
      (select %s from operation o
       where o.connection_id = ? and o.behind = false and o.due_at >= {ever} and o.due_at <= {now}
         and (o.begun_at is null or o.fence < ?)
       order by o.connection_id, o.behind, o.due_at, o.id limit ?)"""
          .formatted(OperationRow.COLUMNS);

  private final String[] texts = new String[MOST + 1];

  OperationWindow(Database database) {
    var lane = database.sql(LANE);
    for (var lanes = 1; lanes <= MOST; lanes *= 2) {
      texts[lanes] = lane + ("\nunion all\n" + lane).repeat(lanes - 1);
    }
  }

  Map<ConnectionId, List<ResourceOperation>> read(
      Connection connection, Collection<LaneLease> lanes, int perLane) throws SQLException {
    var found = new LinkedHashMap<ConnectionId, List<ResourceOperation>>();
    lanes.forEach(lane -> found.put(lane.connection(), new ArrayList<>()));
    var all = List.copyOf(lanes);
    for (var from = 0; from < all.size(); from += MOST) {
      var some = all.subList(from, Math.min(all.size(), from + MOST));
      var branches = Integer.highestOneBit(Math.max(1, some.size() * 2 - 1));
      try (var statement = connection.prepareStatement(texts[branches])) {
        var parameters = Parameters.of(statement);
        for (var i = 0; i < branches; i++) {
          if (i < some.size()) {
            var lane = some.get(i);
            parameters.id(lane.connection().value()).number(lane.fence()).number(perLane);
          } else {
            parameters.id(NO_LANE).number(0).number(0);
          }
        }
        for (var operation : OperationReads.all(statement)) {
          found.getOrDefault(operation.connection(), new ArrayList<>()).add(operation);
        }
      }
    }
    return found;
  }
}
