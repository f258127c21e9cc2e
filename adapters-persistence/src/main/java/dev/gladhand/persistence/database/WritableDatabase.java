package dev.gladhand.persistence.database;

import jakarta.inject.Singleton;

/**
 * Checks whether the database accepts writes at the moment; it may be a standby or be set to read
 * only.
 */
@Singleton
public final class WritableDatabase {
  private final Database database;

  WritableDatabase(Database database) {
    this.database = database;
  }

  /**
   * Whether the database accepts writes now: it is not read-only, and not damaged beyond repair.
   * Throws {@code StoreUnavailable} if it does not answer.
   */
  public boolean writable() {
    var damage = database.damage();
    if (damage != null && damage.beyondRepair()) {
      return false;
    }
    var question =
        switch (database.dialect()) {
          case POSTGRESQL -> "select current_setting('transaction_read_only') = 'off'";
          case H2 -> "select not readonly()";
        };
    return database.read(
        connection -> {
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(question)) {
            return rows.next() && rows.getBoolean(1);
          }
        });
  }
}
