package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.Faults;
import dev.gladhand.domain.payload.FieldFault;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.payload.Reference;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.ResourceId;
import dev.gladhand.domain.payload.SourceId;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.Progress;
import dev.gladhand.domain.tsp.RepeatKey;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.testkit.tsp.FakeCalls;
import dev.gladhand.testkit.tsp.TestJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The adapter at work on a fake TSP; bodies are written as partners write them, with references
 * resolved.
 */
final class Samsara {
  static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");
  static final UUID OPERATION = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");
  static final String KEY = "0123456789ab7def8123456789abcdef";
  static final ConnectionId CONNECTION = ConnectionId.of("01900000-0000-7000-8000-000000000001");
  static final String TOKEN = "samsara_api_canary0123456789";

  final FakeCalls calls = new FakeCalls();
  final TspAdapter adapter;
  Settings settings;
  Credentials credentials;

  Samsara() {
    this(null, InstantSource.fixed(NOW));
  }

  /** With calls that are real, say. */
  Samsara(TspCalls others, InstantSource clock) {
    adapter =
        new SamsaraAdapterFactory()
            .create(new TspRuntime(others == null ? calls : others, clock, new Random(1)));
    settings = settings("{}");
    credentials = credentials("{\"api_token\":\"" + TOKEN + "\"}");
  }

  TspAccess access() {
    return new TspAccess(CONNECTION, credentials, settings, Duration.ofSeconds(20));
  }

  Settings settings(String json) {
    var faults = new Faults();
    var read = adapter.settings().read(TestJson.object(json), faults);
    if (!faults.none()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return read;
  }

  Credentials credentials(String json) {
    var faults = new Faults();
    var read = adapter.credentials().read(TestJson.object(json), faults);
    if (!faults.none()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return read;
  }

  Write<Payload> create(Resource resource, String json) {
    return write(resource, OperationType.CREATE, json, null, Progress.NONE);
  }

  Write<Payload> update(Resource resource, String target, String json) {
    return write(resource, OperationType.UPDATE, json, reference(resource, target), Progress.NONE);
  }

  /** References are written as {@code "@id"}, and stand resolved in the payload. */
  Write<Payload> write(
      Resource resource, OperationType type, String json, Reference target, Progress progress) {
    var stored = new LinkedHashMap<String, Object>();
    TestJson.object(json).forEach((name, value) -> stored.put(name, resolved(resource, value)));
    return new Write<>(
        new RepeatKey(OPERATION),
        type,
        Payloads.restore(resource, stored),
        target,
        settings,
        progress);
  }

  static Write<Payload> at(Write<Payload> write, Progress progress) {
    return new Write<>(
        write.key(), write.type(), write.payload(), write.target(), write.settings(), progress);
  }

  static Reference reference(Resource resource, String source) {
    return new Reference(
        ResourceId.of(CONNECTION, resource, new SourceId(source)), new SourceId(source));
  }

  Writer<Payload> writer(Write<Payload> write) {
    return adapter.writers().find(write.payload().resource(), write.type(), settings).orElseThrow();
  }

  /** The body and, after it, whatever was not delivered. */
  Translation translate(Write<Payload> write) {
    return writer(write).translate(write);
  }

  Translation.Ready ready(Write<Payload> write) {
    if (translate(write) instanceof Translation.Ready ready) {
      return ready;
    }
    throw new AssertionError(faults(write));
  }

  /** Every fault of the TSP's rules and of the translation, as {@code path: type}. */
  List<String> faults(Write<Payload> write) {
    var faults = new Faults();
    for (var rule : writer(write).rules(settings)) {
      rule.check(write.payload().fields(), java.util.Set.of(), faults);
    }
    var all = new ArrayList<>(faults.list());
    if (all.isEmpty() && translate(write) instanceof Translation.Faulty(var more)) {
      all.addAll(more);
    }
    return all.stream().map((FieldFault fault) -> fault.path() + ": " + fault.errorType()).toList();
  }

  Outcome send(Write<Payload> write) {
    return writer(write).send(write, access());
  }

  private static Object resolved(Resource resource, Object value) {
    if (value instanceof String text && text.startsWith("@")) {
      var id = ResourceId.of(CONNECTION, resource, new SourceId(text.substring(1)));
      return Map.of("id", id.toString(), "source", text.substring(1));
    }
    return value instanceof List<?> list
        ? list.stream().map(one -> resolved(resource, one)).toList()
        : value;
  }
}
