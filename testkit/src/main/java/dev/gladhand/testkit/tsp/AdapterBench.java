package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Faults;
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
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.testkit.tsp.sample.TestJson;
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

/**
 * Runs an adapter on scripted answers, without a network. Bodies are JSON as partners send it,
 * except that a reference is written as {@code "@"} and the id of the record at the TSP, such as
 * {@code "@77"}.
 */
public final class AdapterBench {
  public static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");

  /** The id of the operation of every write. */
  public static final UUID OPERATION = UUID.fromString("01234567-89ab-7def-8123-456789abcdef");

  /** {@link #OPERATION} as 32 hex digits without hyphens. */
  public static final String KEY = "0123456789ab7def8123456789abcdef";

  public static final ConnectionId CONNECTION =
      ConnectionId.of("01900000-0000-7000-8000-000000000001");

  public final FakeCalls calls = new FakeCalls();
  public final TspAdapter adapter;
  public Settings settings;
  public Credentials credentials;

  /** Answers the adapter's calls from {@link #calls}; its clock stands still at {@link #NOW}. */
  public AdapterBench(TspAdapterFactory factory, String settings, String credentials) {
    this(factory, settings, credentials, null, InstantSource.fixed(NOW));
  }

  /**
   * @param settings the settings of the connection, as JSON
   * @param credentials the credentials of the connection, as JSON
   * @param others answers the adapter's calls, for example over a real network; null for {@link
   *     #calls}
   * @param clock the adapter's clock
   */
  public AdapterBench(
      TspAdapterFactory factory,
      String settings,
      String credentials,
      @Nullable TspCalls others,
      InstantSource clock) {
    this.adapter =
        factory.create(new TspRuntime(others == null ? calls : others, clock, new Random(1)));
    this.settings = settings(settings);
    this.credentials = credentials(credentials);
  }

  public TspAccess access() {
    return new TspAccess(CONNECTION, credentials, settings, Duration.ofSeconds(20));
  }

  public Settings settings(String json) {
    var faults = new Faults();
    var read = adapter.settings().read(TestJson.object(json), faults);
    if (!faults.none()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return read;
  }

  public Credentials credentials(String json) {
    var faults = new Faults();
    var read = adapter.credentials().read(TestJson.object(json), faults);
    if (!faults.none()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    return read;
  }

  public Write<Payload> create(Resource resource, String json) {
    return write(resource, OperationType.CREATE, json, null, Progress.NONE);
  }

  public Write<Payload> update(Resource resource, String target, String json) {
    return write(resource, OperationType.UPDATE, json, reference(resource, target), Progress.NONE);
  }

  public Write<Payload> write(
      Resource resource,
      OperationType type,
      String json,
      @Nullable Reference target,
      Progress progress) {
    var stored = new LinkedHashMap<String, @Nullable Object>();
    TestJson.object(json).forEach((name, value) -> stored.put(name, resolved(resource, value)));
    return new Write<>(
        new RepeatKey(OPERATION),
        type,
        Payloads.restore(resource, stored),
        target,
        settings,
        progress,
        null);
  }

  public static Reference reference(Resource resource, String source) {
    return new Reference(
        ResourceId.of(CONNECTION, resource, new SourceId(source)), new SourceId(source));
  }

  public Writer<Payload> writer(Write<Payload> write) {
    return adapter.writers().find(write.payload().resource(), write.type(), settings).orElseThrow();
  }

  public Translation translate(Write<Payload> write) {
    return writer(write).translate(write);
  }

  public Translation.Ready ready(Write<Payload> write) {
    if (translate(write) instanceof Translation.Ready ready) {
      return ready;
    }
    throw new AssertionError(faults(write));
  }

  /**
   * The request that a dry run of the write shows, with the names of the headers that hold {@link
   * #credentials}.
   */
  public TspRequest dryRun(Write<Payload> write) {
    return ready(write).signedBy(adapter.secretHeaders(credentials)).request();
  }

  /** All faults from the TSP's rules and from the translation, as {@code path: type}. */
  public List<String> faults(Write<Payload> write) {
    var faults = new Faults();
    for (var rule : writer(write).rules(settings)) {
      rule.check(write.payload().fields(), Set.of(), faults);
    }
    var all = new ArrayList<>(faults.list());
    if (all.isEmpty() && translate(write) instanceof Translation.Faulty(var more)) {
      all.addAll(more);
    }
    return all.stream().map(fault -> fault.path() + ": " + fault.errorType()).toList();
  }

  public Outcome send(Write<Payload> write) {
    return writer(write).send(write, access());
  }

  private static @Nullable Object resolved(Resource resource, @Nullable Object value) {
    if (value instanceof String text && text.startsWith("@")) {
      var id = ResourceId.of(CONNECTION, resource, new SourceId(text.substring(1)));
      return Map.of("id", id.toString(), "source", text.substring(1));
    }
    return value instanceof List<?> list
        ? list.stream().map(one -> resolved(resource, one)).toList()
        : value;
  }
}
