package dev.gladhand.persistence.node;

import dev.gladhand.persistence.database.ReachDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Inspects a database for a command, not for a running node, and changes nothing. An H2 file can be
 * inspected only while no node uses it.
 */
public sealed interface InspectDatabase {
  /**
   * A database that answers.
   *
   * @param version the version of its tables
   * @param ahead how far its clock is ahead of this machine's
   */
  record Found(String version, State state, Duration ahead) implements InspectDatabase {}

  /**
   * A database that no node could use.
   *
   * @param why the reason, a sentence without stored values
   */
  record Unusable(String why) implements InspectDatabase {}

  /** Whether the tables are of this version, an earlier one or a later one. */
  enum State {
    SAME,
    EARLIER,
    LATER
  }

  static InspectDatabase inspect(
      String url, @Nullable String user, @Nullable String password, InstantSource clock) {
    try (var connection = ReachDatabase.connect(url, user, password);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select current_timestamp")) {
      rows.next();
      var theirs = rows.getObject(1, OffsetDateTime.class).toInstant();
      return found(url, user, password, Duration.between(clock.instant(), theirs));
    } catch (SQLException | FlywayException e) {
      return new Unusable(
          ReachDatabase.explain(e).orElse("its tables cannot be read or do not exist"));
    }
  }

  private static InspectDatabase found(
      String url, @Nullable String user, @Nullable String password, Duration ahead) {
    var info =
        Flyway.configure().dataSource(ReachDatabase.whole(url), user, password).load().info();
    var current = info.current();
    if (current == null) {
      return new Unusable("it has no tables of this program");
    }
    var later =
        Stream.of(info.applied())
            .anyMatch(applied -> applied.getState().name().startsWith("FUTURE"));
    var state = later ? State.LATER : info.pending().length > 0 ? State.EARLIER : State.SAME;
    return new Found(Objects.toString(current.getVersion(), "?"), state, ahead);
  }
}
