package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.Wakeups;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.schema.SharedTables;
import java.util.function.Consumer;

/**
 * Sends signals, such as that a lane may be due, to all nodes if the database is PostgreSQL, and
 * within this process otherwise.
 */
public final class StoreWakeups implements Wakeups, AutoCloseable {
  private final Wakeups way;

  public StoreWakeups(Database database, SharedTables tables) {
    way =
        switch (database.dialect()) {
          case POSTGRESQL -> new NotifiedWakeups(database, tables);
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
