package dev.gladhand.persistence.secret;

import dev.gladhand.application.store.Secrets;
import dev.gladhand.persistence.database.Database;
import java.util.Optional;
import java.util.function.Supplier;

/** The installation's own secrets, sealed. Thread-safe. */
public final class SqlSecrets implements Secrets {
  private final Database database;
  private final SecretRepository rows;
  private final Vault vault;

  public SqlSecrets(Database database, SecretRepository rows, MasterKeys keys) {
    this.database = database;
    this.rows = rows;
    this.vault = new Vault(keys);
  }

  @Override
  public Optional<byte[]> find(String name) {
    return database.read(_ -> rows.findById(name)).map(row -> vault.open(name(name), row.secret()));
  }

  @Override
  public byte[] findOrMake(String name, Supplier<byte[]> make) {
    var known = find(name);
    if (known.isPresent()) {
      return known.get();
    }
    var row = SecretRow.of(name, vault.seal(name(name), make.get()));
    // Of nodes that start at once one is the first, and its secret counts.
    var kept =
        database.transact(
            _ -> {
              rows.addIfNew(row);
              return rows.findById(name);
            });
    return kept.map(one -> vault.open(name(name), one.secret())).orElseThrow();
  }

  static String name(String name) {
    return "secret:" + name;
  }
}
