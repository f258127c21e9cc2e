package dev.gladhand.persistence;

import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.persistence.event.EventRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The changes of operations, each guarded by its own row: whoever comes second finds another state,
 * fence or number of attempts, and changes nothing. Batches go out at once and come back as one
 * count for each row.
 */
final class OperationChanges {
  private static final String HELD =
      """
      \nand exists (select 1 from lane l where l.connection_id = ? and l.fence = ?
        and l.leased_by is not null and l.lease_until > {now})""";

  private static final String BEGIN =
      """
      update operation set begun_at = ?, fence = ?, attempts = ?, waiting = null, updated_at = ?
      where id = ? and status = 'pending' and begun_at is null and attempts = ?""";

  /** A sync operation is watched from the begin of its attempt. */
  private static final String BEGIN_SYNC =
      """
      update operation set begun_at = ?, fence = ?, attempts = ?, waiting = null, updated_at = ?, watch_at = ?
      where id = ? and status = 'pending' and begun_at is null and attempts = ?""";

  private static final String TAKE_OVER =
      """
      update operation set fence = ?
      where id = ? and status = 'pending' and begun_at is not null and attempts = ? and fence <= ?""";

  private static final String STATE =
      """
      update operation set status = ?, resource_id = ?, source_id = ?, verdict = ?, due_at = ?, waiting = ?,
        begun_at = ?, doubtful = ?, midway = ?, attempts = ?, progress = ?, not_delivered = ?, log = ?, watch_at = ?,
        updated_at = ?
      where id = ? and status = 'pending' and\s""";

  private static final String RECORD =
      STATE + "begun_at is not null and fence = ? and attempts in (?, ?)";

  private static final String RECORD_WAITING = STATE + "begun_at is null and attempts = ?";

  private static final String CANCEL =
      STATE
          + """
          begun_at is null and attempts = ? and not doubtful and not midway
          and coalesce(waiting, '') <> 'settling'""";

  private final String beginHeld;
  private final String takeOverHeld;
  private final ReferenceRows references;
  private final EventRows events = new EventRows();

  OperationChanges(Database database, ReferenceRows references) {
    this.references = references;
    beginHeld = database.sql(BEGIN + HELD);
    takeOverHeld = database.sql(TAKE_OVER + HELD);
  }

  List<Boolean> begin(Connection connection, List<Begin> batch) throws SQLException {
    var answers = new Answers(batch.size());
    try (var held = connection.prepareStatement(beginHeld);
        var sync = connection.prepareStatement(BEGIN_SYNC)) {
      for (var i : byId(batch.stream().map(Begin::operation).toList())) {
        var op = batch.get(i).operation();
        var lease = batch.get(i).lease();
        var pending = op.pending().orElseThrow();
        var before = pending.midway() ? op.attempts() : op.attempts() - 1;
        var row =
            Parameters.of(lease == null ? sync : held)
                .time(pending.begunAt())
                .number(lease == null ? 0 : lease.fence())
                .number(op.attempts())
                .time(op.updatedAt());
        if (lease == null) {
          row.time(pending.begunAt()).id(op.id().value()).number(before);
          answers.add(sync, i);
        } else {
          row.id(op.id().value())
              .number(before)
              .id(lease.connection().value())
              .number(lease.fence());
          answers.add(held, i);
        }
      }
      return answers.of(held, sync);
    }
  }

  List<Boolean> takeOver(Connection connection, List<Begin> batch) throws SQLException {
    var answers = new Answers(batch.size());
    try (var held = connection.prepareStatement(takeOverHeld);
        var sync = connection.prepareStatement(TAKE_OVER)) {
      for (var i : byId(batch.stream().map(Begin::operation).toList())) {
        var op = batch.get(i).operation();
        var lease = batch.get(i).lease();
        var fence = lease == null ? 0 : lease.fence();
        var row =
            Parameters.of(lease == null ? sync : held)
                .number(fence)
                .id(op.id().value())
                .number(op.attempts())
                .number(fence);
        if (lease != null) {
          row.id(lease.connection().value()).number(fence);
        }
        answers.add(lease == null ? sync : held, i);
      }
      return answers.of(held, sync);
    }
  }

  List<Boolean> record(Connection connection, List<Recorded> batch) throws SQLException {
    var answers = new Answers(batch.size());
    List<Boolean> stored;
    try (var begun = connection.prepareStatement(RECORD);
        var waiting = connection.prepareStatement(RECORD_WAITING)) {
      for (var i : byId(batch.stream().map(Recorded::operation).toList())) {
        var op = batch.get(i).operation();
        var row = Parameters.of(batch.get(i).begun() ? begun : waiting);
        OperationRow.state(op, row);
        row.id(op.id().value());
        if (batch.get(i).begun()) {
          row.number(batch.get(i).fence())
              .number(op.attempts())
              .number(takesAttemptBack(op) ? op.attempts() + 1 : op.attempts());
          answers.add(begun, i);
        } else {
          row.number(op.attempts());
          answers.add(waiting, i);
        }
      }
      stored = answers.of(begun, waiting);
    }
    var changed = new ArrayList<ResourceOperation>();
    for (var i = 0; i < stored.size(); i++) {
      if (stored.get(i)) {
        changed.add(batch.get(i).operation());
      }
    }
    references.record(connection, changed);
    events.add(
        connection, changed.stream().flatMap(op -> OperationEvents.ofEnd(op).stream()).toList());
    return stored;
  }

  boolean cancel(Connection connection, OperationId id, ResourceOperation cancelled)
      throws SQLException {
    try (var statement = connection.prepareStatement(CANCEL)) {
      var row = Parameters.of(statement);
      OperationRow.state(cancelled, row);
      row.id(id.value()).number(cancelled.attempts());
      if (statement.executeUpdate() == 0) {
        return false;
      }
    }
    events.add(connection, OperationEvents.ofEnd(cancelled).stream().toList());
    return true;
  }

  /**
   * An attempt that did not count after all, so that the operation is one attempt younger than what
   * was begun.
   */
  private static boolean takesAttemptBack(ResourceOperation op) {
    return op.state() instanceof State.Pending pending
        && !pending.midway()
        && pending.why() != Waiting.BACKOFF
        && pending.why() != Waiting.SETTLING;
  }

  /**
   * The places of a batch by the ids: transactions that change the same rows do so in the same
   * order.
   */
  private static List<Integer> byId(List<ResourceOperation> operations) {
    var places = new ArrayList<Integer>(operations.size());
    for (var i = 0; i < operations.size(); i++) {
      places.add(i);
    }
    places.sort((a, b) -> operations.get(a).id().compareTo(operations.get(b).id()));
    return places;
  }

  /** Puts the counts of batched statements back into the order of the batch. */
  private static final class Answers {
    private final Boolean[] answers;
    private final IdentityHashMap<PreparedStatement, List<Integer>> places =
        new IdentityHashMap<>();

    Answers(int size) {
      answers = new Boolean[size];
    }

    void add(PreparedStatement statement, int place) throws SQLException {
      statement.addBatch();
      places.computeIfAbsent(statement, _ -> new ArrayList<>()).add(place);
    }

    List<Boolean> of(PreparedStatement first, PreparedStatement second) throws SQLException {
      execute(first);
      execute(second);
      return List.of(answers);
    }

    private void execute(PreparedStatement statement) throws SQLException {
      var mine = places.get(statement);
      if (mine == null) {
        return;
      }
      var counts = statement.executeBatch();
      for (var i = 0; i < counts.length; i++) {
        answers[mine.get(i)] = counts[i] == 1;
      }
    }
  }
}
