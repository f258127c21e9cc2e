package dev.gladhand.persistence.node;

import dev.gladhand.application.store.EndedSessions;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Micros;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * Stores in a relational database which console sessions were ended before their time. Thread-safe.
 */
@Singleton
public final class SqlEndedSessions implements EndedSessions {
  private static final int FORGOTTEN = 1000;

  private final Database database;
  private final EndedSessionRepository rows;

  public SqlEndedSessions(Database database, EndedSessionRepository rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public void end(String session, Instant until, Instant now) {
    database.transact(
        _ -> {
          rows.addIfNew(new EndedSessionRow(session, Micros.of(until)));
          return rows.deleteOver(Micros.of(now), FORGOTTEN);
        });
  }

  @Override
  public boolean ended(String session) {
    return database.read(_ -> rows.existsById(session));
  }
}
