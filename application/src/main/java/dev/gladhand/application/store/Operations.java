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
 * The operations, which are also the queue. Every method is one transaction of its own, blocks, may
 * be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface Operations {

  /**
   * Stores a batch: for each, the operation, its idempotency key, its {@code created} event, and
   * for async ones the wake-up of the lane (locks the rows of the lanes in the order of their ids,
   * so that no wake-up is lost). All or none of the batch is durable on disk when this returns. An
   * operation whose key is known is not stored; two in one batch with the same key make one. Adding
   * the same operation id again changes nothing and answers {@code Added}, so that a caller may
   * repeat after a lost commit.
   *
   * @return one result for each, in the order given
   */
  List<AddResult> add(List<NewOperation> batch);

  /** An operation to store, and the caller's key where one was sent. */
  record NewOperation(ResourceOperation operation, @Nullable IdempotencyKey key) {}

  /**
   * A caller's key, in its scope.
   *
   * @param scope method and path
   * @param bodyHash what the body came to; the same key with another hash is a misuse
   */
  record IdempotencyKey(PartnerId partner, String scope, String key, String bodyHash) {}

  /** What became of one addition. */
  sealed interface AddResult {
    /**
     * Stored, now or by an earlier call with the same id.
     *
     * @param lane as it was then; null where nothing is to be said of it
     * @param behind whether an earlier one of its order key goes first
     */
    record Added(ResourceOperation operation, @Nullable LaneSeen lane, boolean behind)
        implements AddResult {
      public Added(ResourceOperation operation) {
        this(operation, null, false);
      }
    }

    /** The key was used before with the same body: that operation, as it is now. */
    record Replayed(ResourceOperation operation) implements AddResult {}

    /** The key was used before with another body. */
    record KeyReused() implements AddResult {}
  }

  /**
   * What a lane's row says to who adds to it, at no further cost.
   *
   * @param holder the node that will look for more by itself, or null
   * @param memory see {@link LaneLeases.Release#left}
   */
  record LaneSeen(@Nullable String holder, @Nullable String parked, @Nullable String memory) {
    /** Null where there is nothing to see. */
    public static @Nullable LaneSeen of(
        @Nullable String holder, @Nullable String parked, @Nullable String memory) {
      return holder == null && parked == null && memory == null
          ? null
          : new LaneSeen(holder, parked, memory);
    }
  }

  /** The operation that a key of the last 24 hours made. */
  Optional<AddResult> findByKey(IdempotencyKey key);

  /** What {@link #findByKey} says of each of these keys that is known; one read for all. */
  default Map<IdempotencyKey, AddResult> findByKeys(Collection<IdempotencyKey> keys) {
    var found = new HashMap<IdempotencyKey, AddResult>();
    keys.forEach(key -> findByKey(key).ifPresent(result -> found.put(key, result)));
    return found;
  }

  Optional<ResourceOperation> find(OperationId id);

  /** Those of the ids that there are. */
  default Map<OperationId, ResourceOperation> findAll(Collection<OperationId> ids) {
    var found = new HashMap<OperationId, ResourceOperation>();
    ids.forEach(id -> find(id).ifPresent(operation -> found.put(id, operation)));
    return found;
  }

  /** So long an operation may be, as it is stored, to be one of {@link #findShort}. */
  int SHORT_BYTES = 4 * 1024;

  /** Those of the ids that there are and that are short: many of them take little memory. */
  default Map<OperationId, ResourceOperation> findShort(Collection<OperationId> ids) {
    var found = new HashMap<>(findAll(ids));
    found.values().removeIf(one -> Payloads.storedBytes(one.payload()) > SHORT_BYTES);
    return found;
  }

  /**
   * Tells of those of the ids that there are, without having much of them in memory at once: first
   * the short ones, then each of the others by itself.
   */
  default void read(Collection<OperationId> ids, Consumer<ResourceOperation> each) {
    var read = findShort(ids);
    read.values().forEach(each);
    ids.stream().filter(id -> !read.containsKey(id)).forEach(id -> find(id).ifPresent(each));
  }

  Optional<ResourceOperation> find(PartnerId partner, ConnectionId connection, OperationId id);

  /** A page, by id. Its cost does not grow with its depth. */
  List<ResourceOperation> list(OperationQuery query);

  /**
   * A search for a text, in letters of either case, in what the attempts of operations were
   * answered.
   *
   * @param query which operations are looked at, and how many are found at most
   * @param most how many of them are looked at, from the query's page on: the bound of its cost
   */
  record ErrorSearch(OperationQuery query, String text, int most) {
    public ErrorSearch {
      if (text.isEmpty() || most < 1) {
        throw new IllegalArgumentException("nothing to look for, or nowhere");
      }
    }

    /** Whether this is one of those looked for. */
    public boolean matches(ResourceOperation operation) {
      var wanted = text.toLowerCase(Locale.ROOT);
      return operation.log().stream()
          .map(attempt -> attempt.errorDetails())
          .anyMatch(told -> told != null && told.toLowerCase(Locale.ROOT).contains(wanted));
    }
  }

  /**
   * What was found, in the query's order.
   *
   * @param last the last one that was looked at, behind which the search goes on; null where there
   *     is no further one
   */
  record Found(List<ResourceOperation> operations, @Nullable OperationId last) {
    public Found {
      operations = List.copyOf(operations);
    }
  }

  /** Operations that tell of an error with this text, as far as the search's bound reaches. */
  default Found search(ErrorSearch search) {
    var looked = list(search.query().sized(search.most() + 1));
    var within = looked.subList(0, Math.min(search.most(), looked.size()));
    var found = within.stream().filter(search::matches).limit(search.query().size()).toList();
    var full = found.size() == search.query().size();
    var last = full ? found.getLast() : within.isEmpty() ? null : within.getLast();
    return new Found(found, last == null || last.equals(looked.getLast()) ? null : last.id());
  }

  /** The ids of the same page, with their connections: they take little memory. */
  List<Listed> listIds(OperationQuery query);

  /** An operation in a list of ids. */
  record Listed(OperationId id, ConnectionId connection) {}

  /**
   * Operations of a connection whose last attempt began at or after a time, and more than 23 hours
   * after they were accepted; by when it began, at most {@code limit}. What was begun earlier after
   * it was accepted is found by {@link #list}.
   */
  List<OperationId> begunLate(ConnectionId connection, Instant from, int limit);

  /** How many operations the query's filters match, whatever its page. */
  long count(OperationQuery query);

  /**
   * What a holder of lanes may work on next: for each lane the pending operations that are due, by
   * (due, id), leaving out those behind an earlier pending one with the same order key; and in any
   * case those that an earlier holder began and did not record (begun under an older fence). Where
   * the connection's {@code on_failure} is to skip, one in back-off lets those behind it by; once
   * let by they stay so. Its cost does not grow with what waits. A lane's window ends as well
   * before the operation with which its payloads, as they are stored, would be longer than {@link
   * #WINDOW_BYTES}; one operation it has in any case.
   *
   * @param perLane how many operations a lane at most
   */
  Map<ConnectionId, LaneWindow> window(Collection<LaneLease<ConnectionId>> lanes, int perLane);

  /** Of the payloads in one lane's window: as much as one payload may take. */
  long WINDOW_BYTES = Payloads.MOST_BYTES;

  /**
   * @param more whether there may be more than this
   */
  record LaneWindow(List<ResourceOperation> operations, boolean more) {
    public static final LaneWindow EMPTY = new LaneWindow(List.of(), false);

    public LaneWindow {
      operations = List.copyOf(operations);
    }
  }

  /**
   * Stores the intent of attempts, before the first byte leaves. For each: only if the operation is
   * still pending, not begun, as many attempts old as given, and the lane still held under this
   * fence with its lease running by the store's clock.
   *
   * @return for each whether it may be sent now
   */
  List<Boolean> begin(List<Begin> batch);

  /**
   * @param operation as it is after {@code Transitions.begin}
   * @param lease the lane it is held under; null for a sync call, which is in no lane
   */
  record Begin(ResourceOperation operation, @Nullable LaneLease<ConnectionId> lease) {}

  /**
   * Takes over what an earlier holder began and did not record: puts this fence on it, so that the
   * earlier holder can record nothing any more.
   *
   * @return for each whether it is ours now
   */
  List<Boolean> takeOver(List<Begin> batch);

  /**
   * Stores what attempts came to: the operation's new state, its log, its place in the reference
   * map and its event, in one transaction. For each: only if the operation is pending and begun
   * under this fence (or, where {@code begun} is false, pending and not begun: what waits behind
   * one that ends so makes its lane due).
   *
   * @return for each whether it was stored; false when somebody else decided first, or when the
   *     same was stored before
   */
  List<Boolean> record(List<Recorded> batch);

  /**
   * @param operation as it is now
   * @param fence of the lane it was begun under; 0 for a sync call
   * @param begun whether an attempt was under way
   * @param sent what the attempt has sent, to be kept beside what earlier ones have
   * @param past what it went through before, likewise
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

    /** The same of another state of the operation. */
    public Recorded with(ResourceOperation other) {
      return new Recorded(other, fence, begun, sent, past);
    }

    /** Of what sent nothing, or nothing that is kept. */
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

  /** Characters that are kept of what an operation's attempts have sent: later ones are dropped. */
  int SENT_KEPT = 65_536;

  /**
   * What the attempts of an operation have sent, oldest first, as far as it is kept. None of an
   * attempt that its node did not live to record.
   */
  List<Sent> sent(OperationId id);

  /** Characters that are kept of what an operation went through: what came later is dropped. */
  int PAST_KEPT = 4_000;

  /**
   * What the operation went through, oldest first, as far as it is kept: what its results told, and
   * before that its wait for an earlier operation with the same order key, if it is over.
   */
  List<Past> past(OperationId id);

  /**
   * Ends a pending operation that was never begun, or whose every attempt is known not to have been
   * applied; makes its lane due for what waits behind it.
   *
   * @param past what it went through
   */
  boolean cancel(OperationId id, ResourceOperation cancelled, List<Past> past);

  /** The same of one that waited for nothing. */
  default boolean cancel(OperationId id, ResourceOperation cancelled) {
    return cancel(id, cancelled, List.of());
  }

  /**
   * Pending operations that are not begun and whose deadline passed by the store's clock, at most
   * {@code limit}.
   */
  List<OperationId> expired(int limit);

  /**
   * Sync operations begun longer ago than {@code age} by the store's clock and not recorded, at
   * most {@code limit}.
   */
  List<OperationId> abandonedSync(Duration age, int limit);

  /** Those of the ids that wait for an earlier pending operation with the same order key. */
  Set<OperationId> behind(Collection<OperationId> ids);

  /** How much is pending: for metrics and limits. */
  Backlog backlog(@Nullable ConnectionId connection);

  /** How many operations of the partner are pending, counted up to {@code limit}. */
  long pending(PartnerId partner, long limit);

  /**
   * @param oldest when the oldest pending operation was accepted; null when none is
   */
  record Backlog(long pending, @Nullable Instant oldest) {}

  /**
   * Deletes terminal operations that ended before, at most {@code limit} in one short transaction;
   * how many went.
   */
  int prune(Instant before, int limit);

  /** Deletes idempotency keys made before, at most {@code limit}; how many went. */
  int pruneKeys(Instant before, int limit);
}
