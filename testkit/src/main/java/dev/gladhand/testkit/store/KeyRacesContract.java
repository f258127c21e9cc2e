package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checks that an idempotency key makes only one operation, even if two calls that insert or delete
 * keys run at the same time. Every pair of such calls is tried with every earlier state of the
 * keys, each time with many keys.
 */
@Timeout(120)
public abstract class KeyRacesContract extends StoreContract {
  private static final int KEYS = 16;
  private static final int ROUNDS = 2;
  private static final Duration KEY_LIFE = Duration.ofHours(24);

  /** What the store has of the keys before the two concurrent calls begin. */
  private enum Known {
    NOTHING,
    /** The key is older than a day. */
    OLD_KEY,
    /** The key is young, and its operation was pruned. */
    NO_OPERATION,
    /** The key is young, and its operation has ended and may be pruned. */
    ENDED_OPERATION
  }

  /** One of the two concurrent calls, all of which use the same keys. */
  private enum Call {
    ADD_ALL,
    /**
     * Like {@link #ADD_ALL}, but the batch also has a key that the store already has, so that the
     * store looks up its keys before it inserts.
     */
    ADD_ALL_AND_A_KNOWN_KEY,
    ADD_EACH_SYNC,
    RETRY_EACH,
    PRUNE_KEYS,
    PRUNE_OPERATIONS;

    boolean adds() {
      return this != PRUNE_KEYS && this != PRUNE_OPERATIONS;
    }
  }

  private Connection connection;
  private IdempotencyKey knownKey;
  private Instant begin;
  private ResourceOperation message;
  private ResourceOperation syncMessage;
  private long made;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
    message = samples.message(connection);
    syncMessage = samples.syncMessage(connection);
    knownKey = key("known");
    begin = store.now();
    store.operations().add(List.of(new NewOperation(samples.message(connection), knownKey)));
  }

  private IdempotencyKey key(String name) {
    return Samples.key(connection.partner(), name, "hash");
  }

  @Test
  void newKeysMakeOneOperation() throws Exception {
    raceAll(Known.NOTHING);
  }

  @Test
  void keysOlderThanADayMakeOneOperation() throws Exception {
    raceAll(Known.OLD_KEY);
  }

  @Test
  void keysWhoseOperationWasPrunedMakeOneOperation() throws Exception {
    raceAll(Known.NO_OPERATION);
  }

  @Test
  void keysWhoseOperationIsBeingPrunedMakeOneOperation() throws Exception {
    raceAll(Known.ENDED_OPERATION);
  }

  private void raceAll(Known known) throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var first : Call.values()) {
        for (var second : Call.values()) {
          for (var round = 0; first.adds() && first.compareTo(second) <= 0 && round < ROUNDS; ) {
            race(known, first, second, round++, threads);
          }
        }
      }
    }
  }

  private void race(Known known, Call first, Call second, int round, ExecutorService threads)
      throws Exception {
    var name = known + ", " + first + " and " + second + ", " + round + "/";
    var keys = new ArrayList<IdempotencyKey>();
    for (var i = 0; i < KEYS; i++) {
      keys.add(key(name + i));
    }
    var before = prepare(known, keys);
    var together = new CyclicBarrier(2);
    var results = new ArrayList<List<AddResult>>();
    for (var done :
        threads.invokeAll(
            List.of(call(first, keys, together), call(second, keys.reversed(), together)))) {
      results.add(done.get());
    }
    if (second.adds()) {
      Collections.reverse(results.getLast());
    }
    for (var i = 0; i < KEYS; i++) {
      var made = new HashSet<OperationId>();
      var replayed = new HashSet<OperationId>();
      for (var ofCaller : results) {
        if (!ofCaller.isEmpty()) {
          switch (ofCaller.get(i)) {
            case AddResult.Added added -> made.add(added.operation().id());
            case AddResult.Replayed(var operation) -> replayed.add(operation.id());
            case AddResult.KeyReused() -> throw new AssertionError(name + i + " was reused");
          }
        }
      }
      if (known == Known.ENDED_OPERATION) {
        replayed.remove(before.get(i));
        assertTrue(made.size() <= 1, name + i + " made " + made);
        if (made.isEmpty()) {
          continue;
        }
      }
      assertEquals(1, made.size(), name + i + " made " + made);
      assertTrue(made.containsAll(replayed), name + i + " replayed " + replayed);
      assertEquals(Optional.of(made.iterator().next()), operationOf(keys.get(i)), name + i);
    }
  }

  private Optional<OperationId> operationOf(IdempotencyKey key) {
    return store
        .operations()
        .findByKey(key)
        .map(found -> ((AddResult.Replayed) found).operation().id());
  }

  /**
   * Brings the keys into this state; returns the operations that they made, which are none for
   * {@code NOTHING}.
   */
  private List<OperationId> prepare(Known known, List<IdempotencyKey> keys) {
    if (known == Known.NOTHING) {
      return List.of();
    }
    var at = known == Known.OLD_KEY ? begin.minus(KEY_LIFE).minusSeconds(3600) : begin;
    var batch = new ArrayList<NewOperation>();
    for (var key : keys) {
      batch.add(new NewOperation(another(syncMessage, at, null, begunAt(at)), key));
    }
    store.operations().add(batch);
    var operations = batch.stream().map(NewOperation::operation).toList();
    if (known != Known.OLD_KEY) {
      var transitions = samples.transitions();
      store
          .operations()
          .record(
              operations.stream()
                  .map(op -> transitions.after(op, Outcome.accepted(null), RepeatSafety.SAFE))
                  .map(ended -> new Recorded(ended, 0, true))
                  .toList());
    }
    if (known == Known.NO_OPERATION) {
      assertEquals(KEYS, pruneOperations());
    }
    return operations.stream().map(ResourceOperation::id).toList();
  }

  private int pruneOperations() {
    return store.operations().prune(begin.plus(KEY_LIFE), 10 * KEYS);
  }

  private static State begunAt(Instant at) {
    return new State.UnderWay(at, at, false, false);
  }

  private Callable<List<AddResult>> call(
      Call call, List<IdempotencyKey> keys, CyclicBarrier together) {
    var batch = new ArrayList<NewOperation>();
    for (var key : keys) {
      var operation =
          switch (call) {
            case ADD_EACH_SYNC -> another(syncMessage, begin, null, begunAt(begin));
            case RETRY_EACH -> another(message, begin, message.id(), message.state());
            case ADD_ALL, ADD_ALL_AND_A_KNOWN_KEY, PRUNE_KEYS, PRUNE_OPERATIONS ->
                another(message, begin, null, message.state());
          };
      batch.add(new NewOperation(operation, key));
    }
    var whole = new ArrayList<>(batch);
    whole.add(new NewOperation(another(message, begin, null, message.state()), knownKey));
    var operations = store.operations();
    return () -> {
      together.await();
      return switch (call) {
        case ADD_ALL -> new ArrayList<>(operations.add(batch));
        case ADD_ALL_AND_A_KNOWN_KEY ->
            new ArrayList<>(operations.add(whole).subList(0, keys.size()));
        case ADD_EACH_SYNC, RETRY_EACH -> {
          var results = new ArrayList<AddResult>();
          for (var one : batch) {
            results.addAll(operations.add(List.of(one)));
          }
          yield results;
        }
        case PRUNE_KEYS -> {
          operations.pruneKeys(begin.minus(KEY_LIFE), 10 * KEYS);
          yield List.of();
        }
        case PRUNE_OPERATIONS -> {
          pruneOperations();
          yield List.of();
        }
      };
    };
  }

  /**
   * A copy of the operation with a new id, the given time and state, and the operation that it
   * retries.
   */
  private ResourceOperation another(
      ResourceOperation like, Instant at, @Nullable OperationId retriedFrom, State state) {
    var id = like.id().value();
    return new ResourceOperation(
        new OperationId(new UUID(id.getMostSignificantBits(), Long.MIN_VALUE | 1L << 40 | made++)),
        at,
        at,
        like.partner(),
        like.connection(),
        like.tsp(),
        like.fleetRef(),
        like.mode(),
        like.type(),
        like.target(),
        like.payload(),
        state,
        like.mode() == Mode.SYNC ? 1 : 0,
        List.of(),
        like.progress(),
        List.of(),
        null,
        retriedFrom,
        null);
  }
}
