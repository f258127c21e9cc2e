package dev.gladhand.application.feed;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Numbers new events and makes their deliveries, batch by batch. Called by one thread of the node.
 */
public final class SequenceEvents {
  static final int BATCH = 500;

  private static final Duration BUSY = Duration.ofMillis(20);

  private final Events events;
  private final InstantSource clock;
  private final Duration poll;
  private final List<SequencedListener> listeners;

  public SequenceEvents(
      Events events, InstantSource clock, Duration poll, List<SequencedListener> listeners) {
    this.events = events;
    this.clock = clock;
    this.poll = poll;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Numbers one batch.
   *
   * @return how long to wait for further events, unless woken earlier
   */
  public Duration step() {
    var done = events.sequence(BATCH, clock.instant());
    if (!done.partners().isEmpty() || !done.webhooks().isEmpty()) {
      listeners.forEach(listener -> listener.sequenced(done.partners(), done.webhooks()));
    }
    if (done.busy()) {
      return BUSY;
    }
    return done.more() ? Duration.ZERO : poll;
  }
}
