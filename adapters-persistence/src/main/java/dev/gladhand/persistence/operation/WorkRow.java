package dev.gladhand.persistence.operation;

import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State.Pending;
import dev.gladhand.domain.operation.State.Waits;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.Row;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The row with the state of a pending operation; it is deleted when the operation ends. */
final class WorkRow {
  /**
   * The columns that change while the operation is pending, in the order in which {@link #state}
   * binds them.
   */
  static final List<String> STATE =
      List.of(
          "due_at timestamptz",
          "waiting text",
          "begun_at timestamptz",
          "doubtful bool",
          "midway bool",
          "attempts int4",
          "progress text",
          "not_delivered text",
          "log text",
          "watch_at timestamptz",
          "updated_at timestamptz");

  private static final List<String> LASTING =
      List.of(
          "connection_id uuid",
          "id uuid",
          "partner_id uuid",
          "mode text",
          "resource text",
          "type text",
          "order_key text",
          "behind bool",
          "created_at timestamptz");

  /**
   * The columns that are inserted for an operation without an attempt; all other columns get their
   * default values.
   */
  private static final List<String> NEW =
      List.of(
          "due_at timestamptz",
          "waiting text",
          "not_delivered text",
          "watch_at timestamptz",
          "updated_at timestamptz");

  private WorkRow() {}

  /**
   * The statement that inserts the rows of operations that were attempted before they were stored,
   * or whose first attempt is under way.
   */
  static MultiInsert inserting() {
    return inserting(STATE);
  }

  /** The statement that inserts the rows of operations without an attempt. */
  static MultiInsert insertingNew() {
    return inserting(NEW);
  }

  private static MultiInsert inserting(List<String> state) {
    return new MultiInsert(
        "work", Stream.concat(LASTING.stream(), state.stream()).toArray(String[]::new));
  }

  /** Tells whether the operation has had no attempt and no progress yet. */
  static boolean isNew(ResourceOperation op) {
    return op.state() instanceof Waits(_, _, var doubtful, var midway)
        && !doubtful
        && !midway
        && op.attempts() == 0
        && op.log().isEmpty()
        && op.progress().equals(Progress.NONE);
  }

  /**
   * Binds the values of an operation's row for the statement {@link #insertingNew}.
   *
   * @param behind whether the operation has a pending predecessor
   */
  static void insertNew(ResourceOperation op, boolean behind, Row row) {
    lasting(op, behind, row);
    var pending = op.pending().orElseThrow();
    var why = pending.why();
    var async = op.mode() == Mode.ASYNC;
    row.time(async ? pending.dueAt() : null)
        .text(why == null ? null : why.wire())
        .text(notDelivered(op))
        .time(async ? op.expiresAt() : null)
        .time(op.updatedAt());
  }

  /**
   * Binds the values of an operation's row for the statement {@link #inserting}.
   *
   * @param behind whether the operation has a pending predecessor
   */
  static void insert(ResourceOperation op, boolean behind, Row row) {
    lasting(op, behind, row);
    state(op, row);
  }

  private static void lasting(ResourceOperation op, boolean behind, Row row) {
    row.id(op.connection().value())
        .id(op.id().value())
        .id(op.partner().value())
        .text(op.mode().wire())
        .text(op.resource().wire())
        .text(op.type().wire())
        .text(op.orderKey().orElse(null))
        .flag(behind)
        .time(op.createdAt());
  }

  private static @Nullable String notDelivered(ResourceOperation op) {
    return op.notDelivered().isEmpty() ? null : JsonWriter.text(op.notDelivered());
  }

  /** Binds the values of the columns {@link #STATE} for a pending operation. */
  static void state(ResourceOperation op, Row row) {
    var pending = op.pending().orElseThrow();
    var why = pending.why();
    var async = op.mode() == Mode.ASYNC;
    row.time(async ? pending.dueAt() : null)
        .text(why == null ? null : why.wire())
        .time(pending.begunAt())
        .flag(pending.doubtful())
        .flag(pending.midway());
    results(op, row);
    row.time(async ? op.expiresAt() : pending.begunAt()).time(op.updatedAt());
  }

  /** Binds the results of the attempts so far. */
  static void results(ResourceOperation op, Row row) {
    row.integer(op.attempts())
        .text(Logs.write(op.progress()))
        .text(notDelivered(op))
        .text(Logs.write(op.log()));
  }

  /**
   * The parameters that follow the new state in a statement that changes or ends an operation: what
   * to append to the stored texts, and the conditions under which the operation is changed.
   */
  static final List<String> CHANGE =
      List.of(
          "sent text",
          "past text",
          "connection_id uuid",
          "id uuid",
          "fence int8",
          "attempts_before int4",
          "begun bool");

  /** Binds the values of the parameters {@link #CHANGE}. */
  static void change(Recorded one, Row row) {
    var op = one.operation();
    row.text(SentRows.write(one.sent()))
        .text(PastRows.write(one.past()))
        .id(op.connection().value())
        .id(op.id().value())
        .number(one.fence())
        .integer(takesAttemptBack(op) ? op.attempts() + 1 : op.attempts())
        .flag(one.begun());
  }

  /**
   * Tells whether the new state may leave uncounted an attempt that had begun. The stored number of
   * attempts may then be one more than that of {@code op}.
   */
  private static boolean takesAttemptBack(ResourceOperation op) {
    return op.state() instanceof Pending pending
        && !pending.midway()
        && pending.why() != Waiting.BACKOFF
        && pending.why() != Waiting.SETTLING;
  }
}
