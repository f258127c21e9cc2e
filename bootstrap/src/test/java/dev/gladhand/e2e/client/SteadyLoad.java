package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.sandbox.SandboxServer;
import dev.gladhand.sandbox.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A partner that writes all the time at several nodes, each write under one key until it is
 * accepted, and what became of the writes.
 */
public final class SteadyLoad implements AutoCloseable {
  private static final int WRITERS = 4;
  private static final long REST = 30_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
  private static final String FAST = ",\"rate_limit\":{\"per_second\":100000}";
  private static final long FIRST_DRIVER = 400_000_000_000L;

  private final SandboxServer sandbox;
  private final List<Partner> ways;
  private final List<Target> targets = new ArrayList<>();
  private final Map<String, Written> accepted = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
  private volatile boolean going = true;

  private record Target(String provider, String connection, String person) {}

  /** A write that was answered with 202. */
  public record Written(String provider, String connection, String text) {}

  public SteadyLoad(SandboxServer sandbox, List<Node> nodes) {
    this(sandbox, nodes, FAST);
  }

  /** One that the nodes fall behind with: a connection has one call under way at a time. */
  public static SteadyLoad slow(SandboxServer sandbox, List<Node> nodes) {
    return new SteadyLoad(sandbox, nodes, FAST + ",\"max_concurrency\":1");
  }

  private SteadyLoad(SandboxServer sandbox, List<Node> nodes, String settings) {
    this.sandbox = sandbox;
    var partner = Partner.of(nodes.getFirst(), "Steady Inc");
    this.ways = nodes.stream().map(partner::at).toList();
    for (var i = 0; i < 5; i++) {
      var driver = Long.toString(FIRST_DRIVER + i);
      sandbox.samsara().seed("drivers", Json.obj("id", driver));
      add("samsara", partner, partner.samsara(sandbox.samsaraUrl(), settings), driver);
    }
    add(
        "superoffice",
        partner,
        partner.superOffice(sandbox.superOfficeUrl(), settings),
        "+4790000001");
    for (var i = 0; i < WRITERS; i++) {
      writers.execute(this::write);
    }
  }

  private void add(String provider, Partner partner, String connection, String person) {
    var id = partner.users(connection, List.of(person)).getFirst();
    targets.add(new Target(provider, connection, id));
  }

  private void write() {
    while (going) {
      one(numbers.getAndIncrement());
      LockSupport.parkNanos(REST);
    }
  }

  private void one(int number) {
    var target = targets.get(number % targets.size());
    var text = "steady " + number + " of all";
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(target.connection, target.person, text);
    for (var turn = number; going; turn++) {
      try {
        var way = ways.get(turn % ways.size());
        var reply = way.tryPost("/v2/telematics/messages", body, "steady-" + number);
        if (reply.status() == 202) {
          var id = reply.json().get("id").asText();
          accepted.put(id, new Written(target.provider, target.connection, text));
          return;
        }
        assertEquals(503, reply.status(), reply::toString);
      } catch (IOException e) {
        // The node is away: the next one is asked, under the same key.
      }
      refused.incrementAndGet();
      LockSupport.parkNanos(REST);
    }
  }

  /** Waits until so many more have been accepted. */
  public void awaitMore(int more) {
    var wanted = accepted.size() + more;
    Await.until(more + " more are accepted", PATIENCE, () -> accepted.size() >= wanted);
  }

  /** What was accepted so far, by the ids of the operations. */
  public Map<String, Written> accepted() {
    return Map.copyOf(accepted);
  }

  public int refused() {
    return refused.get();
  }

  /** The partner, at the first node. */
  public Partner partner() {
    return ways.getFirst();
  }

  /** How often the provider applied each text. */
  public Map<String, Integer> applied() {
    var times = new HashMap<String, Integer>();
    for (var provider : List.of("samsara", "superoffice")) {
      sandbox
          .timesApplied(provider)
          .forEach((key, count) -> times.merge(text(key), count, Integer::sum));
    }
    return times;
  }

  private static String text(String key) {
    return key.substring(key.lastIndexOf(':') + 1);
  }

  /** Every write that was accepted ends, was applied as often as it says, and was told of once. */
  public Map<String, Integer> lostNothingAndDoubledNone() {
    var outcomes = new TreeMap<String, Integer>();
    var ended = new HashMap<String, JsonNode>();
    accepted.forEach(
        (id, written) -> ended.put(id, partner().ended(written.connection(), id, ENDS_WITHIN)));
    var applied = applied();
    accepted.forEach(
        (id, written) -> {
          var outcome = ended.get(id).get("outcome").asText();
          outcomes.merge(written.provider() + " " + outcome, 1, Integer::sum);
          var times = applied.getOrDefault(written.text(), 0);
          assertTrue(times <= 1, () -> written + " was applied " + times + " times");
          assertEquals(outcome.equals("applied"), times == 1 && !outcome.equals("unknown"), id);
        });
    applied.forEach((text, times) -> assertTrue(times == 1, () -> text + ": " + times));
    isToldOf();
    return outcomes;
  }

  /** The feed has no gap, and two events of each operation. */
  private void isToldOf() {
    var told = new HashMap<String, Integer>();
    var last = new AtomicInteger();
    Await.until(
        "the feed has the end of each",
        PATIENCE,
        () -> {
          var path = "/v2/notifications/events?size=100&after=" + last.get();
          for (var event : partner().get(path).expect(200).json().get("items")) {
            assertEquals(last.incrementAndGet(), event.get("sequence").asInt());
            if (event.get("event_name").asText().startsWith("resource_operation.")) {
              told.merge(event.at("/data/0/id").asText(), 1, Integer::sum);
            }
          }
          return accepted.keySet().stream().allMatch(id -> told.getOrDefault(id, 0) >= 2);
        });
    accepted.keySet().forEach(id -> assertEquals(2, told.get(id), id));
  }

  @Override
  public void close() {
    end();
  }

  /** Writes no more. */
  public void end() {
    going = false;
    writers.shutdown();
    try {
      assertTrue(writers.awaitTermination(2, TimeUnit.MINUTES), "a writer did not end");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
