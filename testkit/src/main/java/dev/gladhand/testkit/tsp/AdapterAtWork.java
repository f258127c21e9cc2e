package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import dev.gladhand.testkit.tsp.sample.TestJson;
import dev.gladhand.testkit.tsp.sample.TspSample;
import dev.gladhand.tsp.kit.call.OutboundCalls;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An adapter with a connection to a simulated TSP, using the real outbound client. */
public final class AdapterAtWork implements AutoCloseable {
  private final TspAdapter adapter;
  private final OutboundClient client;
  private final TspAccess access;

  /**
   * @param baseUrl the address of the simulated TSP
   * @param settings the settings with the base URL in them, as JSON
   */
  public AdapterAtWork(
      TspAdapterFactory factory,
      String baseUrl,
      String credentials,
      String settings,
      Duration timeout,
      InstantSource clock) {
    var target = new AllowedTargets(Set.of(URI.create(baseUrl).getAuthority()));
    this.client = new OutboundClient(new TargetPolicy(target), OutboundSettings.defaults());
    var calls = new OutboundCalls(client, Duration.ofSeconds(5));
    this.adapter = factory.create(new TspRuntime(calls, clock, new Random(1)));
    var faults = new Faults();
    Credentials secret = adapter.credentials().read(TestJson.object(credentials), faults);
    Settings told = adapter.settings().read(TestJson.object(settings), faults);
    if (!faults.none()) {
      throw new IllegalArgumentException(faults.list().toString());
    }
    this.access = new TspAccess(Trial.CONNECTION, secret, told, timeout);
  }

  public TspAdapter adapter() {
    return adapter;
  }

  /** A new operation with the sample's body; the sample's expectations are not checked. */
  public Write<Payload> write(TspSample sample) {
    var body = TestJson.object(sample.body());
    return Trial.write(sample, body, UUID.randomUUID(), access.settings());
  }

  /** All faults that a partner would see, as {@code path: type}. */
  public List<String> faults(Write<Payload> write) {
    var faults = new Faults();
    var writer = writer(write);
    var rules = new ArrayList<>(Payloads.shape(write.payload().resource(), write.type()).rules());
    rules.addAll(writer.rules(write.settings()));
    rules.forEach(rule -> rule.check(write.payload().fields(), Set.of(), faults));
    var all = new ArrayList<>(faults.list());
    if (all.isEmpty()
        && writer.translate(write)
            instanceof dev.gladhand.domain.tsp.Translation.Faulty(var more)) {
      all.addAll(more);
    }
    return all.stream().map(fault -> fault.path() + ": " + fault.errorType()).toList();
  }

  /**
   * Makes the calls of the write one after the other, as long as each leaves more to do; returns
   * the outcome of the last.
   */
  public Outcome send(Write<Payload> write) {
    var outcome = writer(write).send(write, access);
    var now = write;
    while (outcome instanceof Outcome.Progressed(var progress)) {
      now = now.at(progress);
      outcome = writer(now).send(now, access);
    }
    return outcome;
  }

  public Settler.Settlement settle(Write<Payload> write, Instant begun) {
    return settle(write, Unanswered.since(begun));
  }

  public Settler.Settlement settle(Write<Payload> write, Unanswered attempt) {
    return adapter.settler().orElseThrow().settle(write, attempt, access);
  }

  /** All records of a resource that the TSP lists, page by page. */
  public List<Directory.Entry> listAll(Resource resource) {
    var all = new ArrayList<Directory.Entry>();
    @Nullable String cursor = null;
    do {
      switch (adapter.directory().orElseThrow().list(resource, cursor, access)) {
        case Directory.Listing.Page(var entries, var next) -> {
          all.addAll(entries);
          cursor = next;
        }
        case Directory.Listing.Failed(var error, _) -> throw new AssertionError(error);
      }
    } while (cursor != null);
    return all;
  }

  public Outcome test() {
    return adapter.test(access);
  }

  private Writer<Payload> writer(Write<Payload> write) {
    return adapter
        .writers()
        .find(write.payload().resource(), write.type(), write.settings())
        .orElseThrow();
  }

  @Override
  public void close() {
    client.close();
  }
}
