package dev.gladhand.bootstrap;

/**
 * Makes the HTTP server reuse the memory of its buffers. Netty's usual allocator gives the memory
 * of a large body back to the system; on JDK 25 each such release waits for a handshake with every
 * running thread. When a few partners sent and read long bodies on a busy machine, the threads of
 * all connections therefore stood still for more than a second.
 */
final class ReusesBuffers {
  private static final String ALLOCATOR = "io.netty.allocator.type";

  private ReusesBuffers() {}

  /**
   * Sets Netty's pooled allocator, unless the operator has set another. Must be called before a
   * class of Netty is loaded.
   */
  static void install() {
    if (System.getProperty(ALLOCATOR) == null) {
      System.setProperty(ALLOCATOR, "pooled");
    }
  }
}
