package dev.gladhand.persistence.database;

import dev.gladhand.application.store.StoreUnavailable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets transactions change an embedded H2 one after the other. A commit of H2 writes the changes of
 * all open transactions, map by map, while they continue. Without this class a row could be older
 * than its entry in an index after a crash, and then every change of the row would fail.
 * Thread-safe; a nested transaction is part of the outer one.
 */
final class OneWriter {
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * Runs a transaction alone. Throws {@link StoreUnavailable} if others do not end within {@code
   * LOCK_MILLIS}.
   */
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
            "a transaction waited too long for earlier ones",
            false,
            new TimeoutException("others have not ended"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted before the transaction", false, e);
    }
  }
}
