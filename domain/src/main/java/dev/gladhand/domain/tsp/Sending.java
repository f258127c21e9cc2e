package dev.gladhand.domain.tsp;

import java.util.function.Consumer;

/**
 * Gets each request of a write right before it is sent, on the caller's thread, and decides whether
 * the request may be sent.
 */
@FunctionalInterface
public interface Sending extends Consumer<SentRequest> {
  /**
   * Whether the first byte of a request may be sent now. The thread that writes the byte asks this
   * last, after everything that may take time, because the process may have been paused since the
   * call began, and another node may have taken the write over. Must not block.
   */
  default boolean mayLeave() {
    return true;
  }
}
