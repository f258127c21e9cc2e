package dev.gladhand.application.engine;

import dev.gladhand.application.ByteShares;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.PartnerId;
import java.util.concurrent.CompletableFuture;

/**
 * The part of the node's memory for operations that one lane has. The lane takes memory for a whole
 * window before it reads one, and then keeps only as much as the operations need. Thread-safe.
 */
final class LaneBytes {
  private final ByteShares<PartnerId> shares;
  private final PartnerId partner;
  private long taken;
  private long asked;

  LaneBytes(ByteShares<PartnerId> shares, PartnerId partner) {
    this.shares = shares;
    this.partner = partner;
  }

  /**
   * Takes memory for a window now, or nothing if too little is free; returns whether it was taken.
   */
  synchronized boolean take() {
    var may = shares.take(partner, Operations.WINDOW_BYTES);
    asked = may ? Operations.WINDOW_BYTES : 0;
    return may;
  }

  /** Takes memory for a window when it is the partner's turn; the result then completes. */
  synchronized CompletableFuture<Void> await() {
    asked = Operations.WINDOW_BYTES;
    return shares.await(partner, Operations.WINDOW_BYTES);
  }

  /**
   * Gives back all but the given bytes.
   *
   * @param reading whether a window is still being read, so that the bytes taken for it are kept
   *     too
   */
  synchronized void keep(long bytes, boolean reading) {
    if (!reading) {
      taken += asked;
      asked = 0;
    }
    if (bytes < taken) {
      shares.giveBack(partner, taken - bytes);
      taken = bytes;
    }
  }
}
