package dev.gladhand.persistence.partner;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes transactions that compare a partner's number of objects with a limit run one after the
 * other. Without this lock, two concurrent transactions could each find room for one more object
 * and together exceed the limit.
 */
public final class PartnerLock {
  private PartnerLock() {}

  /** Takes the lock until the end of the transaction. */
  public static void take(Connection sql, PartnerId partner) throws SQLException {
    try (var statement =
        sql.prepareStatement(
            "insert into partner_lock (partner_id) values (?) on conflict do nothing")) {
      Parameters.of(statement).id(partner.value());
      statement.executeUpdate();
    }
    try (var statement =
        sql.prepareStatement(
            "select partner_id from partner_lock where partner_id = ? for update")) {
      Parameters.of(statement).id(partner.value());
      statement.executeQuery().close();
    }
  }

  /**
   * Counts rows, but not further than {@code most}.
   *
   * @param from the rows to count: SQL with one parameter, the partner
   */
  public static long count(Connection sql, PartnerId partner, String from, long most)
      throws SQLException {
    try (var statement =
        sql.prepareStatement(
            "select count(*) from (select 1 as one " + from + " limit ?) counted")) {
      Parameters.of(statement).id(partner.value()).number(most);
      try (var found = statement.executeQuery()) {
        found.next();
        return found.getLong(1);
      }
    }
  }
}
