package dev.gladhand.application.event;

/**
 * Signals on this node that an event was written. Thread-safe. A signal may be lost; listeners poll
 * as well.
 */
public final class EventBell {
  private volatile Runnable heard = () -> {};

  /** Sets the one listener. It is called on the thread that calls {@link #ring}. */
  public void onRing(Runnable hear) {
    heard = hear;
  }

  public void ring() {
    heard.run();
  }
}
