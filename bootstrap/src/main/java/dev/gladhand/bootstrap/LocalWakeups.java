package dev.gladhand.bootstrap;

import dev.gladhand.application.store.Wakeups;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells this node alone; others find out at their next look. */
@Singleton
final class LocalWakeups implements Wakeups {
  private final List<Consumer<Signal>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void signal(Signal signal) {
    listeners.forEach(listener -> listener.accept(signal));
  }

  @Override
  public void listen(Consumer<Signal> listener) {
    listeners.add(listener);
  }
}
