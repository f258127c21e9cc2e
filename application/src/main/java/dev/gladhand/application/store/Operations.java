package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.tsp.SentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The store of operations, which is also the queue. Every method is one transaction of its own,
 * blocks, may be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface Operations {

  /**
   * Stores a batch. For each item it stores the operation, its idempotency key and its {@code
   * created} event, and for an async write it makes the lane due (it locks the rows of the lanes in
   * the order of their ids, so that no wake-up is lost). When this returns, either all of the batch
   * is durable on disk or nothing. An operation whose key is known is not stored; two items in one
   * batch with the same key make one operation. Adding the same operation id again changes nothing
   * and returns {@code Added}, so that a caller may repeat after a lost commit.
   *
   * @return one result for each item, in the given order
   */
  List<AddResult> add(List<NewOperation> batch);

  /** An operation to store, with the caller's idempotency key if one was sent. */
  record NewOperation(ResourceOperation operation, @Nullable IdempotencyKey key) {}

  /**
   * A caller's idempotency key, in its scope.
   *
   * @param scope method and path
   * @param bodyHash the hash of the body; the same key with another hash is refused
   */
  record IdempotencyKey(PartnerId partner, String scope, String key, String bodyHash) {}

  /** The result of one addition. */
  sealed interface AddResult {
    /**
     * The operation is stored, by this call or by an earlier one with the same id.
     *
     * @param lane the lane at that time; null if nothing is known of it
     * @param behind whether an earlier operation of its order key is pending
     */
    record Added(ResourceOperation operation, @Nullable LaneSeen lane, boolean behind)
        implements AddResult {
      public Added(ResourceOperation operation) {
        this(operation, null, false);
      }
    }

    /**
     * The key was used before with the same body; this is the operation that was made then, in its
     * present state.
     */
    record Replayed(ResourceOperation operation) implements AddResult {}

    /** The key was used before with another body. */
    record KeyReused() implements AddResult {}
  }

  /**
   * What is read of a lane's row in the transaction that adds an operation.
   *
   * @param holder the node that holds the lane and will read the operation as well; null if none
   *     does
   * @param parked why the lane is parked; null if it is not
   * @param memory see {@link LaneLeases.Release#left}
   */
  record LaneSeen(@Nullable String holder, @Nullable String parked, @Nullable String memory) {
    /** Makes a {@code LaneSeen} of the values that were read; null if all of them are null. */
    public static @Nullable LaneSeen of(
        @Nullable String holder, @Nullable String parked, @Nullable String memory) {
      return holder == null && parked == null && memory == null
          ? null
          : new LaneSeen(holder, parked, memory);
    }
  }

  /**
   * Finds what was made with this key in the last 24 hours: {@link AddResult.Replayed} with the
   * operation, or {@link AddResult.KeyReused} if the body was another one; empty if the key was not
   * used.
   */
  Optional<AddResult> findByKey(IdempotencyKey key);

  /**
   * Does for several keys, in one read, what {@link #findByKey} does for one; a key that was not
   * used is left out.
   */
  default Map<IdempotencyKey, AddResult> findByKeys(Collection<IdempotencyKey> keys) {
    var found = new HashMap<IdempotencyKey, AddResult>();
    keys.forEach(key -> findByKey(key).ifPresent(result -> found.put(key, result)));
    return found;
  }

  Optional<ResourceOperation> find(OperationId id);

  /** The existing operations among these ids. */
  default Map<OperationId, ResourceOperation> findAll(Collection<OperationId> ids) {
    var found = new HashMap<OperationId, ResourceOperation>();
    ids.forEach(id -> find(id).ifPresent(operation -> found.put(id, operation)));
    return found;
  }

  /** The largest size of a stored operation that {@link #findShort} returns, in bytes. */
  int SHORT_BYTES = 4 * 1024;

  /**
   * The existing operations among these ids that are short, so that many of them take little
   * memory.
   */
  default Map<OperationId, ResourceOperation> findShort(Collection<OperationId> ids) {
    var found = new HashMap<>(findAll(ids));
    found.values().removeIf(one -> Payloads.storedBytes(one.payload()) > SHORT_BYTES);
    return found;
  }

  /**
   * Calls {@code each} for the existing operations among these ids. To save memory it reads the
   * short ones first, and then each of the others alone.
   */
  default void read(Collection<OperationId> ids, Consumer<ResourceOperation> each) {
    var read = findShort(ids);
    read.values().forEach(each);
    ids.stream().filter(id -> !read.containsKey(id)).forEach(id -> find(id).ifPresent(each));
  }

  Optional<ResourceOperation> find(PartnerId partner, ConnectionId connection, OperationId id);

  /**
   * A page of the operations that the query selects, ordered by id. The cost of a page does not
   * grow with its position.
   */
  List<ResourceOperation> list(OperationQuery query);

  /**
   * A search for a text in the error details of operations' attempts, ignoring case.
   *
   * @param query selects the operations, and limits how many are returned
   * @param most how many operations are looked at, beginning with the query's page; this limits the
   *     cost
   */
  record ErrorSearch(OperationQuery query, String text, int most) {
    public ErrorSearch {
      if (text.isEmpty() || most < 1) {
        throw new IllegalArgumentException(
            "a search needs a text and at least one operation to look at");
      }
    }

    /** Whether an attempt of the operation has error details that contain the text. */
    public boolean matches(ResourceOperation operation) {
      var wanted = text.toLowerCase(Locale.ROOT);
      return operation.log().stream()
          .map(attempt -> attempt.errorDetails())
          .anyMatch(told -> told != null && told.toLowerCase(Locale.ROOT).contains(wanted));
    }
  }

  /**
   * The result of a search, in the query's order.
   *
   * @param last the last operation that was looked at, after which the search continues; null if no
   *     further operations match the query
   */
  record Found(List<ResourceOperation> operations, @Nullable OperationId last) {
    public Found {
      operations = List.copyOf(operations);
    }
  }

  /**
   * The operations whose error details contain the text, among the {@link ErrorSearch#most} that
   * the search looks at.
   */
  default Found search(ErrorSearch search) {
    var looked = list(search.query().sized(search.most() + 1));
    var within = looked.subList(0, Math.min(search.most(), looked.size()));
    var found = within.stream().filter(search::matches).limit(search.query().size()).toList();
    var full = found.size() == search.query().size();
    var last = full ? found.getLast() : within.isEmpty() ? null : within.getLast();
    return new Found(found, last == null || last.equals(looked.getLast()) ? null : last.id());
  }

  /**
   * The ids of the operations that {@link #list} would return, with their connections; they take
   * less memory than the operations.
   */
  List<Listed> listIds(OperationQuery query);

  /** An operation in a list of ids. */
  record Listed(OperationId id, ConnectionId connection) {}

  /**
   * Operations of a connection whose last attempt began at or after a time, and more than 23 hours
   * after they were accepted; ordered by the begin of the attempt, at most {@code limit}.
   * Operations whose attempt began sooner after their acceptance are found by {@link #list}.
   */
  List<OperationId> begunLate(ConnectionId connection, Instant from, int limit);

  /** How many operations match the query's filters, regardless of its page. */
  long count(OperationQuery query);

  /**
   * Reads what the holders of lanes may work on next: for each lane the pending operations that are
   * due, by (due, id), without those that wait for an earlier pending operation with the same order
   * key. Operations whose attempt an earlier holder began, under an older fence, without recording
   * a result are always included. If the connection's setting {@code on_failure} says to skip, an
   * operation need not wait for an earlier one that is in back-off. The cost does not grow with the
   * length of the queue. A lane's window ends before its stored payloads would exceed {@link
   * #WINDOW_BYTES}, but has at least one operation.
   *
   * @param perLane the most operations of a lane
   */
  Map<ConnectionId, LaneWindow> window(Collection<LaneLease<ConnectionId>> lanes, int perLane);

  /** The most bytes of the payloads in one lane's window: as much as one payload may take. */
  long WINDOW_BYTES = Payloads.MOST_BYTES;

  /**
   * The operations of one lane.
   *
   * @param more whether the lane may have more
   */
  record LaneWindow(List<ResourceOperation> operations, boolean more) {
    public static final LaneWindow EMPTY = new LaneWindow(List.of(), false);

    public LaneWindow {
      operations = List.copyOf(operations);
    }
  }

  /**
   * Stores the intents of attempts, before the first byte is sent. An intent is stored only if the
   * operation is still pending and not begun, has the given number of attempts, and the lane is
   * still held under this fence with a valid lease by the store's clock.
   *
   * @return for each intent whether it is stored, so that the call may be made now
   */
  List<Boolean> begin(List<Begin> batch);

  /**
   * An intent to store.
   *
   * @param operation the operation after {@code Transitions.begin}
   * @param lease the lease of its lane; null for a sync call, which is in no lane
   */
  record Begin(ResourceOperation operation, @Nullable LaneLease<ConnectionId> lease) {}

  /**
   * Takes over attempts that an earlier holder began without recording a result. The operation gets
   * the fence of the given lease, so that the earlier holder can no longer record a result.
   *
   * @return for each whether this node has taken it over
   */
  List<Boolean> takeOver(List<Begin> batch);

  /**
   * Stores the results of attempts: the operation's new state, its log, its entry in the reference
   * map and its event, in one transaction. A result with {@code begun} is stored only if the
   * operation is pending and an attempt was begun under the same fence; one without, only if the
   * operation is pending and no attempt is under way. If a result without {@code begun} ends the
   * operation, the lane becomes due for the operations behind it.
   *
   * @return for each result whether it was stored; false if another node has taken the operation
   *     over, another result was stored first, or this one was stored by an earlier call
   */
  List<Boolean> record(List<Recorded> batch);

  /**
   * A result to store.
   *
   * @param operation the operation's new state
   * @param fence the fence of the lane under which the attempt was begun; 0 for a sync call
   * @param begun whether this is the result of an attempt that was under way
   * @param sent the requests that the attempt has sent, which are added to those of earlier
   *     attempts
   * @param past the past waits of the operation and how an unanswered attempt was settled, which
   *     are added to its history
   */
  record Recorded(
      ResourceOperation operation, long fence, boolean begun, List<Sent> sent, List<Past> past) {
    public Recorded {
      sent = List.copyOf(sent);
      past = List.copyOf(past);
    }

    public Recorded(ResourceOperation operation, long fence, boolean begun, List<Sent> sent) {
      this(operation, fence, begun, sent, List.of());
    }

    /** This result with another state of the operation. */
    public Recorded with(ResourceOperation other) {
      return new Recorded(other, fence, begun, sent, past);
    }

    /** A result without sent requests to keep. */
    public Recorded(ResourceOperation operation, long fence, boolean begun) {
      this(operation, fence, begun, List.of());
    }
  }

  /**
   * A request that an attempt has sent.
   *
   * @param attempt 1 for the first
   * @param at when the intent of its call was stored
   */
  record Sent(int attempt, Instant at, SentRequest request) {}

  /**
   * The most characters that are kept of the requests that an operation's attempts have sent; later
   * requests are dropped.
   */
  int SENT_KEPT = 65_536;

  /**
   * The requests that the attempts of an operation have sent, oldest first, as far as they are
   * kept. The requests of an attempt whose node died before it recorded a result are missing.
   */
  List<Sent> sent(OperationId id);

  /** The most characters that are kept of an operation's history; later parts are dropped. */
  int PAST_KEPT = 4_000;

  /**
   * The past waits of the operation, each with its reason, and the look-ups that settled its
   * outcome; oldest first, as far as they are kept. The first entry is its wait for an earlier
   * operation with the same order key, if there was one and it is over.
   */
  List<Past> past(OperationId id);

  /**
   * Ends a pending operation that was never begun, or whose attempts are all known not to have been
   * applied, and makes its lane due for the operations behind it.
   *
   * @param cancelled the operation in its new state
   * @param past what it waited for
   * @return false if the operation has ended, or if an attempt is under way or may have been
   *     applied
   */
  boolean cancel(OperationId id, ResourceOperation cancelled, List<Past> past);

  /** Cancels an operation that waited for nothing. */
  default boolean cancel(OperationId id, ResourceOperation cancelled) {
    return cancel(id, cancelled, List.of());
  }

  /**
   * Pending operations that are not begun and whose deadline has passed by the store's clock, at
   * most {@code limit}.
   */
  List<OperationId> expired(int limit);

  /**
   * Sync operations begun longer ago than {@code age} by the store's clock and not recorded, at
   * most {@code limit}.
   */
  List<OperationId> abandonedSync(Duration age, int limit);

  /**
   * The operations among these ids that wait for an earlier pending operation with the same order
   * key.
   */
  Set<OperationId> behind(Collection<OperationId> ids);

  /**
   * The number of pending operations, for metrics and limits.
   *
   * @param connection null for all connections
   */
  Backlog backlog(@Nullable ConnectionId connection);

  /** How many operations of the partner are pending, counted up to {@code limit}. */
  long pending(PartnerId partner, long limit);

  /**
   * A number of pending operations.
   *
   * @param oldest when the oldest pending operation was accepted; null if there is none
   */
  record Backlog(long pending, @Nullable Instant oldest) {}

  /**
   * Deletes operations that ended before a time, at most {@code limit} in one short transaction;
   * returns how many.
   */
  int prune(Instant before, int limit);

  /** Deletes idempotency keys made before a time, at most {@code limit}; returns how many. */
  int pruneKeys(Instant before, int limit);
}
