package dev.gladhand.persistence.secret;

import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.sql.Columns;
import dev.gladhand.persistence.sql.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wraps the data keys of sealed rows by the current master key. Thread-safe. */
final class SealedRows {
  private static final Logger LOG = LoggerFactory.getLogger(SealedRows.class);

  private final Database database;
  private final Vault vault;
  private final String current;

  SealedRows(Database database, Vault vault, String current) {
    this.database = database;
    this.vault = vault;
    this.current = current;
  }

  /**
   * A row of a table of sealed secrets, as it was read.
   *
   * @param id the row's primary key
   */
  record Read(Object id, Vault.Sealed sealed) {}

  /**
   * The result of re-wrapping the data keys of some rows.
   *
   * @param last the key of the last row, after which there may be more; null if there are none
   */
  record Part(int rewrapped, int unopened, @Nullable String last) {}

  /**
   * Wraps the data keys of at most {@code most} rows with the current master key.
   *
   * @param after the key after which to begin; null for the beginning of the table
   */
  Part rewrap(Connection sql, SealedTable table, @Nullable String after, int most)
      throws SQLException {
    var read = read(sql, table, after, most);
    var last = read.size() < most ? null : read.getLast().id().toString();
    var opened = new ArrayList<Read>();
    var wrapped = new ArrayList<Vault.Sealed>();
    for (var row : read) {
      try {
        wrapped.add(vault.rewrap(table, row.id(), row.sealed()));
        opened.add(row);
      } catch (IllegalStateException e) {
        LOG.error("a secret cannot be re-wrapped: {}", e.getMessage());
      }
    }
    return new Part(write(sql, table, opened, wrapped), read.size() - opened.size(), last);
  }

  List<Read> read(Connection sql, SealedTable table, @Nullable String after, int most)
      throws SQLException {
    var rows = new ArrayList<Read>();
    try (var statement =
        sql.prepareStatement(
            database.sql(
                "select key_id, wrapped_key, sealed, %2$s from %1$s where key_id <> ?%3$s order by %2$s limit ? {skip locked}"
                    .formatted(
                        table.table(),
                        table.key(),
                        after == null ? "" : " and " + table.key() + " > ?")))) {
      var parameters = Parameters.of(statement).text(current);
      if (after != null) {
        parameters.object(table.key(after));
      }
      parameters.number(most);
      try (var found = statement.executeQuery()) {
        while (found.next()) {
          var row = Columns.of(found);
          var sealed = new Vault.Sealed(row.text(), row.text(), row.text());
          rows.add(new Read(table.key(row.text()), sealed));
        }
      }
    }
    return rows;
  }

  /**
   * Writes those of the rows that were not changed since they were read, and returns their number.
   * The other rows are left unchanged.
   */
  int write(Connection sql, SealedTable table, List<Read> read, List<Vault.Sealed> wrapped)
      throws SQLException {
    if (read.isEmpty()) {
      return 0;
    }
    try (var statement =
        sql.prepareStatement(
            "update %s set key_id = ?, wrapped_key = ? where %s = ? and wrapped_key = ?"
                .formatted(table.table(), table.key()))) {
      for (var i = 0; i < read.size(); i++) {
        Parameters.of(statement)
            .text(wrapped.get(i).keyId())
            .text(wrapped.get(i).wrappedKey())
            .object(read.get(i).id())
            .text(read.get(i).sealed().wrappedKey());
        statement.addBatch();
      }
      var changed = 0;
      for (var count : statement.executeBatch()) {
        changed += count;
      }
      return changed;
    }
  }
}
