package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.FakeTsp;
import dev.gladhand.testkit.tsp.sample.Reaction;
import dev.gladhand.testkit.tsp.sample.Received;
import dev.gladhand.testkit.tsp.sample.TestJson;
import dev.gladhand.testkit.tsp.sample.TspSample;
import dev.gladhand.tsp.kit.call.OutboundCalls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The adapter under test with a fake TSP, using the real outbound client. */
final class Trial implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");
  static final UUID OPERATION = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");
  static final Duration PATIENT = Duration.ofSeconds(10);

  /**
   * The time-out for calls that either end at once or never end; long enough for a busy machine.
   */
  static final Duration BRISK = Duration.ofSeconds(2);

  /** The time-out for calls that get no answer; long enough to send the request first. */
  static final Duration HASTY = Duration.ofMillis(600);

  static final ConnectionId CONNECTION = ConnectionId.of("01900000-0000-7000-8000-000000000001");

  final TspAdapterContract contract;
  final FakeTsp tsp = new FakeTsp();
  final TspAdapter adapter;
  final Credentials credentials;
  private final OutboundClient client;

  Trial(TspAdapterContract contract) {
    this.contract = contract;
    knows(contract.samples());
    this.client =
        new OutboundClient(
            new TargetPolicy(new AllowedTargets(Set.of(tsp.hostAndPort()))),
            OutboundSettings.defaults());
    this.adapter = adapter(new OutboundCalls(client, Duration.ofSeconds(5)));
    var faults = new Faults();
    this.credentials = adapter.credentials().read(TestJson.object(contract.credentials()), faults);
    assertTrue(faults.none(), () -> "the contract's credentials: " + faults.list());
  }

  /**
   * From now on, the fake TSP answers every read of a fact on which one of the samples depends,
   * whatever its other answers are.
   */
  private void knows(List<TspSample> samples) {
    var facts = samples.stream().flatMap(sample -> sample.facts().stream()).toList();
    tsp.asides(
        request ->
            facts.stream()
                .filter(fact -> fact.isAskedBy(request.method(), request.target(), request.text()))
                .findFirst()
                .map(fact -> fact.reaction(OPERATION))
                .orElse(null));
  }

  /** A new adapter without cached facts. */
  TspAdapter another() {
    return adapter(new OutboundCalls(client, Duration.ofSeconds(5)));
  }

  /**
   * From now on, the fake TSP treats a read of a fact on which a sample depends like any other
   * call.
   */
  void knowsNothing() {
    tsp.asides(_ -> null);
  }

  /**
   * From now on, the fake TSP reacts in this way to every read of a fact on which the sample
   * depends.
   */
  void withoutFacts(TspSample sample, Reaction reaction) {
    tsp.asides(
        request ->
            sample.facts().stream()
                    .anyMatch(
                        fact -> fact.isAskedBy(request.method(), request.target(), request.text()))
                ? reaction
                : null);
  }

  /** The result of a dry run. */
  Translation preview(TspSample sample, Write<Payload> write) {
    var shown = writer(sample).preview(write, () -> access(sample, PATIENT));
    return shown instanceof Translation.Ready ready
        ? ready.signedBy(adapter.secretHeaders(credentials))
        : shown;
  }

  /**
   * A new adapter of the same kind whose calls are answered by {@code calls}; its clock stands
   * still at {@link #NOW}, and its random numbers are always the same.
   */
  TspAdapter adapter(TspCalls calls) {
    return contract
        .factory()
        .create(new TspRuntime(calls, InstantSource.fixed(NOW), new Random(1)));
  }

  Settings settings(String further) {
    var json = TestJson.object(contract.settings(tsp.url()));
    json.putAll(TestJson.object(further));
    var faults = new Faults();
    var settings = adapter.settings().read(json, faults);
    assertTrue(faults.none(), () -> "the settings " + json + ": " + faults.list());
    return settings;
  }

  TspAccess access(Settings settings, Duration timeout) {
    return new TspAccess(CONNECTION, credentials, settings, timeout);
  }

  TspAccess access(TspSample sample, Duration timeout) {
    return access(settings(sample.settings()), timeout);
  }

  Canaries canaries() {
    return new Canaries(adapter.credentials(), credentials);
  }

  Write<Payload> write(TspSample sample) {
    return write(sample, TestJson.object(sample.body()), OPERATION);
  }

  Write<Payload> write(TspSample sample, Map<String, @Nullable Object> body, UUID operation) {
    return write(sample, body, operation, settings(sample.settings()));
  }

  static Write<Payload> write(
      TspSample sample, Map<String, @Nullable Object> body, UUID operation, Settings settings) {
    var stored = new LinkedHashMap<String, @Nullable Object>();
    var shape = Payloads.shape(sample.resource(), OperationType.CREATE);
    body.forEach(
        (name, value) -> {
          var type = shape.field(name).map(field -> (Object) field.type()).orElse("no field");
          stored.put(name, resolved(type, value));
        });
    var target = sample.target();
    return new Write<>(
        new RepeatKey(operation),
        sample.type(),
        Payloads.restore(sample.resource(), stored),
        target == null ? null : reference(sample.resource(), target),
        settings,
        Progress.NONE,
        sample.deadline());
  }

  private static @Nullable Object resolved(Object type, @Nullable Object value) {
    if (type instanceof FieldType.Ref(var resource) && value instanceof String text) {
      return stored(resource, text);
    }
    if (type instanceof CompoundType.Many<?>(FieldType.Ref(var resource), _, _, _)
        && value instanceof List<?> many) {
      return many.stream().map(one -> stored(resource, (String) one)).toList();
    }
    return value;
  }

  private static Map<String, Object> stored(Resource resource, String text) {
    if (!text.startsWith("@")) {
      throw new IllegalArgumentException("a reference in a sample is \"@id\", not " + text);
    }
    var reference = reference(resource, text.substring(1));
    return Map.of("id", String.valueOf(reference.id()), "source", text.substring(1));
  }

  private static Reference reference(Resource resource, String source) {
    var id = new SourceId(source);
    return new Reference(ResourceId.of(CONNECTION, resource, id), id);
  }

  Writer<Payload> writer(TspSample sample) {
    return writer(adapter, sample);
  }

  Writer<Payload> writer(TspAdapter other, TspSample sample) {
    return other
        .writers()
        .find(sample.resource(), sample.type(), settings(sample.settings()))
        .orElseThrow(() -> new AssertionError("there is a sample but no writer for " + sample));
  }

  Outcome send(TspSample sample, Write<Payload> write, Duration timeout) {
    return writer(sample).send(write, access(sample, timeout));
  }

  /** A step of a write: its number, and the write in the state before its call. */
  record Step(TspSample sample, int number, Write<Payload> write) {
    ExpectedCall call() {
      return sample.calls().get(number);
    }

    boolean isLast() {
      return number == sample.calls().size() - 1;
    }

    @Override
    public String toString() {
      return sample.calls().size() == 1 ? sample.name() : sample.name() + ", call " + (number + 1);
    }
  }

  /**
   * All steps of the sample's write. To get from each step to the next, its call is sent and
   * answered successfully.
   */
  List<Step> steps(TspSample sample) {
    var steps = new ArrayList<Step>();
    var write = write(sample);
    for (var i = 0; i < sample.calls().size(); i++) {
      var step = new Step(sample, i, write);
      steps.add(step);
      if (!step.isLast()) {
        tsp.answers(step.call().reaction(OPERATION));
        var outcome = send(sample, write, PATIENT);
        var progressed =
            assertInstanceOf(
                Outcome.Progressed.class, outcome, () -> step + " should leave more to do");
        write = write.at(progressed.progress());
      }
    }
    tsp.forget();
    return steps;
  }

  List<Step> steps() {
    return contract.samples().stream().flatMap(sample -> steps(sample).stream()).toList();
  }

  /** The received requests that may change something. */
  List<Received> writesReceived() {
    return tsp.received().stream().filter(request -> !request.isRead()).toList();
  }

  @Override
  public void close() {
    client.close();
    tsp.close();
  }
}
