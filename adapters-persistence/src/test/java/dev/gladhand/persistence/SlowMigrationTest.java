package dev.gladhand.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A large database takes longer to change than any call may take, and than a transaction may wait.
 */
class SlowMigrationTest {
  private static final String USER = "postgres";

  /** As if the table had many rows that are moved. */
  private static final String SLOW =
      """
      create schema elsewhere;
      create function elsewhere.slow() returns event_trigger language plpgsql as $$ begin
        if exists (select from pg_event_trigger_ddl_commands() where object_identity = 'public.kept_bytes') then
          perform pg_sleep(6);
        end if;
      end $$;
      create event trigger slow on ddl_command_end when tag in ('CREATE TABLE') execute function elsewhere.slow()""";

  @Test
  void theNodeWaitsForIt() throws SQLException {
    var url = TestDatabase.newPostgresql();
    try (var connection = DriverManager.getConnection(url, USER, "");
        var statement = connection.createStatement()) {
      statement.execute(SLOW);
      try (var context = StoreContext.open(url, USER, "")) {
        assertEquals(
            0,
            context
                .store(SqlFixture.KEYS, _ -> Optional.empty())
                .operations()
                .backlog(null)
                .pending());
      }
    }
  }
}
