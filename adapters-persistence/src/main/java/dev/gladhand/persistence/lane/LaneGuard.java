package dev.gladhand.persistence.lane;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.persistence.sql.Parameters;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.PipelinedStatement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Locks a lane against its release, until the end of a transaction that stores work for it or
 * unblocks a successor. So a release either sees the new work, or happens before it and is seen by
 * the transaction that stores the work. Transactions that store work run in parallel, except for
 * writes of one order key. PostgreSQL uses advisory locks, which serve waiters in turn and do not
 * touch the lane's row; H2 has none and locks the row. A transaction takes these locks before it
 * locks any row.
 */
public final class LaneGuard {
  /**
   * The number of locks, which bounds how many a batch takes. Lanes that share a lock wait for each
   * other, which does no other harm.
   */
  private static final int LOCKS = 1024;

  /**
   * The first of the two numbers that name the advisory lock of a lane. Advisory locks for other
   * purposes have another first number.
   */
  private static final int LANES = 0x6c616e65;

  /** The first of the two numbers that name the advisory lock of an order key. */
  private static final int KEYS = 0x6b657973;

  private static final String STORING =
      "select pg_advisory_xact_lock_shared(?, k) from unnest(?::int4[]) k";
  private static final String IN_ORDER =
      STORING + " union all select pg_advisory_xact_lock(?, k) from unnest(?::int4[]) k";
  private static final String GIVING_BACK =
      "select pg_advisory_xact_lock(?, k) from unnest(?::int4[]) k";
  private static final String ROWS =
      "select connection_id from lane where connection_id = any(?) order by connection_id for update";

  private LaneGuard() {}

  /**
   * Takes the locks for storing work for these lanes.
   *
   * @param keys the order keys to lock: until the end of the transaction, no other transaction adds
   *     or ends a write with one of these keys
   */
  static void storing(Pipeline pipeline, Collection<UUID> lanes, Collection<Successors.Key> keys) {
    pipeline.add(lock(lanes, keys, keys.isEmpty() ? STORING : IN_ORDER));
  }

  /**
   * Takes the locks for storing the new states of operations. It takes none if no new state can
   * unblock a successor.
   */
  public static void changing(Pipeline pipeline, Collection<ResourceOperation> operations) {
    var keys = Successors.keys(operations.stream().filter(Successors::givesWay).toList());
    if (!keys.isEmpty()) {
      var lanes = keys.stream().map(Successors.Key::lane).distinct().toList();
      storing(pipeline, lanes, keys);
    }
  }

  public static void givingBack(Pipeline pipeline, Collection<UUID> lanes) {
    pipeline.add(lock(lanes, List.of(), GIVING_BACK));
  }

  private static PipelinedStatement<Boolean> lock(
      Collection<UUID> lanes, Collection<Successors.Key> keys, String text) {
    return new PipelinedStatement<>(
        text,
        (statement, first) -> {
          statement.setInt(first, LANES);
          statement.setArray(first + 1, numbers(statement, lanes.stream().map(LaneGuard::hash)));
          if (keys.isEmpty()) {
            return first + 2;
          }
          statement.setInt(first + 2, KEYS);
          statement.setArray(
              first + 3, numbers(statement, keys.stream().map(Successors.Key::hash)));
          return first + 4;
        },
        statement -> true,
        connection -> lockRows(connection, lanes));
  }

  private static boolean lockRows(Connection connection, Collection<UUID> lanes)
      throws SQLException {
    try (var statement = connection.prepareStatement(ROWS)) {
      Parameters.of(statement).ids(lanes);
      return statement.execute();
    }
  }

  static int hash(UUID lane) {
    return Long.hashCode(lane.getMostSignificantBits() ^ lane.getLeastSignificantBits());
  }

  /**
   * Makes the SQL array of the lock numbers for these hashes. The numbers are sorted, because
   * transactions that take locks in different orders would deadlock.
   */
  private static Array numbers(PreparedStatement statement, Stream<Integer> hashes)
      throws SQLException {
    var numbers =
        hashes.map(hash -> Math.floorMod(hash, LOCKS)).distinct().sorted().toArray(Integer[]::new);
    return statement.getConnection().createArrayOf("int4", numbers);
  }
}
