package dev.gladhand.domain.tsp;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write as an adapter sees it: references resolved, settings at hand.
 *
 * @param target the record to change, with its source id; null on a create
 * @param progress what earlier calls of the same operation have done
 */
public record Write<P extends Payload>(
    RepeatKey key,
    OperationType type,
    P payload,
    @Nullable Reference target,
    Settings settings,
    Progress progress) {

  public Write {
    if ((type == OperationType.UPDATE) != (target != null)) {
      throw new IllegalArgumentException("an update has a target, a create has none");
    }
  }

  /** The recipients that still need a call, in order. */
  public List<Reference> openRecipients() {
    return progress.open(payload.recipients());
  }
}
