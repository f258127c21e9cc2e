package dev.gladhand.application.audit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store of the audit: events that are only ever added, each with the hash of the one before.
 * Blocks; may be called from any thread; throws {@code StoreUnavailable}.
 */
public interface AuditTrail {
  /**
   * Makes a change and adds the events that tell of it, in one transaction: both are there or
   * neither is. Whatever the change does through the ports of this store, on the calling thread,
   * takes part in the transaction; it may be run again after it has been undone.
   *
   * <p>The end of the chain is locked from the first event to the commit, over all nodes, after all
   * locks of the change. A call within a change of another call adds its events at the outer one's
   * end.
   *
   * @param told the events that tell of the change's result; none where nothing was changed
   */
  <T> T write(Supplier<T> change, Function<? super T, List<AuditEvent>> told);

  /** Newest first. */
  List<AuditEvent.Chained> list(AuditQuery query);

  /** Goes through the whole chain; writers are not held up. */
  Verified verify();

  /**
   * What a look through the chain found.
   *
   * @param events how many there are
   * @param firstBroken the first event that is not as it was written, or does not follow the one
   *     that was before it; where only the newest events are missing, the last that is left; null
   *     where the chain is intact or nothing is left
   */
  record Verified(long events, boolean intact, @Nullable UUID firstBroken) {}

  /**
   * Deletes the oldest events that were written before a time, at most {@code limit}; the chain
   * remembers where it begins now.
   *
   * @return how many
   */
  int prune(Instant before, int limit);
}
