package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.engine.DeliverWrite;
import dev.gladhand.application.engine.Engine;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.WhyItWaits;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts many async writes of one partner, one part of them at a time. The writes of a part are
 * checked one by one and stored in one transaction, so that writes of one record or message thread
 * keep their order. Blocks; may be called from any thread that may block; throws {@link
 * StoreUnavailable}, but not once a write of the part is known to be stored.
 */
public final class AcceptBulk {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptBulk.class);

  /** How many writes are usually stored in one transaction. */
  public static final int PART = 500;

  private final CheckWrite check;
  private final Operations operations;
  private final Engine engine;
  private final WhyItWaits waits;
  private final PartnerLimits limits;
  private final Measurements measurements;
  private final DeliverWrite deliver;

  public AcceptBulk(
      CheckWrite check,
      Operations operations,
      Engine engine,
      WhyItWaits waits,
      PartnerLimits limits,
      Measurements measurements,
      DeliverWrite deliver) {
    this.check = check;
    this.operations = operations;
    this.engine = engine;
    this.waits = waits;
    this.limits = limits;
    this.measurements = measurements;
    this.deliver = deliver;
  }

  /**
   * Admits this many writes, which count against the partner's limits until {@link #ended} is
   * called for them; or admits none and returns why. Empty if they are admitted.
   */
  public Optional<Refusal> admit(PartnerId partner, int writes) {
    return limits.admit(partner, writes);
  }

  /** Reports that this many of the admitted writes were accepted, or will not be. */
  public void ended(PartnerId partner, int writes) {
    limits.ended(partner, writes);
  }

  /**
   * Accepts the writes of an admitted part and returns their results in the order of the writes. An
   * operation in a {@link WriteResult.Stored} is durable.
   */
  public List<BulkResult> accept(List<WriteCommand> part) {
    var stopping = check.stopping();
    if (stopping.isPresent()) {
      var refused = new BulkResult.Answered(Answer.refused(stopping.get()));
      return part.stream().<BulkResult>map(_ -> refused).toList();
    }
    var known = known(part);
    var asked = part.stream().map(command -> asked(command, known)).toList();
    var toStore = asked.stream().flatMap(Asked::toStore).toList();
    toStore.stream()
        .map(NewOperation::operation)
        .forEach(one -> limits.addressed(one.partner(), one.payload().recipients().size()));
    var stored = stored(toStore);
    var replayed = replayed(asked, stored.added);
    var results = new ArrayList<BulkResult>();
    for (var i = 0; i < part.size(); i++) {
      var command = part.get(i);
      results.add(
          switch (asked.get(i)) {
            case Asked.Answered(var answer) -> new BulkResult.Answered(answer);
            case Asked.Known(var result) -> answered(command, result, replayed);
            case Asked.New(var operation) -> {
              var failure = stored.failed.get(operation);
              yield failure != null
                  ? new BulkResult.Failed(failure)
                  : answered(
                      command, Objects.requireNonNull(stored.added.get(operation)), replayed);
            }
          });
    }
    return results;
  }

  /** Reads the present views of the operations that earlier requests made, all together. */
  private Map<OperationId, OperationView> replayed(
      List<Asked> asked, Map<NewOperation, AddResult> added) {
    var results = new ArrayList<>(added.values());
    for (var one : asked) {
      if (one instanceof Asked.Known(var result)) {
        results.add(result);
      }
    }
    var before = new ArrayList<ResourceOperation>();
    for (var result : results) {
      if (result instanceof AddResult.Replayed(var operation)) {
        before.add(operation);
      }
    }
    var views = new HashMap<OperationId, OperationView>();
    waits.showAnyway(before).forEach(view -> views.put(view.id(), view));
    return views;
  }

  /**
   * What has become of a write before its part is stored: it has its answer, an earlier request
   * with its key has a result, or there is an operation to store.
   */
  private sealed interface Asked {
    record Answered(Answer<WriteResult> answer) implements Asked {}

    record Known(AddResult result) implements Asked {}

    record New(NewOperation operation) implements Asked {}

    default Stream<NewOperation> toStore() {
      return this instanceof New(var operation) ? Stream.of(operation) : Stream.empty();
    }
  }

  private Map<IdempotencyKey, AddResult> known(List<WriteCommand> part) {
    var keys =
        part.stream()
            .filter(command -> !command.manner().dry())
            .map(StoredWrites::key)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    return keys.isEmpty() ? Map.of() : operations.findByKeys(keys);
  }

  private Asked asked(WriteCommand command, Map<IdempotencyKey, AddResult> known) {
    return switch (CheckWrite.shape(command)) {
      case Answer.Refused<CheckWrite.Body>(var refusal) ->
          new Asked.Answered(Answer.refused(refusal));
      case Answer.Ok<CheckWrite.Body>(var body) -> {
        var key = command.manner().dry() ? null : StoredWrites.key(command);
        var before = key == null ? null : known.get(key);
        if (before != null) {
          yield new Asked.Known(before);
        }
        yield switch (check.check(command, body)) {
          case Answer.Refused<CheckedWrite>(var refusal) ->
              new Asked.Answered(Answer.refused(refusal));
          case Answer.Ok<CheckedWrite>(var checked) ->
              command.manner().dry()
                  ? new Asked.Answered(checked.shown(deliver))
                  : new Asked.New(new NewOperation(check.waiting(command, checked), key));
        };
      }
    };
  }

  /** The results of the operations that were stored or found, and why the others failed. */
  private record Stored(
      Map<NewOperation, AddResult> added, Map<NewOperation, RuntimeException> failed) {}

  private Stored stored(List<NewOperation> batch) {
    var stored = new Stored(new IdentityHashMap<>(), new IdentityHashMap<>());
    if (batch.isEmpty()) {
      return stored;
    }
    List<AddResult> together;
    try {
      together = operations.add(batch);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // One of the writes cannot be stored. Each is tried alone, in order, so that the others are
      // stored.
      LOG.error("the writes of a part of a bulk request cannot be stored together", e);
      if (batch.size() == 1) {
        stored.failed.put(batch.getFirst(), e);
      } else {
        storeEach(batch, stored);
      }
      return stored;
    }
    put(batch, together, stored.added);
    return stored;
  }

  /**
   * Stores each of the operations in a transaction of its own. If the store is lost, the operations
   * after that are not tried, so that they are not stored out of order.
   */
  private void storeEach(List<NewOperation> batch, Stored stored) {
    for (var i = 0; i < batch.size(); i++) {
      var alone = batch.subList(i, i + 1);
      List<AddResult> result;
      try {
        result = operations.add(alone);
      } catch (StoreUnavailable e) {
        stored.failed.put(batch.get(i), e);
        var untried = new StoreUnavailable("the store was lost before this was tried", false, e);
        batch.subList(i + 1, batch.size()).forEach(later -> stored.failed.put(later, untried));
        return;
      } catch (RuntimeException e) {
        LOG.error("a write of a bulk request cannot be stored: {}", Traces.of(e));
        stored.failed.put(batch.get(i), e);
        continue;
      }
      put(alone, result, stored.added);
    }
  }

  private void put(
      List<NewOperation> batch, List<AddResult> stored, Map<NewOperation, AddResult> results) {
    for (var i = 0; i < batch.size(); i++) {
      results.put(batch.get(i), stored.get(i));
      if (stored.get(i) instanceof AddResult.Added added) {
        var operation = added.operation();
        measurements.accepted(operation.tsp(), operation.resource(), Mode.ASYNC);
        engine.accepted(operation.connection(), added.lane());
      }
    }
  }

  private BulkResult answered(
      WriteCommand command, AddResult result, Map<OperationId, OperationView> replayed) {
    return new BulkResult.Answered(
        switch (result) {
          case AddResult.KeyReused() -> Answer.refused(StoredWrites.keyReused(command));
          case AddResult.Added added ->
              Answer.ok(new WriteResult.Stored(waits.accepted(added), false));
          case AddResult.Replayed(var before) ->
              Answer.ok(
                  new WriteResult.Stored(Objects.requireNonNull(replayed.get(before.id())), true));
        });
  }
}
