package dev.gladhand.persistence;

import dev.gladhand.application.store.Secrets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/** The installation's own secrets, sealed. Thread-safe. */
public final class SqlSecrets implements Secrets {
  private final Database database;
  private final Vault vault;

  public SqlSecrets(Database database, MasterKeys keys) {
    this.database = database;
    this.vault = new Vault(keys);
  }

  @Override
  public Optional<byte[]> find(String name) {
    return database.read(sql -> find(sql, name));
  }

  private Optional<byte[]> find(Connection sql, String name) throws SQLException {
    try (var statement =
        sql.prepareStatement("select key_id, wrapped_key, sealed from secret where name = ?")) {
      Parameters.of(statement).text(name);
      try (var found = statement.executeQuery()) {
        if (!found.next()) {
          return Optional.empty();
        }
        var row = Columns.of(found);
        return Optional.of(
            vault.open(name(name), new Vault.Sealed(row.text(), row.text(), row.text())));
      }
    }
  }

  @Override
  public byte[] findOrMake(String name, Supplier<byte[]> make) {
    var known = find(name);
    if (known.isPresent()) {
      return known.get();
    }
    var sealed = vault.seal(name(name), make.get());
    database.transact(
        sql -> {
          // Of nodes that start at once one is the first, and its secret counts.
          try (var statement =
              sql.prepareStatement(
                  """
                  insert into secret (name, key_id, wrapped_key, sealed) values (?, ?, ?, ?)
                  on conflict do nothing""")) {
            Parameters.of(statement)
                .text(name)
                .text(sealed.keyId())
                .text(sealed.wrappedKey())
                .text(sealed.text());
            return statement.executeUpdate();
          }
        });
    return find(name).orElseThrow();
  }

  static String name(String name) {
    return "secret:" + name;
  }
}
