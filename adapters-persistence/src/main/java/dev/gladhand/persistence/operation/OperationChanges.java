package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.SqlFailure;
import dev.gladhand.persistence.lane.LaneGuard;
import dev.gladhand.persistence.lane.Successors;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.outbox.HearingGuard;
import dev.gladhand.persistence.reference.ReferenceRows;
import dev.gladhand.persistence.sql.MultiMove;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes pending operations. Each change checks the operation's row in {@code work}: of two
 * callers, the second one finds another fence, another number of attempts or no row, and changes
 * nothing. Ending an operation deletes its row in {@code work} and inserts one into {@code ending}.
 */
final class OperationChanges {
  /** The condition that the caller still holds the lane under its fence. */
  private static final String HELD =
      """
      \nand exists (select 1 from lane l where l.connection_id = {connection_id} and l.fence = {fence}
        and l.leased_by is not null and l.lease_until > {now})""";

  private static final String BEGIN =
      """
      begun_at = {begun_at}, fence = {fence}, attempts = {attempts}, waiting = null, updated_at = {updated_at},
      late_at = case when w.created_at + interval '23' hour < {begun_at}
        then cast({begun_at} as timestamp with time zone) end""";

  private static final String KEY = "w.connection_id = {connection_id} and w.id = {id}";

  private static final String MAY_BEGIN =
      KEY + " and w.begun_at is null and w.attempts = {attempts_before}";

  private static final String MAY_BE_TAKEN_OVER =
      KEY + " and w.begun_at is not null and w.attempts = {attempts} and w.fence <= {fence}";

  private static final String[] BEGINNING = {
    "begun_at timestamptz",
    "fence int8",
    "attempts int4",
    "updated_at timestamptz",
    "id uuid",
    "attempts_before int4",
    "connection_id uuid"
  };

  /**
   * The condition that the operation is as the caller expects: the caller's attempt is under way,
   * or none is.
   */
  private static final String AS_BELIEVED =
      """
      (cast({begun} as boolean) and w.begun_at is not null and w.fence = {fence}
          and w.attempts in ({attempts}, {attempts_before})
        or not cast({begun} as boolean) and w.begun_at is null and w.attempts = {attempts})""";

  private static final MultiUpdate WAIT =
      new MultiUpdate(
          "work w",
          Stream.concat(
                  names(WorkRow.STATE).map(name -> name + " = {" + name + "}"),
                  Stream.of(
                      "last_begun_at = w.begun_at",
                      "sent = " + SentRows.APPENDED,
                      "past = " + PastRows.APPENDED))
              .collect(Collectors.joining(", ")),
          KEY + " and " + AS_BELIEVED,
          columns(WorkRow.STATE));

  private static final MultiMove END = ending(AS_BELIEVED);

  private static final MultiMove CANCEL =
      ending(
          """
          w.begun_at is null and w.attempts = {attempts} and not w.doubtful and not w.midway
          and coalesce(w.waiting, '') <> 'settling'""");

  private final MultiUpdate begin;
  private final MultiUpdate beginSync;
  private final MultiUpdate takeOver;
  private final MultiUpdate takeOverSync;
  private final ReferenceRows references;
  private final Successors successors;
  private final EventRows events = new EventRows();

  OperationChanges(Database database, ReferenceRows references, Successors successors) {
    this.references = references;
    this.successors = successors;
    begin = new MultiUpdate("work w", BEGIN, database.sql(MAY_BEGIN + HELD), BEGINNING);
    // The watch time of a sync operation is the time at which its attempt began.
    beginSync = new MultiUpdate("work w", BEGIN + ", watch_at = {begun_at}", MAY_BEGIN, BEGINNING);
    takeOver =
        new MultiUpdate(
            "work w", "fence = {fence}", database.sql(MAY_BE_TAKEN_OVER + HELD), BEGINNING);
    takeOverSync = new MultiUpdate("work w", "fence = {fence}", MAY_BE_TAKEN_OVER, BEGINNING);
  }

  private static MultiMove ending(String guard) {
    var values = new LinkedHashMap<String, String>();
    for (var kept :
        List.of("id", "connection_id", "partner_id", "resource", "type", "created_at", "late_at")) {
      values.put(kept, "w." + kept);
    }
    values.put("freed_at", "w.freed_at");
    values.put("last_begun_at", "w.begun_at");
    names(EndingRow.STATE).forEach(name -> values.put(name, "{" + name + "}"));
    values.put("sent", SentRows.APPENDED);
    values.put("past", PastRows.APPENDED);
    return new MultiMove(
        "work w",
        "ending",
        values,
        Map.of(EventRows.UNTOLD, EventRows.untold("w")),
        KEY,
        guard,
        columns(EndingRow.STATE));
  }

  private static String[] columns(List<String> state) {
    return Stream.concat(state.stream(), WorkRow.CHANGE.stream()).toArray(String[]::new);
  }

  private static Stream<String> names(List<String> columns) {
    return columns.stream().map(column -> column.substring(0, column.indexOf(' ')));
  }

  List<Boolean> begin(Connection connection, List<Begin> batch) throws SQLException {
    return ofLanesAndSync(connection, batch, begin, beginSync);
  }

  List<Boolean> takeOver(Connection connection, List<Begin> batch) throws SQLException {
    return ofLanesAndSync(connection, batch, takeOver, takeOverSync);
  }

  private static List<Boolean> ofLanesAndSync(
      Connection connection, List<Begin> batch, MultiUpdate ofLanes, MultiUpdate sync)
      throws SQLException {
    var pipeline = new Pipeline(connection);
    var changed =
        byKind(
            batch,
            Begin::operation,
            one -> one.lease() != null,
            some -> ofLanes.ask(pipeline, some, OperationChanges::beginning),
            some -> sync.ask(pipeline, some, OperationChanges::beginning));
    pipeline.commit();
    return changed.get();
  }

  private static void beginning(Begin one, Row row) {
    var op = one.operation();
    var pending = op.pending().orElseThrow();
    var lease = one.lease();
    row.time(pending.begunAt())
        .number(lease == null ? 0 : lease.fence())
        .integer(op.attempts())
        .time(op.updatedAt())
        .id(op.id().value())
        .integer(pending.midway() ? op.attempts() : op.attempts() - 1)
        .id(op.connection().value());
  }

  /**
   * Stores the new state of each operation that is still as the caller expects; returns for each
   * operation whether its state was stored.
   *
   * @param supposed whether to assume that every state will be stored and every reference is new,
   *     so that the statements that depend on this are sent in the same round trip; if the
   *     assumption is wrong, {@link NotAllStored} ends the transaction
   */
  List<Boolean> record(Connection connection, List<Recorded> batch, boolean supposed)
      throws SQLException {
    try {
      return recordAll(connection, batch, supposed);
    } catch (SQLException e) {
      if (supposed && SqlFailure.supposedTooMuch(e)) {
        throw new NotAllStored();
      }
      throw e;
    }
  }

  private List<Boolean> recordAll(Connection connection, List<Recorded> batch, boolean supposed)
      throws SQLException {
    var pipeline = new Pipeline(connection);
    HearingGuard.storing(
        pipeline,
        batch.stream().map(Recorded::operation).filter(ResourceOperation::terminal).toList());
    LaneGuard.changing(pipeline, batch.stream().map(Recorded::operation).toList());
    var stored =
        byKind(
            batch,
            Recorded::operation,
            one -> one.operation().terminal(),
            some ->
                supposed
                    ? END.suppose(pipeline, some, OperationChanges::ended)
                    : END.ask(pipeline, some, OperationChanges::ended),
            some ->
                supposed
                    ? WAIT.suppose(pipeline, some, OperationChanges::waits)
                    : WAIT.ask(pipeline, some, OperationChanges::waits));
    if (!supposed) {
      pipeline.run();
    }
    var changed = new ArrayList<ResourceOperation>();
    var withoutAttempt = new ArrayList<ResourceOperation>();
    for (var i = 0; i < batch.size(); i++) {
      if (supposed || stored.get().get(i)) {
        changed.add(batch.get(i).operation());
        if (!batch.get(i).begun()) {
          withoutAttempt.add(batch.get(i).operation());
        }
      }
    }
    successors.free(pipeline, changed);
    successors.wake(pipeline, withoutAttempt);
    var learned = references.learn(pipeline, changed, supposed);
    events.addOfOperations(
        pipeline, changed.stream().flatMap(op -> OperationEvents.ofEnd(op).stream()).toList());
    if (supposed && learned.changed().isEmpty()) {
      pipeline.commit();
    } else {
      pipeline.run();
    }
    if (supposed && (stored.get().contains(false) || !learned.allNew())) {
      throw new NotAllStored();
    }
    references.complete(connection, learned);
    return stored.get();
  }

  /**
   * Ends a transaction whose assumption was wrong: another caller has changed one of the operations
   * first, or the reference of a new record existed already.
   */
  static final class NotAllStored extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllStored() {
      super(null, null, false, false);
    }
  }

  private static void waits(Recorded one, Row row) {
    WorkRow.state(one.operation(), row);
    WorkRow.change(one, row);
  }

  private static void ended(Recorded one, Row row) {
    EndingRow.state(one.operation(), row);
    WorkRow.change(one, row);
  }

  boolean cancel(Connection connection, ResourceOperation cancelled, List<Past> past)
      throws SQLException {
    var one = new Recorded(cancelled, 0, false, List.of(), past);
    var pipeline = new Pipeline(connection);
    HearingGuard.storing(pipeline, List.of(cancelled));
    LaneGuard.changing(pipeline, List.of(cancelled));
    var done = CANCEL.ask(pipeline, List.of(one), OperationChanges::ended);
    pipeline.run();
    if (!done.get().getFirst()) {
      return false;
    }
    successors.free(pipeline, List.of(cancelled));
    successors.wake(pipeline, List.of(cancelled));
    events.addOfOperations(pipeline, OperationEvents.ofEnd(cancelled).stream().toList());
    pipeline.run();
    return true;
  }

  /** Runs a statement for a part of a batch. */
  @FunctionalInterface
  private interface Change<T> {
    Pipeline.Answer<List<Boolean>> of(List<T> some);
  }

  /**
   * Changes a batch with two statements: {@code ofKind} for the items that {@code kind} accepts,
   * and {@code ofTheOther} for the rest. Each statement changes its rows in the order of their ids,
   * so that two transactions that change the same rows do not deadlock.
   */
  private static <T> Pipeline.Answer<List<Boolean>> byKind(
      List<T> batch,
      Function<T, ResourceOperation> operation,
      Predicate<T> kind,
      Change<T> ofKind,
      Change<T> ofTheOther) {
    var places = new ArrayList<List<Integer>>();
    var changed = new ArrayList<Pipeline.Answer<List<Boolean>>>();
    for (var first : List.of(true, false)) {
      var some =
          IntStream.range(0, batch.size())
              .filter(i -> kind.test(batch.get(i)) == first)
              .boxed()
              .sorted(Comparator.comparing(i -> operation.apply(batch.get(i)).id()))
              .toList();
      places.add(some);
      changed.add((first ? ofKind : ofTheOther).of(some.stream().map(batch::get).toList()));
    }
    return () -> {
      var answers = new Boolean[batch.size()];
      for (var half = 0; half < places.size(); half++) {
        for (var i = 0; i < places.get(half).size(); i++) {
          answers[places.get(half).get(i)] = changed.get(half).get().get(i);
        }
      }
      return List.of(answers);
    };
  }
}
