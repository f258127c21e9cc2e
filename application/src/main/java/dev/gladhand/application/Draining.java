package dev.gladhand.application;

/**
 * Whether the node is about to stop. A draining node accepts no new work and reports itself as not
 * ready. Thread-safe.
 */
public final class Draining {
  private volatile boolean begun;

  /** Starts draining, which cannot be undone. */
  public void begin() {
    begun = true;
  }

  public boolean begun() {
    return begun;
  }
}
