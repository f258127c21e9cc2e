package dev.gladhand.persistence.schema;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps nodes from using tables that they do not know, if nodes of several versions use one
 * PostgreSQL. Each node holds a shared advisory lock in the session in which it listens. A
 * migration takes the exclusive lock, so it waits until the nodes of earlier versions have ended. A
 * migration whose description begins with {@code rolling} may run while they are running.
 * Thread-safe.
 */
@Singleton
public final class SharedTables {
  private static final Logger LOG = LoggerFactory.getLogger(SharedTables.class);

  /**
   * The text that follows the version in the name of a migration that running nodes of earlier
   * versions tolerate.
   */
  private static final String ROLLING = "rolling ";

  /** The number of the advisory lock of nodes. */
  private static final long NODES = 0x676c616468616e64L;

  private static final String SHARE = "select pg_try_advisory_lock_shared(" + NODES + ")";
  private static final String EXCLUDE = "select pg_try_advisory_lock(" + NODES + ")";

  /**
   * Makes the server notice a lost connection soon, so that the lock of a node whose machine has
   * failed does not stay for hours.
   */
  private static final String NOTICE_ITS_END =
      "set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

  private static final String NEWEST =
      "select coalesce(max(\"installed_rank\"), 0) from \"flyway_schema_history\"";

  private static final String CHANGED_SINCE =
      """
      select exists (select 1 from "flyway_schema_history" where "installed_rank" > %d
        and "version" is not null and "success" and "description" not like '"""
          + ROLLING
          + "%%')";

  private volatile int known = Integer.MAX_VALUE;
  private volatile boolean outdated;
  private volatile Runnable end = () -> {};

  static boolean rolling(MigrationInfo change) {
    return change.getDescription().startsWith(ROLLING);
  }

  /**
   * Takes this node's shared lock on the tables, which lasts as long as the connection. It also
   * finds out whether a later version has changed the tables while this node did not hold the lock,
   * and if so ends the node.
   *
   * @return false while another node changes the tables; the caller tries again later
   */
  public boolean enter(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(NOTICE_ITS_END);
    }
    if (!isTrue(connection, SHARE)) {
      return false;
    }
    if (known < Integer.MAX_VALUE && isTrue(connection, CHANGED_SINCE.formatted(known))) {
      LOG.error(
          "a later version has changed the tables in a way that this version does not support:"
              + " the node ends at once;"
              + " nodes of the later version look up the outcome of its calls");
      outdated = true;
      end.run();
    }
    return true;
  }

  /**
   * Sets the action that ends the node when a later version has changed the tables so that this
   * node must not use them any more. If {@link #enter} has found this already, the action runs at
   * once.
   *
   * @param what runs on any thread
   */
  public void whenOutdated(Runnable what) {
    end = what;
    if (outdated) {
      what.run();
    }
  }

  /**
   * Tries to take the exclusive lock; returns whether it got it, because no node uses the tables.
   * If it did, no node can begin to use them until the connection is closed.
   */
  static boolean exclude(Connection connection) throws SQLException {
    return isTrue(connection, EXCLUDE);
  }

  /**
   * Remembers in this process the newest migration that has run. If {@link #enter} later finds a
   * newer one that running nodes do not tolerate, this node must end.
   */
  void areKnown(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(NEWEST)) {
      rows.next();
      known = rows.getInt(1);
    }
  }

  private static boolean isTrue(Connection connection, String question) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(question)) {
      rows.next();
      return rows.getBoolean(1);
    }
  }
}
