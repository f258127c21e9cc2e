package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connection's limit, seen from the provider: kept at any moment, over two nodes and the death of
 * one, and used while there is a backlog.
 */
@Slow
final class LimitsTest {
  private static final int PER_SECOND = 40;
  private static final int POSTS = 160;
  private static final int POSTING = 8;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void aBacklogUsesAtLeastNineTenthsOfTheLimitAndNeverMore() {
    try (var world = World.start(Stores.Kind.H2, folder, Map.of())) {
      // All wait before the first may go, however slowly they are posted.
      var partner = post(world, ",\"rate_limit\":{\"per_minute\":1}", POSTS);
      var posted = Instant.now();
      letThrough(world, partner, "\"rate_limit\":{\"per_second\":%d}".formatted(PER_SECOND));
      var calls = calls(world, POSTS);
      neverMore(calls);
      // What was saved up goes at once, and is no measure.
      var backlog = calls.stream().filter(at -> at.isAfter(posted)).skip(PER_SECOND).toList();
      var seconds = Duration.between(backlog.getFirst(), backlog.getLast()).toMillis() / 1e3;
      assertTrue(backlog.size() > PER_SECOND, "there was hardly a backlog");
      assertTrue(
          backlog.size() - 1 >= 0.9 * PER_SECOND * seconds,
          () -> backlog.size() + " calls took " + seconds + " s");
    }
  }

  @Test
  void theLimitHoldsOverTwoNodesAndTheDeathOfOne() {
    try (var world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
        var second = world.another(Map.of())) {
      post(world);
      calls(world, POSTS / 4);
      // Whichever of the two holds the lane.
      world.node().kill();
      calls(world, POSTS / 4 + 5);
      world.node().start();
      second.kill();
      neverMore(calls(world, POSTS));
    }
  }

  @Test
  void noMoreCallsAreUnderWayThanTheConnectionAllows() {
    var latency = Duration.ofMillis(200);
    try (var world = World.start(Stores.Kind.H2, folder, Map.of())) {
      world.sandbox().port("samsara").latency(latency);
      post(world, ",\"rate_limit\":{\"per_second\":100000},\"max_concurrency\":3", 24);
      var calls = calls(world, 24);
      for (var n = 3; n < calls.size(); n++) {
        // The fourth begins when the first of them has been answered, that is, after the latency.
        var since = Duration.between(calls.get(n - 3), calls.get(n));
        assertTrue(since.compareTo(latency) >= 0, () -> since + " after three others");
      }
    }
  }

  /** One connection's failures at the same time are no storm on the TSP afterwards. */
  @Test
  void fourHundredThatFailAtOnceComeBackSpreadOverTheWait() {
    // So long that none is tried again before all have failed once.
    var wait = Duration.ofHours(10);
    var settings =
        Map.of(
            "GLADHAND_RETRY_FIRST", "10h",
            "GLADHAND_RETRY_LONGEST", "10h",
            "GLADHAND_RETRY_ATTEMPTS", "1000",
            "GLADHAND_TSP_TIMEOUT", "30s");
    try (var world = World.start(Stores.Kind.H2, folder, settings)) {
      // Slow enough that all are under way before the first is answered; one partner has 448 calls
      // at once to one address.
      world.sandbox().port("samsara").latency(Duration.ofSeconds(3));
      world
          .sandbox()
          .faults()
          .add(FaultRule.always(Fault.respond(421, "{}")).provider("samsara").method("POST"));
      var partner = post(world, ",\"rate_limit\":{\"per_minute\":1}", 400);
      letThrough(world, partner, "\"rate_limit\":{\"per_second\":100000},\"max_concurrency\":1000");
      var due =
          Await.value(
              "all have failed once",
              SOON,
              () -> nextAttempts(partner),
              attempts -> attempts.size() == 400);
      var first = due.stream().min(Instant::compareTo).orElseThrow();
      var tenths = new int[10];
      for (var at : due) {
        tenths[(int) Math.min(9, Duration.between(first, at).dividedBy(wait.dividedBy(10)))]++;
      }
      for (var count : tenths) {
        assertTrue(count > 14 && count < 72, () -> Arrays.toString(tenths));
      }
    }
  }

  private static void letThrough(World world, Partner partner, String settings) {
    var connections = partner.get("/v2/integrations/connections").expect(200).json();
    partner
        .send(
            "PATCH",
            "/v2/integrations/connections/" + connections.at("/items/0/id").asText(),
            "{\"settings\":{\"base_url\":\"%s\",%s}}"
                .formatted(world.sandbox().samsaraUrl(), settings))
        .expect(200);
  }

  /** When those that wait after a failure are tried again. */
  private static List<Instant> nextAttempts(Partner partner) {
    var due = new ArrayList<Instant>();
    partner
        .get("/v2/integrations/connections/resource-operations?status=pending&size=1000")
        .expect(200)
        .json()
        .get("items")
        .forEach(
            one -> {
              // Null once the wait is over.
              if (one.get("logs").size() == 1 && !one.get("next_attempt_at").isNull()) {
                due.add(Instant.parse(one.get("next_attempt_at").asText()));
              }
            });
    return due;
  }

  private static void post(World world) {
    post(world, ",\"rate_limit\":{\"per_second\":%d}".formatted(PER_SECOND), POSTS);
  }

  private static Partner post(World world, String settings, int posts) {
    var partner = Partner.of(world.node(), "Dispatch Inc");
    var connection = partner.samsara(world.sandbox().samsaraUrl(), settings);
    var driver = partner.users(connection, List.of(World.ANA)).getFirst();
    var posting = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(POSTING)) {
      for (var number = 0; number < posts; number++) {
        var body =
            "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"number %d\"}"
                .formatted(connection, driver, number);
        posting.add(
            threads.submit(
                () -> partner.send("POST", "/v2/telematics/messages", body).expect(202)));
      }
    }
    for (var post : posting) {
      try {
        post.get();
      } catch (ExecutionException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return partner;
  }

  /** When each message came, once there are so many. */
  private static List<Instant> calls(World world, int count) {
    return Await.value(
        count + " calls",
        SOON,
        () ->
            world.sandbox().journal().received(Query.of("samsara")).stream()
                .filter(one -> one.method().equals("POST"))
                .map(one -> one.at())
                .toList(),
        calls -> calls.size() >= count);
  }

  /** In any span of time no more than a burst of one second and what came free within it. */
  private static void neverMore(List<Instant> calls) {
    for (var first = 0; first < calls.size(); first++) {
      for (var last = first; last < calls.size(); last++) {
        var seconds = Duration.between(calls.get(first), calls.get(last)).toNanos() / 1e9;
        var most = PER_SECOND + PER_SECOND * seconds;
        var seen = last - first + 1;
        // What was let through in order may arrive a little closer together.
        assertTrue(seen <= most + 4, () -> seen + " calls within " + seconds + " s");
      }
    }
    assertEquals(calls.stream().sorted().toList(), calls);
  }
}
