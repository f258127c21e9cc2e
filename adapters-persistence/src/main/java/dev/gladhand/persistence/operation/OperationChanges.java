package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.database.SqlFailure;
import dev.gladhand.persistence.lane.LaneGuard;
import dev.gladhand.persistence.lane.Successors;
import dev.gladhand.persistence.outbox.EventRows;
import dev.gladhand.persistence.reference.ReferenceRows;
import dev.gladhand.persistence.sql.MultiUpdate;
import dev.gladhand.persistence.sql.Row;
import dev.gladhand.persistence.sql.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The changes of operations, each guarded by its own row: of two callers, the second finds another
 * state, fence or number of attempts, and changes nothing.
 */
final class OperationChanges {
  /** The lane is held as the caller believes. */
  private static final String HELD =
      """
      \nand exists (select 1 from lane l where l.connection_id = {connection_id} and l.fence = {fence}
        and l.leased_by is not null and l.lease_until > {now})""";

  private static final String BEGIN =
      """
      begun_at = {begun_at}, fence = {fence}, attempts = {attempts}, waiting = null, updated_at = {updated_at},
      late_at = case when o.created_at + interval '23' hour < {begun_at}
        then cast({begun_at} as timestamp with time zone) end""";

  private static final String MAY_BEGIN =
      "o.id = {id} and o.status = 'pending' and o.begun_at is null and o.attempts = {attempts_before}";

  private static final String MAY_BE_TAKEN_OVER =
      """
      o.id = {id} and o.status = 'pending' and o.begun_at is not null and o.attempts = {attempts}
      and o.fence <= {fence}""";

  private static final String[] BEGINNING = {
    "begun_at timestamptz",
    "fence int8",
    "attempts int4",
    "updated_at timestamptz",
    "id uuid",
    "attempts_before int4",
    "connection_id uuid"
  };

  private static final String STATE =
      """
      status = {status}, resource_id = {resource_id}, source_id = {source_id}, verdict = {verdict},
      due_at = {due_at}, waiting = {waiting}, begun_at = {begun_at}, doubtful = {doubtful}, midway = {midway},
      attempts = {attempts}, progress = {progress}, not_delivered = {not_delivered}, log = {log},
      watch_at = {watch_at}, updated_at = {updated_at}, last_begun_at = o.begun_at,
      sent = case when cast({sent} as varchar) is null or char_length(coalesce(o.sent, '')) > %d then o.sent
        else coalesce(o.sent, '') || cast({sent} as varchar) end,
      past = case when cast({past} as varchar) is null or char_length(coalesce(o.past, '')) > %d then o.past
        else coalesce(o.past, '') || cast({past} as varchar) end"""
          .formatted(Operations.SENT_KEPT, Operations.PAST_KEPT);

  private static final String PENDING = "o.id = {id} and o.status = 'pending' and ";

  private static final MultiUpdate RECORD =
      changing(
          "o.begun_at is not null and o.fence = {fence} and o.attempts in ({attempts}, {attempts_before})");

  private static final MultiUpdate RECORD_WAITING =
      changing("o.begun_at is null and o.attempts = {attempts}");

  private static final MultiUpdate CANCEL =
      changing(
          """
          o.begun_at is null and o.attempts = {attempts} and not o.doubtful and not o.midway
          and coalesce(o.waiting, '') <> 'settling'""");

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
    begin = new MultiUpdate("operation o", BEGIN, database.sql(MAY_BEGIN + HELD), BEGINNING);
    // A sync operation is watched from the begin of its attempt.
    beginSync =
        new MultiUpdate("operation o", BEGIN + ", watch_at = {begun_at}", MAY_BEGIN, BEGINNING);
    takeOver =
        new MultiUpdate(
            "operation o", "fence = {fence}", database.sql(MAY_BE_TAKEN_OVER + HELD), BEGINNING);
    takeOverSync = new MultiUpdate("operation o", "fence = {fence}", MAY_BE_TAKEN_OVER, BEGINNING);
  }

  private static MultiUpdate changing(String where) {
    var columns =
        Stream.concat(
            OperationRow.STATE.stream(),
            Stream.of("sent text", "past text", "id uuid", "fence int8", "attempts_before int4"));
    return new MultiUpdate("operation o", STATE, PENDING + where, columns.toArray(String[]::new));
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
    var together = new Together(connection);
    var changed =
        byKind(
            batch,
            Begin::operation,
            one -> one.lease() != null,
            some -> ofLanes.ask(together, some, OperationChanges::beginning),
            some -> sync.ask(together, some, OperationChanges::beginning));
    together.commit();
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
   * @param supposed that all will be stored and all records are new, so that what follows from it
   *     goes along; where that is wrong, {@link NotAllStored} ends the transaction
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
    var together = new Together(connection);
    LaneGuard.changing(together, batch.stream().map(Recorded::operation).toList());
    var stored =
        byKind(
            batch,
            Recorded::operation,
            Recorded::begun,
            some -> change(RECORD, together, some, supposed),
            some -> change(RECORD_WAITING, together, some, supposed));
    if (!supposed) {
      together.run();
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
    successors.free(together, changed);
    successors.wake(together, withoutAttempt);
    var learned = references.learn(together, changed, supposed);
    events.add(
        together, changed.stream().flatMap(op -> OperationEvents.ofEnd(op).stream()).toList());
    if (supposed && learned.changed().isEmpty()) {
      together.commit();
    } else {
      together.run();
    }
    if (supposed && (stored.get().contains(false) || !learned.allNew())) {
      throw new NotAllStored();
    }
    references.complete(connection, learned);
    return stored.get();
  }

  private static Together.Answer<List<Boolean>> change(
      MultiUpdate way, Together together, List<Recorded> some, boolean supposed) {
    return supposed
        ? way.suppose(together, some, OperationChanges::recorded)
        : way.ask(together, some, OperationChanges::recorded);
  }

  /** Somebody else decided on one of them first, or knew the record that one made. */
  static final class NotAllStored extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllStored() {
      super(null, null, false, false);
    }
  }

  private static void recorded(Recorded one, Row row) {
    var op = one.operation();
    OperationRow.state(op, row);
    row.text(SentRows.write(one.sent()))
        .text(PastRows.write(one.past()))
        .id(op.id().value())
        .number(one.fence())
        .integer(takesAttemptBack(op) ? op.attempts() + 1 : op.attempts());
  }

  boolean cancel(Connection connection, ResourceOperation cancelled, List<Past> past)
      throws SQLException {
    var one = new Recorded(cancelled, 0, false, List.of(), past);
    var together = new Together(connection);
    LaneGuard.changing(together, List.of(cancelled));
    var done = CANCEL.ask(together, List.of(one), OperationChanges::recorded);
    together.run();
    if (!done.get().getFirst()) {
      return false;
    }
    successors.free(together, List.of(cancelled));
    successors.wake(together, List.of(cancelled));
    events.add(together, OperationEvents.ofEnd(cancelled).stream().toList());
    together.run();
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

  /** A statement for some of a batch. */
  @FunctionalInterface
  private interface Change<T> {
    Together.Answer<List<Boolean>> of(List<T> some);
  }

  /**
   * Changes a batch by two statements. Each goes by the ids: transactions that change the same rows
   * do so in the same order.
   */
  private static <T> Together.Answer<List<Boolean>> byKind(
      List<T> batch,
      Function<T, ResourceOperation> operation,
      Predicate<T> kind,
      Change<T> ofKind,
      Change<T> ofTheOther) {
    var places = new ArrayList<List<Integer>>();
    var changed = new ArrayList<Together.Answer<List<Boolean>>>();
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
