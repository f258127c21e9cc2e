package dev.gladhand.domain.tsp;

import java.util.function.Consumer;

/**
 * The one for whom a write is sent: it is told each request of the write right before it is sent,
 * on the caller's thread, and has the last word on whether the request may leave.
 */
@FunctionalInterface
public interface Sending extends Consumer<SentRequest> {
  /**
   * Whether the first byte of a request may leave now. It is asked by the thread that writes the
   * byte, after everything that may take time: a process may have stood still since the call was
   * begun, and another node may have taken the write over. Must not block.
   */
  default boolean mayLeave() {
    return true;
  }
}
