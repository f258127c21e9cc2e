package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.testkit.tsp.sample.ScriptedCalls;
import dev.gladhand.testkit.tsp.sample.TestJson;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks every field of a resource alone: it is delivered, reported, or refused, but never lost.
 */
final class FieldChecks {
  private static final int MOST_CALLS = 5;

  private final Trial trial;

  FieldChecks(Trial trial) {
    this.trial = trial;
  }

  /**
   * What an adapter makes of a body: either its faults, or the requests that it sends and the names
   * of the fields that it reports as not delivered.
   */
  record Trace(List<FieldFault> faults, List<String> requests, List<String> notDelivered) {
    boolean refused() {
      return !faults.isEmpty();
    }

    boolean reports(Field<?> field) {
      return notDelivered.stream()
          .anyMatch(path -> path.equals(field.name()) || path.startsWith(field.name() + "."));
    }
  }

  void samplesKeepTheRules(TspSample sample) {
    var trace = trace(sample, TestJson.object(sample.body()));
    assertEquals(List.of(), trace.faults(), () -> "the sample " + sample);
  }

  void losesNoField(TspSample sample) {
    var whole = TestJson.object(sample.body());
    for (var field : fields(sample)) {
      var base = without(sample, field);
      var bare = trace(sample, base);
      // The sample itself is compared if the field is required.
      var other = bare.refused() ? trace(sample, whole) : bare;
      var values = FieldValues.of(field, trial.contract.examples());
      var silent = new ArrayList<Object>();
      for (var value : values) {
        base.put(field.name(), value);
        var trace = trace(sample, base);
        if (trace.refused()) {
          namesItsFields(sample, trace);
        } else if (!(bare.refused() && value.equals(whole.get(field.name())))
            && trace.requests().equals(other.requests())
            && !trace.reports(field)) {
          silent.add(value);
        }
      }
      // One value of an enumeration may be the TSP's default.
      var spared = values.size() > 1 ? 1 : 0;
      assertTrue(
          silent.size() <= spared || trial.contract.silent().contains(field),
          () -> sample + " loses " + field + " without a word: " + silent);
    }
  }

  private static void namesItsFields(TspSample sample, Trace trace) {
    var shape = Payloads.shape(sample.resource(), OperationType.CREATE);
    for (var fault : trace.faults()) {
      var name = fault.path().split("\\.", 2)[0];
      assertTrue(
          name.isEmpty() || shape.field(name).isPresent(), () -> "a fault at no field: " + fault);
      assertFalse(fault.message().isBlank() || fault.errorType().isBlank(), fault::toString);
    }
  }

  /**
   * In an update, an absent field, null and a value must lead to different requests, unless null is
   * refused. In a create, null must be refused or treated as absent.
   */
  void tellsAbsentNullAndValueApart(TspSample sample) {
    for (var field : fields(sample)) {
      var body = without(sample, field);
      var absent = trace(sample, body);
      body.put(field.name(), null);
      var cleared = trace(sample, body);
      if (absent.refused() || trial.contract.silent().contains(field)) {
        continue;
      }
      if (sample.type() == OperationType.CREATE) {
        assertTrue(
            cleared.refused() || cleared.requests().equals(absent.requests()),
            () -> sample + " takes null in " + field + " for something");
        continue;
      }
      var delivered =
          FieldValues.of(field, trial.contract.examples()).stream()
              .map(value -> trace(sample, with(body, field, value)))
              .filter(trace -> !trace.refused() && !trace.requests().equals(absent.requests()))
              .toList();
      if (!delivered.isEmpty()) {
        assertTrue(
            cleared.refused() || !cleared.requests().equals(absent.requests()),
            () -> sample + " does nothing when " + field + " is cleared");
        assertTrue(
            delivered.stream().noneMatch(value -> value.requests().equals(cleared.requests())),
            () -> sample + " clears " + field + " by a value that can be set");
      }
    }
  }

  /**
   * Two decimals that differ only in their sixth decimal place must lead to different requests,
   * unless the adapter warns about the field or reports it as not delivered.
   */
  void roundsNothingInSilence(TspSample sample) {
    for (var field : fields(sample)) {
      if (!(field.type() instanceof NumberType.Decimal)) {
        continue;
      }
      var one =
          preview(sample, with(TestJson.object(sample.body()), field, new BigDecimal("7.123451")));
      var other =
          preview(sample, with(TestJson.object(sample.body()), field, new BigDecimal("7.123452")));
      if (one instanceof Translation.Ready(var first, var dropped, var warnings)
          && other instanceof Translation.Ready(var second, _, _)
          && !dropped.contains(field.name())
          && warnings.stream().noneMatch(warning -> warning.path().equals(field.name()))) {
        assertFalse(
            String.valueOf(first.shown()).equals(String.valueOf(second.shown())),
            () -> sample + " rounds " + field + " and does not say so");
      }
    }
  }

  private Translation preview(TspSample sample, Map<String, @Nullable Object> body) {
    var write = trial.write(sample, body, Trial.OPERATION);
    var faults = new Faults();
    trial
        .writer(sample)
        .rules(write.settings())
        .forEach(rule -> rule.check(write.payload().fields(), Set.of(), faults));
    return faults.none() ? trial.preview(sample, write) : new Translation.Faulty(faults.list());
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> body, Field<?> field, Object value) {
    var more = new LinkedHashMap<>(body);
    more.put(field.name(), value);
    return more;
  }

  private static Iterable<Field<?>> fields(TspSample sample) {
    return Payloads.shape(sample.resource(), sample.type()).fields();
  }

  private static Map<String, @Nullable Object> without(TspSample sample, Field<?> field) {
    var body = TestJson.object(sample.body());
    body.remove(field.name());
    return body;
  }

  Trace trace(TspSample sample, Map<String, @Nullable Object> body) {
    var calls = new ScriptedCalls(sample, Trial.OPERATION);
    var writer = trial.writer(trial.adapter(calls), sample);
    Write<Payload> write = trial.write(sample, body, Trial.OPERATION);
    var faults = new Faults();
    var rules = new ArrayList<>(Payloads.shape(sample.resource(), sample.type()).rules());
    rules.addAll(writer.rules(write.settings()));
    rules.forEach(rule -> rule.check(write.payload().fields(), Set.of(), faults));
    if (!faults.none()) {
      return new Trace(faults.list(), List.of(), List.of());
    }
    return switch (writer.translate(write)) {
      case Translation.Faulty(var found) -> {
        assertFalse(found.isEmpty(), "faulty without a fault");
        yield new Trace(found, List.of(), List.of());
      }
      case Translation.Ready(_, var notDelivered, _) -> {
        var dropped = new ArrayList<>(notDelivered);
        dropped.addAll(run(sample, writer, write));
        yield new Trace(List.of(), calls.made(), dropped);
      }
    };
  }

  /**
   * Makes the calls of the write until one ends it, at most {@code MOST_CALLS}; returns the fields
   * that its success reports as not delivered.
   */
  private List<String> run(
      TspSample sample, dev.gladhand.domain.tsp.Writer<Payload> writer, Write<Payload> first) {
    var write = first;
    for (var i = 0; i < MOST_CALLS; i++) {
      switch (writer.send(write, trial.access(sample, Trial.PATIENT))) {
        case Outcome.Accepted(_, var notDelivered, _) -> {
          return notDelivered;
        }
        case Outcome.Progressed(var progress) -> write = write.at(progress);
        case Outcome.Rejected _, Outcome.Throttled _ -> {
          return List.of();
        }
      }
    }
    return List.of();
  }
}
