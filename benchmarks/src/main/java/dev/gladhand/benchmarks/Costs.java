package dev.gladhand.benchmarks;

import java.sql.SQLException;
import java.time.Duration;

/**
 * What a server in its own process and its PostgreSQL have used so far: processor time of both, and
 * bytes of the write-ahead log.
 */
record Costs(Duration server, Duration database, long wal) {
  static Costs now(Child server, Database database) {
    try (var connection = Database.connect(database.url());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select pg_current_wal_lsn() - '0/0'::pg_lsn, pg_backend_pid()")) {
      rows.next();
      var backend = ProcessHandle.of(rows.getLong(2)).orElseThrow();
      var postmaster = backend.parent().orElseThrow();
      return new Costs(
          server.processor(), Processors.withChildren(postmaster.pid()), rows.getLong(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What each operation has used since {@code before}. */
  Each since(Costs before, double operations) {
    return new Each(
        server.minus(before.server).toNanos() / 1e3 / operations,
        database.minus(before.database).toNanos() / 1e3 / operations,
        (wal - before.wal) / operations);
  }

  /**
   * The use of one operation: microseconds of processor time of server and database, and bytes of
   * the log.
   */
  record Each(double server, double database, double wal) {
    @Override
    public String toString() {
      return "server %.0f us, PostgreSQL %.0f us, WAL %.0f bytes".formatted(server, database, wal);
    }
  }
}
