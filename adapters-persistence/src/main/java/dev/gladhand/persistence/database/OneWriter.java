package dev.gladhand.persistence.database;

import dev.gladhand.application.store.StoreUnavailable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets transactions change an embedded H2 one after the other. A commit of H2 stores whatever any
 * transaction has changed by then, map by map, and stops nobody meanwhile: after a crash a row
 * could be older than its entry in an index, and no change of that row succeeded any more.
 * Thread-safe; a transaction within a transaction is part of it.
 */
final class OneWriter {
  private final ReentrantLock writing = new ReentrantLock();

  /** Throws {@link StoreUnavailable} where others leave it no turn in {@code LOCK_MILLIS}. */
  <T> T inTurn(Supplier<T> transaction) {
    await();
    try {
      return transaction.get();
    } finally {
      writing.unlock();
    }
  }

  private void await() {
    try {
      if (!writing.tryLock(PoolSettings.LOCK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new StoreUnavailable(
            "no turn for a transaction", false, new TimeoutException("others have not ended"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted before the transaction", false, e);
    }
  }
}
