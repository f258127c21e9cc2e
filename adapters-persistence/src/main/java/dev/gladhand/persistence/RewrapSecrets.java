package dev.gladhand.persistence;

import dev.gladhand.domain.connection.ConnectionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Wraps data keys by the current master key where an earlier one still does, a few at a time, while
 * everything goes on; once it answers zero the earlier key can go. Rows that somebody changes at
 * the moment are left for the next round.
 */
public final class RewrapSecrets {
  private static final List<String> TABLES = List.of("connection_secret", "secret");

  private final Database database;
  private final Vault vault;

  public RewrapSecrets(Database database, MasterKeys keys) {
    this.database = database;
    this.vault = new Vault(keys);
  }

  private record Row(Object id, String name, Vault.Sealed sealed) {}

  /** At most {@code limit} of each kind; how many were wrapped anew. */
  public int run(int limit) {
    var wrapped = 0;
    for (var table : TABLES) {
      wrapped += database.transact(sql -> rewrap(sql, table, limit));
    }
    return wrapped;
  }

  private int rewrap(Connection sql, String table, int limit) throws SQLException {
    var key = table.equals("secret") ? "name" : "connection_id";
    var rows = old(sql, table, key, limit);
    try (var statement =
        sql.prepareStatement(
            "update %s set key_id = ?, wrapped_key = ? where %s = ?".formatted(table, key))) {
      for (var row : rows) {
        var sealed = vault.rewrap(row.name(), row.sealed());
        Parameters.of(statement).text(sealed.keyId()).text(sealed.wrappedKey());
        statement.setObject(3, row.id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return rows.size();
  }

  private List<Row> old(Connection sql, String table, String key, int limit) throws SQLException {
    var rows = new ArrayList<Row>();
    try (var statement =
        sql.prepareStatement(
            """
            select key_id, wrapped_key, sealed, %s from %s where key_id <> ? order by %s limit ?
            for update skip locked"""
                .formatted(key, table, key))) {
      Parameters.of(statement).text(vault.currentKeyId()).number(limit);
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          var row = Columns.of(found);
          var sealed = new Vault.Sealed(row.text(), row.text(), row.text());
          if (table.equals("secret")) {
            var name = row.text();
            rows.add(new Row(name, SqlSecrets.name(name), sealed));
          } else {
            var id = new ConnectionId(row.id());
            rows.add(new Row(id.value(), SecretRows.name(id), sealed));
          }
        }
      }
    }
    return rows;
  }
}
