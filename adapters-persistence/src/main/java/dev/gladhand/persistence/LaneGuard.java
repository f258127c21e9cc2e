package dev.gladhand.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/**
 * Keeps a lane from being given back while somebody stores work for it, until the end of the
 * transaction: so a release either sees the new work, or comes later and is seen by whoever stores
 * it. Storing goes side by side; on PostgreSQL without touching the lane's row, by advisory locks,
 * which serve those who wait in turn. H2 has none: there the row is locked, and whoever stores is
 * alone.
 */
final class LaneGuard {
  /** Bounds what a batch locks; lanes that share a lock only wait for each other. */
  private static final int LOCKS = 1024;

  /** Of all advisory locks in the database, those of lanes. */
  private static final int LANES = 0x6c616e65;

  private static final String STORING =
      "select pg_advisory_xact_lock_shared(?, k) from unnest(?::int4[]) k";
  private static final String GIVING_BACK =
      "select pg_advisory_xact_lock(?, k) from unnest(?::int4[]) k";
  private static final String ROWS =
      "select connection_id from lane where connection_id = any(?) order by connection_id for update";

  private LaneGuard() {}

  static void storing(Connection connection, Collection<UUID> lanes) throws SQLException {
    lock(connection, lanes, STORING);
  }

  static void givingBack(Connection connection, Collection<UUID> lanes) throws SQLException {
    lock(connection, lanes, GIVING_BACK);
  }

  private static void lock(Connection connection, Collection<UUID> lanes, String advisory)
      throws SQLException {
    switch (Dialect.of(connection)) {
      case POSTGRESQL -> {
        try (var statement = connection.prepareStatement(advisory)) {
          statement.setInt(1, LANES);
          // In one order for all, or they would wait for each other.
          var keys = lanes.stream().map(LaneGuard::key).distinct().sorted().toArray(Integer[]::new);
          statement.setArray(2, connection.createArrayOf("int4", keys));
          statement.execute();
        }
      }
      case H2 -> {
        try (var statement = connection.prepareStatement(ROWS)) {
          Parameters.of(statement).ids(lanes);
          statement.execute();
        }
      }
    }
  }

  private static Integer key(UUID lane) {
    return Math.floorMod(lane.hashCode(), LOCKS);
  }
}
