package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.Wakeups;
import dev.gladhand.persistence.database.Database;
import java.util.function.Consumer;

/** Signals by the way that the database has for them: to all nodes, or within this one. */
public final class StoreWakeups implements Wakeups, AutoCloseable {
  private final Wakeups way;

  public StoreWakeups(Database database) {
    way =
        switch (database.dialect()) {
          case POSTGRESQL -> new NotifiedWakeups(database);
          case H2 -> new LocalWakeups();
        };
  }

  @Override
  public void signal(Signal signal) {
    way.signal(signal);
  }

  @Override
  public void listen(Consumer<Signal> listener) {
    way.listen(listener);
  }

  @Override
  public void close() {
    if (way instanceof NotifiedWakeups notified) {
      notified.close();
    }
  }
}
