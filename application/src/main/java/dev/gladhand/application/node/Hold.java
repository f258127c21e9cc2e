package dev.gladhand.application.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says whether this node was started on hold ({@code GLADHAND_HOLD}): it then accepts writes, and
 * sends nothing to TSPs or receivers by itself.
 *
 * @param since when the node was started on hold; null for a node that is not on hold
 */
public record Hold(@Nullable Instant since) {
  public boolean held() {
    return since != null;
  }
}
