package dev.gladhand.persistence.database;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.h2.engine.Database;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.db.MVIndex;
import org.h2.mvstore.db.MVSecondaryIndex;
import org.h2.mvstore.db.MVTable;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionMap;
import org.h2.result.SearchRow;
import org.h2.value.Value;
import org.h2.value.ValueNull;
import org.h2.value.VersionedValue;

/**
 * Repairs all indexes of an embedded H2, so that they agree with the rows of their tables: an entry
 * without a row is deleted, a row without an entry gets one. All is done in one transaction, so
 * that readers see all of it or nothing; SQL cannot do this without dropping an index for a while.
 * It reads all rows, and must run while no other transaction changes anything.
 */
final class MendIndexes {
  private final Database database;
  private final Transaction transaction;
  private int mended;

  private MendIndexes(Database database) {
    this.database = database;
    this.transaction = database.getStore().getTransactionStore().begin();
  }

  /** Repairs the indexes; returns the number of wrong entries. */
  static int of(Database database) {
    var mending = new MendIndexes(database);
    try {
      mending.tables();
      mending.transaction.commit();
      return mending.mended;
    } catch (RuntimeException | Error e) {
      mending.transaction.rollback();
      throw e;
    }
  }

  private void tables() {
    for (var table : database.getAllTablesAndViews()) {
      if (table instanceof MVTable stored) {
        var before = mended;
        table(stored);
        if (mended > before) {
          // Otherwise H2 would answer from its cache of results.
          stored.setModificationDataId(database.getNextModificationDataId());
        }
      }
    }
  }

  private void table(MVTable table) {
    Set<Integer> ended = new HashSet<>();
    for (var index : table.getIndexes()) {
      if (index instanceof MVIndex<?, ?> stored && ended.add(stored.getMVMap().getId())) {
        endForgotten(stored.getMVMap());
      }
    }
    var rows = rows(table);
    for (var index : table.getIndexes()) {
      if (index instanceof MVSecondaryIndex secondary) {
        index(rows, secondary);
      }
    }
  }

  private TransactionMap<Long, SearchRow> rows(MVTable table) {
    @SuppressWarnings("unchecked") // The scan index is the table itself.
    var scan = (MVIndex<Long, SearchRow>) table.getScanIndex(null);
    return transaction.openMapX(scan.getMVMap());
  }

  /**
   * Rolls back changes of transactions that H2 has forgotten; no transaction is running at this
   * time. Otherwise a later transaction with the same number would take the changes for its own.
   */
  private <K, V> void endForgotten(MVMap<K, VersionedValue<V>> map) {
    var entries = map.cursor(null);
    while (entries.hasNext()) {
      var key = entries.next();
      VersionedValue<V> value = entries.getValue();
      if (value.isCommitted()) {
        continue;
      }
      V committed = value.getCommittedValue();
      if (!Objects.equals(value.getCurrentValue(), committed)) {
        mended++; // A row that was only locked, as Flyway locks its own, needs no repair.
      }
      if (committed == null) {
        map.remove(key);
      } else {
        transaction.openMapX(map).putCommitted(key, committed);
      }
    }
  }

  private void index(TransactionMap<Long, SearchRow> rows, MVSecondaryIndex index) {
    TransactionMap<SearchRow, Value> entries = transaction.openMapX(index.getMVMap());
    var order = index.getRowFactory().getRowDataType();
    for (var all = entries.keyIterator(null); all.hasNext(); ) {
      var entry = all.next();
      var row = rows.get(entry.getKey());
      if (row == null || order.compare(entry, entry(index, entry.getKey(), row)) != 0) {
        entries.remove(entry);
        mended++;
      }
    }
    for (var all = rows.entryIterator(null, null); all.hasNext(); ) {
      Map.Entry<Long, SearchRow> row = all.next();
      var entry = entry(index, row.getKey(), row.getValue());
      if (entries.get(entry) == null) {
        entries.put(entry, ValueNull.INSTANCE);
        mended++;
      }
    }
  }

  private static SearchRow entry(MVSecondaryIndex index, long key, SearchRow row) {
    var entry = index.getRowFactory().createRow();
    entry.copyFrom(row);
    entry.setKey(key);
    return entry;
  }
}
