package dev.gladhand.application.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store of audit events. Events are only added, each with the hash of the one before. Blocks;
 * may be called from any thread; throws {@code StoreUnavailable}.
 */
public interface AuditTrail {
  /**
   * Makes a change and adds its audit events in one transaction: both are stored or neither is. All
   * calls of this store's ports that the change makes on the calling thread take part in the
   * transaction. The change may be run again after it has been rolled back.
   *
   * <p>From the first event to the commit, the end of the chain is locked for all nodes; this lock
   * is taken after all locks that the change takes. A nested call adds its events at the end of the
   * outer call.
   *
   * @param told gives the events for the result of the change; none if nothing was changed
   */
  <T> T write(Supplier<T> change, Function<? super T, List<AuditEvent>> told);

  /** The events that match, newest first. */
  List<AuditEvent.Chained> list(AuditQuery query);

  /** Checks the whole chain without blocking writers. */
  Verified verify();

  /**
   * The result of a check of the chain.
   *
   * @param events the number of events
   * @param firstBroken the first event that was altered or does not follow its original
   *     predecessor; the last remaining event if only the newest are missing; null if the chain is
   *     intact or empty
   */
  record Verified(long events, boolean intact, @Nullable UUID firstBroken) {}

  /**
   * Deletes the oldest events written before a time, at most {@code limit}. The position and hash
   * of the last deleted event are stored, so that {@link #verify} begins after it.
   *
   * @return how many were deleted
   */
  int prune(Instant before, int limit);
}
