package dev.gladhand.persistence.secret;

import dev.gladhand.application.store.Secrets;
import dev.gladhand.persistence.database.Database;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Stores the installation's own secrets, sealed. Thread-safe. */
@Singleton
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
    return database.read(_ -> rows.findById(name)).map(row -> open(name, row));
  }

  @Override
  public byte[] findOrMake(String name, Supplier<byte[]> make) {
    var known = find(name);
    if (known.isPresent()) {
      return known.get();
    }
    var row = SecretRow.of(name, seal(name, make.get()));
    // Of several nodes that start at once, the first one's secret is kept.
    var kept =
        database.transact(
            _ -> {
              rows.addIfNew(row);
              return rows.findById(name);
            });
    return kept.map(one -> open(name, one)).orElseThrow();
  }

  @Override
  public byte[] change(String name, UnaryOperator<byte[]> change) {
    return database.transact(
        _ -> {
          var before =
              rows.lock(name)
                  .map(row -> open(name, row))
                  .orElseThrow(() -> new IllegalStateException("there is no secret " + name));
          var after = change.apply(before.clone());
          if (!Arrays.equals(before, after)) {
            rows.update(SecretRow.of(name, seal(name, after)));
          }
          return after;
        });
  }

  private Vault.Sealed seal(String name, byte[] secret) {
    return vault.seal(SealedTable.INSTALLATION, name, secret);
  }

  private byte[] open(String name, SecretRow row) {
    return vault.open(SealedTable.INSTALLATION, name, row.secret());
  }
}
