package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.Wakeups;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signals, such as that a lane may be due, within this process. It calls the listeners at
 * once on the caller's thread.
 */
public final class LocalWakeups implements Wakeups {
  private static final Logger LOG = LoggerFactory.getLogger(LocalWakeups.class);

  private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void signal(Signal signal) {
    for (var listener : listeners) {
      try {
        listener.accept(signal);
      } catch (RuntimeException e) {
        LOG.warn("this node could not handle a signal about a change: {}", signal, e);
      }
    }
  }

  @Override
  public void listen(Consumer<Signal> listener) {
    listeners.add(listener);
  }
}
