package dev.gladhand.benchmarks;

import java.sql.SQLException;
import java.time.Duration;

/**
 * What a server process and its PostgreSQL have used so far.
 *
 * @param server the processor time of the server
 * @param database the processor time of PostgreSQL
 * @param wal the bytes that PostgreSQL has written to its write-ahead log
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

  /**
   * What each of these operations has used, if all that was used since {@code before} was for them.
   *
   * @param operations the number of operations
   */
  Each since(Costs before, double operations) {
    return new Each(
        server.minus(before.server).toNanos() / 1e3 / operations,
        database.minus(before.database).toNanos() / 1e3 / operations,
        (wal - before.wal) / operations);
  }

  /**
   * What one operation uses on average.
   *
   * @param server microseconds of the server's processor time
   * @param database microseconds of PostgreSQL's processor time
   * @param wal bytes of the write-ahead log
   */
  record Each(double server, double database, double wal) {
    @Override
    public String toString() {
      return "server %.0f us, PostgreSQL %.0f us, WAL %.0f bytes".formatted(server, database, wal);
    }
  }
}
