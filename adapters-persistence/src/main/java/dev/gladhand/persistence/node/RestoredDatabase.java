package dev.gladhand.persistence.node;

import dev.gladhand.persistence.database.ReachDatabase;
import dev.gladhand.persistence.node.InspectDatabase.Found;
import dev.gladhand.persistence.node.InspectDatabase.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Changes a database that was restored from a backup. A write that was not sent yet when the backup
 * was made may have been sent since, so every pending write is marked as sent without an answer. A
 * command uses this, not a running node.
 */
public sealed interface RestoredDatabase {
  /**
   * Gives each pending write the state that it would have if a node had been killed during its
   * attempt. Nodes settle such attempts.
   */
  String DOUBT =
      """
      update work set attempts = attempts + case when midway then 0 else 1 end, waiting = null,
        begun_at = case when last_begun_at is null then created_at else last_begun_at end,
        due_at = case when due_at > current_timestamp then current_timestamp else due_at end
      where begun_at is null and mode = 'async' and created_at < ?""";

  /**
   * Makes the lanes due, because a node looks for attempts under way only in a lane that it has
   * claimed.
   */
  String WAKE =
      """
      update lane set due_at = current_timestamp where parked is null and leased_by is null
        and connection_id in (select connection_id from work where due_at is not null)""";

  String OPEN_DELIVERIES = "select count(*) from webhook_delivery where status = 'waiting'";

  /**
   * What was changed, in one transaction.
   *
   * @param writes the number of pending writes that are marked as sent without an answer
   * @param deliveries the number of waiting deliveries to webhooks, which are not changed
   */
  record InDoubt(int writes, int deliveries) implements RestoredDatabase {}

  /**
   * The database cannot be used and was not changed.
   *
   * @param why the reason, a sentence without stored values
   */
  record Unusable(String why) implements RestoredDatabase {}

  /**
   * Marks every pending write as sent without an answer.
   *
   * @param before writes that were accepted at this time or later are not changed
   */
  static RestoredDatabase putInDoubt(
      String url,
      @Nullable String user,
      @Nullable String password,
      Instant before,
      InstantSource clock) {
    return switch (InspectDatabase.inspect(url, user, password, clock)) {
      case InspectDatabase.Unusable(var why) -> new Unusable(why);
      case Found(_, var state, _) when state != State.SAME ->
          new Unusable(
              "its tables are not those of this version; start a node with GLADHAND_HOLD=true first");
      case Found _ -> change(url, user, password, before);
    };
  }

  private static RestoredDatabase change(
      String url, @Nullable String user, @Nullable String password, Instant before) {
    try (var connection = ReachDatabase.connect(url, user, password)) {
      connection.setAutoCommit(false);
      var writes = doubt(connection, before);
      var deliveries = count(connection);
      connection.commit();
      return new InDoubt(writes, deliveries);
    } catch (SQLException e) {
      return new Unusable(ReachDatabase.explain(e).orElse("it cannot be changed"));
    }
  }

  private static int doubt(Connection connection, Instant before) throws SQLException {
    try (var update = connection.prepareStatement(DOUBT);
        var wake = connection.prepareStatement(WAKE)) {
      update.setObject(1, OffsetDateTime.ofInstant(before, ZoneOffset.UTC));
      var changed = update.executeUpdate();
      wake.executeUpdate();
      return changed;
    }
  }

  private static int count(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(OPEN_DELIVERIES)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
