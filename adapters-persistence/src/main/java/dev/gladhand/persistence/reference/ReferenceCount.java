package dev.gladhand.persistence.reference;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps an upper bound of the number of a partner's references: their last count, and the number of
 * references in all imports since, whether new or not. An import for which this bound stays far
 * below the limit needs no count. Must be called under the partner's lock.
 */
final class ReferenceCount {
  /**
   * The longest time between two counts, because successful writes also create records, which the
   * bound does not include.
   */
  private static final Duration COUNTED_AT_LEAST = Duration.ofHours(1);

  private ReferenceCount() {}

  /**
   * Adds {@code more} to the bound if it then stays below three quarters of {@code most}.
   * Otherwise, or if the last count is too old, it returns false, and the references have to be
   * counted.
   */
  static boolean addsUpTo(Connection sql, PartnerId partner, int more, int most, Instant now)
      throws SQLException {
    try (var statement =
        sql.prepareStatement(
            """
            update partner_lock set references_at_most = references_at_most + ?
            where partner_id = ? and references_at_most + ? <= ? and references_counted_at > ?""")) {
      Parameters.of(statement)
          .number(more)
          .id(partner.value())
          .number(more)
          .number(most / 4L * 3)
          .time(now.minus(COUNTED_AT_LEAST));
      return statement.executeUpdate() > 0;
    }
  }

  static void set(Connection sql, PartnerId partner, long atMost, Instant now) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            "update partner_lock set references_at_most = ?, references_counted_at = ? where partner_id = ?")) {
      Parameters.of(statement).number(atMost).time(now).id(partner.value());
      statement.executeUpdate();
    }
  }
}
