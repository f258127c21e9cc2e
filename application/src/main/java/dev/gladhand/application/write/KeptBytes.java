package dev.gladhand.application.write;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.Map;

/**
 * How many bytes the store keeps of each partner's operations: their payloads, and {@link
 * #OF_AN_OPERATION} for each. They are counted in the background, each once, and a count is
 * forgotten by whole hours. Thread-safe; every method throws {@link StoreUnavailable}.
 */
public interface KeptBytes {
  /** Bytes of an operation's other columns, its indexes, its log and its event, about. */
  int OF_AN_OPERATION = 1024;

  /** Bytes of all operations of a partner that are counted. */
  long of(PartnerId partner);

  /** The same of every partner that has any. */
  Map<PartnerId, Long> all();

  /**
   * Counts operations in one transaction, the oldest first; none while another node counts.
   *
   * @param before operations made at this time or later are left for a later count; none older may
   *     be added afterwards, since it would not be counted
   * @param limit operations at most
   * @return how many were counted
   */
  int count(Instant before, int limit);

  /** Forgets what was counted of the hours that ended before a time. */
  void forget(Instant before);
}
