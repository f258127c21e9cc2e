package dev.gladhand.domain.operation;

import dev.gladhand.domain.operation.State.Failed;
import dev.gladhand.domain.operation.State.Succeeded;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.RecipientResult.Status;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import org.jspecify.annotations.Nullable;

/** Gives the end state of a write that needs no further call. */
final class EndState {
  private EndState() {}

  /**
   * The end state: failed with an unknown outcome if the result of any recipient is unknown,
   * otherwise failed if any recipient failed, otherwise succeeded.
   *
   * @param source the id of the written record at the TSP, if it is known
   */
  static State of(ResourceOperation op, Progress progress, @Nullable SourceId source) {
    var statuses = progress.recipients().stream().map(RecipientResult::status).toList();
    if (statuses.contains(Status.UNKNOWN)) {
      return new Failed(Verdict.UNKNOWN);
    }
    return statuses.contains(Status.FAILED)
        ? new Failed(Verdict.NOT_APPLIED)
        : new Succeeded(resourceId(op, source), source(op, source));
  }

  private static ResourceId resourceId(ResourceOperation op, @Nullable SourceId source) {
    if (op.target() != null && op.target().id() != null) {
      return op.target().id();
    }
    return source == null
        ? ResourceId.ofOperation(op.connection(), op.resource(), op.id().value())
        : ResourceId.of(op.connection(), op.resource(), source);
  }

  private static @Nullable SourceId source(ResourceOperation op, @Nullable SourceId source) {
    return source == null && op.target() != null ? op.target().source() : source;
  }
}
