package dev.gladhand.application;

/**
 * Whether the node is about to stop. From then on it takes on no new work, and calls itself not
 * ready. Thread-safe.
 */
public final class Draining {
  private volatile boolean begun;

  /** The node stops: this cannot be taken back. */
  public void begin() {
    begun = true;
  }

  public boolean begun() {
    return begun;
  }
}
