package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.testkit.tsp.FieldChecks.Trace;
import dev.gladhand.testkit.tsp.sample.TestJson;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields that an adapter delivers although no sample of the contract's test contains
 * them. Nothing checks to which place of the TSP's body such a field is written.
 */
final class SampleChecks {
  /**
   * How often the fields that a field requires are added, such as the unit of a quantity, because
   * they may require others.
   */
  private static final int MOST_OTHERS = 3;

  private final Trial trial;
  private final FieldChecks checks;

  SampleChecks(Trial trial) {
    this.trial = trial;
    this.checks = new FieldChecks(trial);
  }

  /**
   * The names of the fields that are delivered but are in no sample, by the kind of write; empty if
   * there are none.
   */
  Map<String, List<String>> unwritten() {
    var unwritten = new TreeMap<String, List<String>>();
    var kinds =
        trial.contract.samples().stream().collect(Collectors.groupingBy(SampleChecks::kind));
    kinds.forEach(
        (kind, samples) -> {
          var fields = new TreeSet<String>();
          samples.forEach(
              sample -> {
                for (var field : Payloads.shape(sample.resource(), sample.type()).fields()) {
                  if (samples.stream().noneMatch(other -> isWritten(other, field))
                      && !trial.contract.silent().contains(field)
                      && isDelivered(sample, field)) {
                    fields.add(field.name());
                  }
                }
              });
          if (!fields.isEmpty()) {
            unwritten.put(kind, List.copyOf(fields));
          }
        });
    return unwritten;
  }

  /**
   * The kind of a sample's write: its resource, its type, and the method and target of its first
   * call without the record's id.
   */
  private static String kind(TspSample sample) {
    var call = sample.calls().getFirst();
    var target = sample.target() == null ? "" : sample.target();
    return sample.resource().wire()
        + " "
        + sample.type().wire()
        + " by "
        + call.method()
        + " "
        + (target.isEmpty() ? call.target() : call.target().replace(target, "…"));
  }

  private static boolean isWritten(TspSample sample, Field<?> field) {
    var body = TestJson.object(sample.body());
    return body.get(field.name()) != null && !sample.notDelivered().contains(field.name());
  }

  /**
   * Whether some value of this field changes the requests of the sample's whole body, or of its
   * {@link #smallest} body.
   */
  private boolean isDelivered(TspSample sample, Field<?> field) {
    return isDelivered(sample, TestJson.object(sample.body()), field)
        || isDelivered(sample, smallest(sample), field);
  }

  /**
   * The sample's body without every field that its first call does not need. A field that is
   * present may keep the adapter from delivering another one.
   */
  private Map<String, @Nullable Object> smallest(TspSample sample) {
    var smallest = TestJson.object(sample.body());
    var call = call(checks.trace(sample, smallest));
    for (var name : List.copyOf(smallest.keySet())) {
      var value = smallest.remove(name);
      if (!call(checks.trace(sample, smallest)).equals(call)) {
        smallest.put(name, value);
      }
    }
    return smallest;
  }

  /** Method and URL of the first request; empty if there is none. */
  private static String call(Trace trace) {
    var first = trace.requests().isEmpty() ? "" : trace.requests().getFirst();
    return first.substring(0, Math.max(0, first.indexOf(" {")));
  }

  private boolean isDelivered(
      TspSample sample, Map<String, @Nullable Object> whole, Field<?> field) {
    var body = new LinkedHashMap<>(whole);
    body.remove(field.name());
    var bare = checks.trace(sample, body);
    return FieldValues.of(field, trial.contract.examples()).stream()
        .anyMatch(
            value -> {
              var trace = withOthers(sample, body, field, value);
              return !trace.refused()
                  && !trace.requests().equals(bare.requests())
                  && !trace.reports(field);
            });
  }

  /**
   * What the adapter makes of the body with this value of the field, and with values of the fields
   * that are then required.
   */
  private Trace withOthers(
      TspSample sample, Map<String, @Nullable Object> body, Field<?> field, Object value) {
    var more = new LinkedHashMap<>(body);
    more.put(field.name(), value);
    var trace = checks.trace(sample, more);
    for (var i = 0; i < MOST_OTHERS && trace.refused(); i++) {
      for (var fault : trace.faults()) {
        var other =
            Payloads.shape(sample.resource(), sample.type())
                .field(fault.path())
                .filter(needed -> fault.errorType().equals("required") && !needed.equals(field));
        other.ifPresent(
            needed ->
                more.put(
                    needed.name(), FieldValues.of(needed, trial.contract.examples()).getFirst()));
      }
      trace = checks.trace(sample, more);
    }
    return trace;
  }
}
