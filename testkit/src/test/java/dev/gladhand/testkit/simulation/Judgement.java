package dev.gladhand.testkit.simulation;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.record.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares what partners were told with what the provider has done. */
final class Judgement {
  private static final int MOST_ATTEMPTS = 5;
  private static final double LATE_SECONDS = 2.5;

  /** What a call may take on its way, and the time of the store on its way to a node. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(90);

  private final Scenario scenario;
  private final List<String> faults = new ArrayList<>();
  private final Map<UUID, List<SimulatedTsp.Applied>> applied = new HashMap<>();

  Judgement(Scenario scenario) {
    this.scenario = scenario;
    for (var one : scenario.tsp.applied) {
      applied.computeIfAbsent(one.operation(), _ -> new ArrayList<>()).add(one);
    }
  }

  List<String> faults() {
    faults.addAll(scenario.wrong);
    var order = new HashMap<String, List<Scenario.Wish>>();
    for (var wish : scenario.wishes) {
      if (wish.operation == null) {
        continue;
      }
      var stored = scenario.store.operations().find(wish.operation);
      if (stored.isEmpty()) {
        faults.add("lost: " + wish.operation);
        continue;
      }
      one(wish, stored.get());
      if (stored.get().mode() == Mode.ASYNC) {
        stored
            .get()
            .orderKey()
            .ifPresent(
                key ->
                    order
                        .computeIfAbsent(wish.connection.id() + key, _ -> new ArrayList<>())
                        .add(wish));
      }
    }
    applied.forEach(this::once);
    order.values().forEach(this::order);
    scenario.connections.values().forEach(this::limits);
    events();
    return faults;
  }

  private void one(Scenario.Wish wish, ResourceOperation op) {
    var did = applied.getOrDefault(op.id().value(), List.of());
    switch (op.state()) {
      case State.Pending pending ->
          faults.add(
              "never ended: %s %s of %s, lane %s"
                  .formatted(
                      op.id(), pending, op.mode(), scenario.store.lanes().status(op.connection())));
      case State.Succeeded _ -> {
        if (did.isEmpty() && op.retriedFrom() == null) {
          faults.add("told applied, was not: " + op.id());
        }
        if (op.resource() == Resource.MESSAGE && op.retriedFrom() == null) {
          for (var recipient : op.payload().recipients()) {
            if (!scenario.tsp.has(op.id().value(), String.valueOf(recipient.source()))) {
              faults.add("told delivered, was not: " + op.id() + " to " + recipient.source());
            }
          }
        }
      }
      case State.Failed(var verdict) -> {
        // Of a write in several calls, or to several recipients, a part may have been applied.
        var whole = op.resource() != Resource.USER && op.payload().recipients().size() < 2;
        if (verdict == Verdict.NOT_APPLIED && whole && !did.isEmpty()) {
          faults.add("told not applied, was: " + op);
        }
      }
    }
    if (wish.cancelled && !did.isEmpty()) {
      faults.add("cancelled, but sent: " + op);
    }
    if (op.expiresAt() != null
        && scenario.tsp.calls.stream()
            .filter(call -> call.operation().equals(op.id().value()))
            .map(call -> Scenario.BEGIN.plusNanos(call.at()))
            .anyMatch(op.expiresAt().plus(ON_THE_WAY)::isBefore)) {
      faults.add("sent after its deadline: " + op);
    }
    if (op.attempts() > MOST_ATTEMPTS) {
      faults.add("too many attempts: " + op);
    }
    if (op.resource() == Resource.VEHICLE || op.resource() == Resource.TRAILER) {
      var calls = scenario.tsp.callsOf.getOrDefault(op.id().value(), 0);
      if (calls > op.attempts()) {
        faults.add(calls + " calls, but " + op.attempts() + " attempts: " + op);
      }
    }
    if (wish.endedAs != null && op.terminal()) {
      var now = op.state() instanceof State.Succeeded ? "success" : "failed";
      if (!now.equals(wish.endedAs)) {
        faults.add("told " + wish.endedAs + ", is " + now + ": " + op.id());
      }
    }
  }

  private void once(UUID id, List<SimulatedTsp.Applied> did) {
    var op = scenario.store.operations().find(new OperationId(id));
    if (op.isEmpty()) {
      faults.add("applied, but not in the store: " + id);
      return;
    }
    if (op.get().resource() == Resource.VEHICLE) {
      return;
    }
    var parts = did.stream().map(SimulatedTsp.Applied::part).toList();
    if (parts.stream().distinct().count() != parts.size()) {
      faults.add("applied twice: " + parts + " of " + op.get());
    }
  }

  private void order(List<Scenario.Wish> wishes) {
    if (wishes.getFirst().connection.settings().get(Settings.ON_FAILURE)
        == Settings.OnFailure.SKIP) {
      return;
    }
    for (var first : wishes) {
      for (var second : wishes) {
        if (first.toldAt + 50_000_000 < second.askedAt) {
          var last = times(first).max().orElse(Long.MIN_VALUE);
          var next = times(second).min().orElse(Long.MAX_VALUE);
          if (last >= next) {
            faults.add("out of order: " + first.operation + " after " + second.operation);
          }
        }
      }
    }
  }

  private java.util.stream.LongStream times(Scenario.Wish wish) {
    var id = wish.operation;
    return id == null
        ? java.util.stream.LongStream.empty()
        : applied.getOrDefault(id.value(), List.of()).stream().mapToLong(SimulatedTsp.Applied::at);
  }

  /** In any stretch of time no more calls than the limit gives, and one second's worth at once. */
  private void limits(Connection connection) {
    var limit = connection.settings().get(Settings.RATE_LIMIT);
    if (limit == null || limit.get(Settings.PER_SECOND) == null) {
      return;
    }
    var rate = limit.get(Settings.PER_SECOND).doubleValue();
    var times =
        scenario.tsp.calls.stream()
            .filter(call -> call.connection().equals(connection.id()))
            .mapToLong(SimulatedTsp.Call::at)
            .sorted()
            .toArray();
    for (var from = 0; from < times.length; from++) {
      for (var to = from; to < times.length; to++) {
        var seconds = (times[to] - times[from]) / 1e9;
        if (to - from + 1 > (seconds + LATE_SECONDS) * rate + rate + 1) {
          faults.add(
              "too fast: " + (to - from + 1) + " calls in " + seconds + " s at " + rate + "/s");
          return;
        }
      }
    }
  }

  private void events() {
    var created = new HashMap<OperationId, Integer>();
    var ended = new HashMap<OperationId, Integer>();
    for (var event : scenario.store.events()) {
      var id = event.operation();
      if (id != null) {
        (event.name().endsWith(".created") ? created : ended).merge(id, 1, Integer::sum);
      }
    }
    created.forEach((id, times) -> exactlyOnce("created", id, times));
    ended.forEach((id, times) -> exactlyOnce("ended", id, times));
  }

  private void exactlyOnce(String what, OperationId id, int times) {
    if (times != 1) {
      faults.add(what + " was told " + times + " times of " + id);
    }
  }
}
