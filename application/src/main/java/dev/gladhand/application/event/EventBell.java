package dev.gladhand.application.event;

/**
 * Rings on this node when an event was written. Thread-safe; whoever is deaf finds out by looking.
 */
public final class EventBell {
  private volatile Runnable heard = () -> {};

  /** Who hears it: one, on the thread that rings. */
  public void onRing(Runnable hear) {
    heard = hear;
  }

  public void ring() {
    heard.run();
  }
}
