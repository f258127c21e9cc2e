package dev.gladhand.persistence.operation;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.persistence.sql.MultiInsert;
import dev.gladhand.persistence.sql.Row;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The row of an ended operation, which is written once. */
final class EndingRow {
  /** The columns that {@link #state} binds, in the order in which it binds them. */
  static final List<String> STATE =
      List.of(
          "status text",
          "verdict text",
          "resource_id uuid",
          "source_id text",
          "attempts int4",
          "progress text",
          "not_delivered text",
          "log text",
          "updated_at timestamptz");

  private static final List<String> LASTING =
      List.of(
          "id uuid",
          "connection_id uuid",
          "partner_id uuid",
          "resource text",
          "type text",
          "created_at timestamptz");

  private EndingRow() {}

  /** The statement that inserts the rows of operations that ended before they were stored. */
  static MultiInsert inserting() {
    return new MultiInsert(
        "ending", Stream.concat(LASTING.stream(), STATE.stream()).toArray(String[]::new));
  }

  /** Binds the values of an operation's row for the statement {@link #inserting}. */
  static void insert(ResourceOperation op, Row row) {
    row.id(op.id().value())
        .id(op.connection().value())
        .id(op.partner().value())
        .text(op.resource().wire())
        .text(op.type().wire())
        .time(op.createdAt());
    state(op, row);
  }

  /** Binds the values of the columns {@link #STATE} for an operation that has ended. */
  static void state(ResourceOperation op, Row row) {
    var resource = op.resourceId();
    var source = source(op);
    row.text(op.state() instanceof State.Succeeded ? "success" : "failed")
        .text(op.state() instanceof State.Failed(Verdict verdict) ? verdict.wire() : null)
        .id(resource == null ? null : resource.value())
        .text(source == null ? null : source.value());
    WorkRow.results(op, row);
    row.time(op.updatedAt());
  }

  private static @Nullable SourceId source(ResourceOperation op) {
    return switch (op.state()) {
      case State.Succeeded(_, var source) -> source;
      case State.Pending _, State.Failed _ -> op.target() == null ? null : op.target().source();
    };
  }
}
