package dev.gladhand.application.write;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.Map;

/**
 * Counts how many bytes the store keeps of each partner's operations: their payloads, and {@link
 * #OF_AN_OPERATION} for each. Operations are counted in the background, each once; counts are
 * deleted by whole hours. Thread-safe; every method throws {@link StoreUnavailable}.
 */
public interface KeptBytes {
  /** The approximate bytes of an operation's other columns, its indexes, its log and its event. */
  int OF_AN_OPERATION = 1024;

  /** The bytes of all counted operations of a partner. */
  long of(PartnerId partner);

  /** The bytes of all counted operations of each partner that has some. */
  Map<PartnerId, Long> all();

  /**
   * Counts operations in one transaction, oldest first; counts none while another node counts.
   *
   * @param before operations made at this time or later are left for a later count. No operation
   *     made before this time may be added afterwards, because it would not be counted
   * @param limit the most operations
   * @return how many were counted
   */
  int count(Instant before, int limit);

  /** Deletes the counts of the hours that ended before a time. */
  void forget(Instant before);
}
