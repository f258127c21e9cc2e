package dev.gladhand.persistence.secret;

import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
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
  /** Where sealed secrets stand, by which key, and what each is sealed for. */
  private record Place(String table, String key, String prefix) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("connection_secret", "connection_id", "connection:"),
          new Place("webhook_secret", "webhook_id", "webhook:"),
          new Place("secret", "name", "secret:"));

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
    for (var place : PLACES) {
      wrapped += database.transact(sql -> rewrap(sql, place, limit));
    }
    return wrapped;
  }

  private int rewrap(Connection sql, Place place, int limit) throws SQLException {
    var rows = old(sql, place, limit);
    try (var statement =
        sql.prepareStatement(
            "update %s set key_id = ?, wrapped_key = ? where %s = ?"
                .formatted(place.table(), place.key()))) {
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

  private List<Row> old(Connection sql, Place place, int limit) throws SQLException {
    var rows = new ArrayList<Row>();
    try (var statement =
        sql.prepareStatement(
            """
            select key_id, wrapped_key, sealed, %2$s from %1$s where key_id <> ? order by %2$s limit ?
            for update skip locked"""
                .formatted(place.table(), place.key()))) {
      Parameters.of(statement).text(vault.currentKeyId()).number(limit);
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          var row = Columns.of(found);
          var sealed = new Vault.Sealed(row.text(), row.text(), row.text());
          var id = found.getObject(4);
          rows.add(new Row(id, place.prefix() + id, sealed));
        }
      }
    }
    return rows;
  }
}
