package dev.gladhand.persistence.outbox;

import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.persistence.sql.Dialect;
import dev.gladhand.persistence.sql.Pipeline;
import dev.gladhand.persistence.sql.PipelinedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/**
 * Locks partners until the end of a transaction that stores changes of their operations, so that no
 * other transaction marks them as heard meanwhile. A partner is marked as heard when it first reads
 * its feed or gets a subscription (see {@link StreamRows}). So all statements of such a transaction
 * see the same mark, and after the mark is committed no transaction stores a change without having
 * seen it. Transactions that store changes run in parallel. PostgreSQL uses advisory locks, which a
 * transaction takes before all other locks; H2 stores all events and needs none.
 */
public final class HearingGuard {
  /**
   * The number of locks, which bounds how many a batch takes. When a partner is marked, the writes
   * of partners that share its lock wait too, and so do all writes in one batch with them.
   */
  private static final int LOCKS = 1024;

  /**
   * The first of the two numbers that name the advisory lock of a partner. Advisory locks for other
   * purposes have another first number.
   */
  private static final int PARTNERS = 0x68656172;

  private static final String STORING =
      "select pg_advisory_xact_lock_shared(?, k) from unnest(?::int4[]) k";
  private static final String MARKING = "select pg_advisory_xact_lock(?, ?)";

  /**
   * Limits the wait of {@link #marking} for its lock, because all writes of the partner wait behind
   * it meanwhile. If a transaction of a suspended node holds the lock for longer, the whole
   * transaction fails and is repeated.
   */
  private static final String NOT_LONG = "set local lock_timeout = '200ms'";

  private HearingGuard() {}

  /**
   * Takes the locks of the partners of these operations. Sync operations need no lock, because no
   * feed shows their events.
   */
  public static void storing(Pipeline pipeline, Collection<ResourceOperation> operations) {
    // They are sorted, because transactions that take locks in different orders would deadlock.
    var numbers =
        operations.stream()
            .filter(operation -> operation.mode() == Mode.ASYNC)
            .map(operation -> number(operation.partner().value()))
            .distinct()
            .sorted()
            .toArray(Integer[]::new);
    if (numbers.length == 0) {
      return;
    }
    pipeline.add(
        new PipelinedStatement<>(
            STORING,
            (statement, first) -> {
              statement.setInt(first, PARTNERS);
              statement.setArray(
                  first + 1, statement.getConnection().createArrayOf("int4", numbers));
              return first + 2;
            },
            statement -> true,
            connection -> true));
  }

  /**
   * Waits for the transactions that store changes of the partner's operations, and makes later ones
   * wait until this transaction has ended.
   */
  static void marking(Connection connection, UUID partner) throws SQLException {
    if (Dialect.of(connection) == Dialect.H2) {
      return;
    }
    try (var statement = connection.createStatement()) {
      statement.execute(NOT_LONG);
    }
    try (var statement = connection.prepareStatement(MARKING)) {
      statement.setInt(1, PARTNERS);
      statement.setInt(2, number(partner));
      statement.execute();
    }
  }

  private static int number(UUID partner) {
    return Math.floorMod(
        Long.hashCode(partner.getMostSignificantBits() ^ partner.getLeastSignificantBits()), LOCKS);
  }
}
