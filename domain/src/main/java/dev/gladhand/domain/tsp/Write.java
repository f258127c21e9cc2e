package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write as an adapter gets it: with resolved references and the connection's settings.
 *
 * @param target the record to change, with its source id; null for a create
 * @param progress what earlier calls of the same operation have done
 * @param deadline until when the caller wants the write done; null if there is no limit. The engine
 *     begins no attempt after it, and an adapter passes it on to a TSP whose requests have a
 *     deadline
 */
public record Write<P extends Payload>(
    RepeatKey key,
    OperationType type,
    P payload,
    @Nullable Reference target,
    Settings settings,
    Progress progress,
    @Nullable Instant deadline) {

  public Write {
    if ((type == OperationType.UPDATE) != (target != null)) {
      throw new IllegalArgumentException("an update has a target, a create has none");
    }
  }

  /** The same write with this progress. */
  public Write<P> at(Progress reached) {
    return new Write<>(key, type, payload, target, settings, reached, deadline);
  }

  /** The recipients that still need a call, in the order in which the payload names them. */
  public List<Reference> openRecipients() {
    return progress.open(payload.recipients());
  }
}
