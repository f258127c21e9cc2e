package dev.gladhand.application.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Measurements;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.engine.DeliverWrite;
import dev.gladhand.application.engine.Engine;
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

/**
 * Accepts many async writes of one partner, one part of them at a time. The writes of a part are
 * checked one by one and stored in one transaction, so that writes of one record or message thread
 * keep their order. Blocks; may be called from any thread that may block; throws {@link
 * StoreUnavailable}.
 */
public final class AcceptBulk {
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
  public List<Answer<WriteResult>> accept(List<WriteCommand> part) {
    var stopping = check.stopping();
    if (stopping.isPresent()) {
      return part.stream().map(_ -> Answer.<WriteResult>refused(stopping.get())).toList();
    }
    var known = known(part);
    var asked = part.stream().map(command -> asked(command, known)).toList();
    var toStore = asked.stream().flatMap(Asked::toStore).toList();
    toStore.stream()
        .map(NewOperation::operation)
        .forEach(one -> limits.addressed(one.partner(), one.payload().recipients().size()));
    var added = added(toStore);
    var replayed = replayed(asked, added);
    var answers = new ArrayList<Answer<WriteResult>>();
    for (var i = 0; i < part.size(); i++) {
      answers.add(
          switch (asked.get(i)) {
            case Asked.Answered(var answer) -> answer;
            case Asked.Known(var result) -> answer(part.get(i), result, replayed);
            case Asked.New(var operation) ->
                answer(part.get(i), Objects.requireNonNull(added.get(operation)), replayed);
          });
    }
    return answers;
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
    waits.show(before).forEach(view -> views.put(view.id(), view));
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

  private Map<NewOperation, AddResult> added(List<NewOperation> batch) {
    var results = new IdentityHashMap<NewOperation, AddResult>();
    if (batch.isEmpty()) {
      return results;
    }
    try {
      put(batch, operations.add(batch), results);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        throw e;
      }
      // One of the writes cannot be stored. Each is tried alone, in order, so that the others are
      // stored.
      for (var one : batch) {
        put(List.of(one), operations.add(List.of(one)), results);
      }
    }
    return results;
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

  private Answer<WriteResult> answer(
      WriteCommand command, AddResult result, Map<OperationId, OperationView> replayed) {
    return switch (result) {
      case AddResult.KeyReused() -> Answer.refused(StoredWrites.keyReused(command));
      case AddResult.Added added -> Answer.ok(new WriteResult.Stored(waits.accepted(added), false));
      case AddResult.Replayed(var before) ->
          Answer.ok(
              new WriteResult.Stored(Objects.requireNonNull(replayed.get(before.id())), true));
    };
  }
}
