package dev.gladhand.application.node;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says whether this node's operator holds it: it accepts writes, and sends nothing by itself.
 *
 * @param since when it was started so; null for a node that sends
 */
public record Hold(@Nullable Instant since) {
  public boolean held() {
    return since != null;
  }
}
