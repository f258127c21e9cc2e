package dev.gladhand.persistence.secret;

import dev.gladhand.persistence.database.Database;
import java.util.List;

/** A step of the change of the master key, in whose middle something else happens. */
public final class Interleaved {
  private final Database database;
  private final Vault vault;
  private final SealedRows rows;
  private int rewrapped;

  public Interleaved(Database database, MasterKeys keys) {
    this.database = database;
    this.vault = new Vault(keys);
    this.rows = new SealedRows(database, vault, keys.currentId());
  }

  /** What happens is committed between the look at the rows and their change. */
  public void rewrap(SealedTable table, Runnable meanwhile) {
    var read = database.transact(sql -> rows.read(sql, table, null, 10));
    meanwhile.run();
    List<Vault.Sealed> wrapped =
        read.stream().map(row -> vault.rewrap(table, row.id(), row.sealed())).toList();
    rewrapped = database.transact(sql -> rows.write(sql, table, read, wrapped));
  }

  public int rewrapped() {
    return rewrapped;
  }
}
