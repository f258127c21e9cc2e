package dev.gladhand.application.bulk;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The actions on many operations, and how far each is. Every method is one transaction, blocks, may
 * be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface BulkActions {
  /** Stores one, unless the key made one before. */
  Started start(BulkAction action, @Nullable StartKey key);

  /**
   * A caller's key.
   *
   * @param bodyHash what the body came to; the same key with another hash is a misuse
   */
  record StartKey(String key, String bodyHash) {}

  /** What became of a start. */
  sealed interface Started {
    /**
     * @param replayed whether an earlier request with the same key made it
     */
    record Action(BulkAction action, boolean replayed) implements Started {}

    /** The key was used before with another body. */
    record KeyReused() implements Started {}
  }

  Optional<BulkAction> find(PartnerId partner, UUID id);

  /** By id, from behind {@code after} on, or from the first. */
  List<BulkAction> list(PartnerId partner, @Nullable UUID after, int size);

  /** Partners with a running action that nobody holds; some of them where there are very many. */
  Set<PartnerId> waiting();

  /** Takes a running action of the partner that nobody holds, the one longest untouched. */
  Optional<BulkAction> claim(PartnerId partner, String node, Duration lease);

  /**
   * Stores progress; the action is then held for the lease, so that nobody takes it before. False
   * when another node has taken over: nothing is stored.
   */
  boolean save(BulkAction action, String node, Duration lease);

  /** Deletes those that ended before, at most {@code limit}; how many went. */
  int prune(Instant before, int limit);
}
