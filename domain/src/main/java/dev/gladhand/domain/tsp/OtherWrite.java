package dev.gladhand.domain.tsp;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write of the same connection, besides the one whose attempt is looked up, that may stand in the
 * TSP's lists as well. Times are by this node's clock.
 *
 * @param since no call of it was made earlier
 * @param changedAt when its stage or results changed last; once it has ended, no later call was
 *     made
 * @param applied the recipients for whom the TSP is known to have acted
 * @param doubtful the recipients for whom the TSP may have acted
 * @param made the record that it is known to have made, or null: what has no recipients, has made
 *     none and stands here may have made one
 */
public record OtherWrite(
    Write<? extends Payload> write,
    Instant since,
    Instant changedAt,
    Stage stage,
    List<Reference> applied,
    List<Reference> doubtful,
    @Nullable SourceId made) {

  /** How far it has come. */
  public enum Stage {
    /** A call is being made, or was and nobody has recorded what came of it. */
    UNDER_WAY,
    /** It waits: for a look-up of its own, or for its next attempt. */
    WAITING,
    ENDED
  }

  public OtherWrite {
    applied = List.copyOf(applied);
    doubtful = List.copyOf(doubtful);
  }
}
