package dev.gladhand.domain.tsp;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write of the same connection other than the one that a {@link Settler} looks up. The TSP's
 * lists may also contain the record that this other write made, which the settler must not take for
 * the record that it looks for. Times are by this node's clock.
 *
 * @param since when its first call may have been made; no call was made earlier
 * @param changedAt when its stage or results last changed; if it has ended, it made no call after
 *     this time
 * @param applied the recipients for whom the TSP is known to have acted
 * @param doubtful the recipients for whom the TSP may have acted
 * @param made the TSP's id of the record that the write is known to have made; null if it is not
 *     known. A write without recipients may have made a record even if this is null
 */
public record OtherWrite(
    Write<? extends Payload> write,
    Instant since,
    Instant changedAt,
    Stage stage,
    List<Reference> applied,
    List<Reference> doubtful,
    @Nullable SourceId made) {

  /** The stage of the other write. */
  public enum Stage {
    /** A call is being made, or was made and its result is not recorded. */
    UNDER_WAY,
    /** The write waits for a look-up of its own, or for its next attempt. */
    WAITING,
    ENDED
  }

  public OtherWrite {
    applied = List.copyOf(applied);
    doubtful = List.copyOf(doubtful);
  }
}
