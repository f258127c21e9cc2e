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
 * Stores bulk actions and their progress. Every method is one transaction, blocks, may be called
 * from any thread, and throws {@link StoreUnavailable}.
 */
public interface BulkActions {
  /**
   * Stores an action, unless an earlier request with the same key made one.
   *
   * @param key null for a request without a key
   */
  Started start(BulkAction action, @Nullable StartKey key);

  /**
   * An idempotency key.
   *
   * @param bodyHash the hash of the request's body; the same key with another hash is refused
   */
  record StartKey(String key, String bodyHash) {}

  /** The result of a start. */
  sealed interface Started {
    /**
     * The action was started, now or by an earlier request.
     *
     * @param replayed whether an earlier request with the same key started it
     */
    record Action(BulkAction action, boolean replayed) implements Started {}

    /** The key was used before with another body. */
    record KeyReused() implements Started {}
  }

  Optional<BulkAction> find(PartnerId partner, UUID id);

  /**
   * A page of the partner's actions, ordered by id, that begins after {@code after}, or with the
   * first action if that is null.
   */
  List<BulkAction> list(PartnerId partner, @Nullable UUID after, int size);

  /**
   * Partners with a running action that no node holds; if there are very many, only some of them.
   */
  Set<PartnerId> waiting();

  /**
   * Makes the node the holder of one running action of the partner for the time of the lease: of
   * those that no node holds, the one that was not worked on for the longest time. Empty if there
   * is none.
   */
  Optional<BulkAction> claim(PartnerId partner, String node, Duration lease);

  /**
   * Stores the progress of an action. The node stays its holder for the time of the lease, or gives
   * it up at once if that is zero. Returns false and stores nothing if another node has become the
   * holder.
   */
  boolean save(BulkAction action, String node, Duration lease);

  /** Deletes actions that ended before a time, at most {@code limit}; returns how many. */
  int prune(Instant before, int limit);
}
