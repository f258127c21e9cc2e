package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.Wakeups;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Signals within one process, sent at once. */
final class InMemoryWakeups implements Wakeups {
  private final List<Consumer<Signal>> listeners = new ArrayList<>();

  @Override
  public void signal(Signal signal) {
    List<Consumer<Signal>> all;
    synchronized (this) {
      all = List.copyOf(listeners);
    }
    all.forEach(listener -> listener.accept(signal));
  }

  @Override
  public synchronized void listen(Consumer<Signal> listener) {
    listeners.add(listener);
  }
}
