package dev.gladhand.persistence.invitation;

import dev.gladhand.application.store.SignIns;
import dev.gladhand.persistence.database.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Stores the sign-ins under way in a relational database. Thread-safe. */
@Singleton
public final class SqlSignIns implements SignIns {
  private final Database database;
  private final SignInRepository rows;

  public SqlSignIns(Database database, SignInRepository rows) {
    this.database = database;
    this.rows = rows;
  }

  @Override
  public void begin(SignIn begun, Duration life) {
    database.transact(
        sql -> {
          var now = database.time(sql);
          rows.deleteOver(now);
          return rows.save(SignInRow.of(begun, now.plus(life)));
        });
  }

  @Override
  public Optional<SignIn> take(String stateHash) {
    return database.transact(
        sql -> {
          var now = database.time(sql);
          var found = rows.lock(stateHash).filter(row -> now.isBefore(row.expiresAt()));
          return rows.deleteByStateHash(stateHash) == 1
              ? found.map(SignInRow::signIn)
              : Optional.<SignIn>empty();
        });
  }
}
