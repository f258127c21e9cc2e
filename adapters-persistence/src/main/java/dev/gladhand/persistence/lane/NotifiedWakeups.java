package dev.gladhand.persistence.lane;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.schema.SharedTables;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signals with PostgreSQL's LISTEN and NOTIFY. Listeners of this process get a signal at
 * once. A background thread sends the signals to other nodes; those that arrive while it is busy
 * are sent together, equal ones only once. One connection stays open for listening, and the node
 * holds its lock of {@link SharedTables} in it. When the connection breaks, it is opened again, and
 * the listeners get the signals that a lane may be due and that events may have been added, because
 * such signals may have been missed.
 */
public final class NotifiedWakeups implements Wakeups, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NotifiedWakeups.class);
  private static final String CHANNEL = "gladhand";

  /**
   * Sends signals to the other nodes. Signals may be lost, so the transaction does not wait for the
   * disk.
   */
  private static final String TELL =
      "select set_config('synchronous_commit', 'off', true), pg_notify('"
          + CHANNEL
          + "', unnest(?))";

  /**
   * The pause after sending signals to the other nodes, which bounds the load on them and on the
   * database.
   */
  private static final long PAUSE_MILLIS = 20;

  private static final int LISTEN_MILLIS = 1000;
  private static final int MOST = 1000;

  private final Database database;
  private final SharedTables tables;
  private final LocalWakeups here = new LocalWakeups();
  private final String node = UUID.randomUUID().toString();
  private final Set<Signal> waiting = new LinkedHashSet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Thread sender;
  private final Thread listener;
  private volatile boolean closed;

  public NotifiedWakeups(Database database, SharedTables tables) {
    this.database = database;
    this.tables = tables;
    sender = Thread.ofPlatform().daemon().name("wakeups-sender").start(this::send);
    listener = Thread.ofPlatform().daemon().name("wakeups-listener").start(this::hear);
  }

  @Override
  public void signal(Signal signal) {
    here.signal(signal);
    lock.lock();
    try {
      if (waiting.size() < MOST) {
        waiting.add(signal);
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void listen(Consumer<Signal> consumer) {
    here.listen(consumer);
  }

  @Override
  public void close() {
    closed = true;
    sender.interrupt();
    listener.interrupt();
  }

  private void send() {
    while (!closed) {
      try {
        tell(next());
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (StoreUnavailable e) {
        // A signal may be lost: other nodes poll as well.
        LOG.debug("signals were not sent to other nodes: the database is not available");
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("signals were not sent to other nodes", e);
      }
    }
  }

  private List<Signal> next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty()) {
        arrived.await();
      }
      var all = new ArrayList<>(waiting);
      waiting.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void tell(List<Signal> signals) {
    database.read(
        sql -> {
          try (var statement = sql.prepareStatement(TELL)) {
            Parameters.of(statement)
                .texts(signals.stream().map(signal -> Signals.write(node, signal)).toList());
            return statement.execute();
          }
        });
  }

  private void hear() {
    var broken = false;
    while (!closed) {
      try (var connection = database.source().getConnection()) {
        listen(connection, broken);
      } catch (SQLException | RuntimeException e) {
        if (!closed && !broken) {
          LOG.warn("signals of other nodes are not received for now: {}", e.getMessage());
        }
        broken = true;
        pause();
      }
    }
  }

  private void listen(Connection connection, boolean broken) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    if (broken) {
      LOG.info("signals of other nodes are received again");
      here.signal(new Signal.LaneDue());
      here.signal(new Signal.EventAdded());
    }
    var server = connection.unwrap(PGConnection.class);
    var entered = false;
    while (!closed) {
      entered = entered || tables.enter(connection);
      var heard = server.getNotifications(LISTEN_MILLIS);
      if (heard == null || heard.length == 0) {
        // If the server stopped without closing the connection, only a query shows it.
        ask(connection);
        continue;
      }
      for (var one : heard) {
        Signals.read(node, one.getParameter()).ifPresent(here::signal);
      }
    }
  }

  private static void ask(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LISTEN_MILLIS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }
}
