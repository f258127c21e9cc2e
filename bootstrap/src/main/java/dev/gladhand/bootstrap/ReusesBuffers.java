package dev.gladhand.bootstrap;

/**
 * Makes the HTTP server reuse the memory of its buffers. Netty's usual allocator gives the memory
 * of a large body back to the system; on JDK 25 each such release waits for a handshake with every
 * running thread. The threads of all connections then waited for more than a second while a few
 * partners sent and read long bodies on a busy machine.
 */
final class ReusesBuffers {
  private static final String ALLOCATOR = "io.netty.allocator.type";

  private ReusesBuffers() {}

  /** Must be called before a class of Netty is loaded. An operator's own choice stays. */
  static void install() {
    if (System.getProperty(ALLOCATOR) == null) {
      System.setProperty(ALLOCATOR, "pooled");
    }
  }
}
