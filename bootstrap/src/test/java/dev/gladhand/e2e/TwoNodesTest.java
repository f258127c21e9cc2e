package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL. */
class TwoNodesTest {
  private static final int FLEETS = 20;
  private static final int EACH = 10;
  private static final Duration LEASE = Duration.ofSeconds(3);

  @TempDir Path folder;

  private record Fleet(String connection, String driver) {}

  private static List<Fleet> fleets(World world, Partner partner) {
    var fleets = new ArrayList<Fleet>();
    for (var i = 0; i < FLEETS; i++) {
      var connection =
          partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
      fleets.add(new Fleet(connection, partner.users(connection, List.of(World.ANA)).getFirst()));
    }
    return fleets;
  }

  private static String message(Fleet fleet, String text) {
    return "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
        .formatted(fleet.connection, fleet.driver, text);
  }

  private static Map<String, Fleet> post(List<Fleet> fleets, List<Partner> ways) {
    var posted = new LinkedHashMap<String, Fleet>();
    for (var number = 0; number < EACH; number++) {
      for (var fleet : fleets) {
        var partner = ways.get(posted.size() % ways.size());
        var id =
            partner
                .send(
                    "POST",
                    "/v2/telematics/messages",
                    message(fleet, "m" + posted.size() + " of both"))
                .expect(202)
                .json()
                .get("id")
                .asText();
        posted.put(id, fleet);
      }
    }
    return posted;
  }

  private static void eachReachedTheProviderOnce(World world, int messages) {
    var times = world.sandbox().timesApplied("samsara");
    assertEquals(messages, times.size());
    times.forEach((message, count) -> assertEquals(1, count, message));
  }

  @Test
  void shareTheWorkWithoutSendingAnythingTwice() {
    try (var world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
        var second = world.another(Map.of())) {
      var partner = Partner.of(world.node(), "Dispatch Inc");
      var posted = post(fleets(world, partner), List.of(partner, partner.at(second)));
      posted.forEach(
          (id, fleet) ->
              assertEquals("success", partner.ended(fleet.connection, id).get("status").asText()));
      eachReachedTheProviderOnce(world, posted.size());
    }
  }

  /** Through one node, at a provider that takes its time. */
  private static Map<String, Fleet> postUntilSomeAreUnderWay(
      World world, List<Fleet> fleets, Partner through) {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.always(new Fault.Delay(Duration.ofMillis(100), true))
                .provider("samsara")
                .method("POST"));
    var posted = post(fleets, List.of(through));
    Await.until(
        "some are under way",
        Partner.SOON,
        () -> world.sandbox().journal().received(Query.of("samsara")).size() > 10);
    return posted;
  }

  @Test
  void oneTakesOverWhatTheOtherLeftWhenItWasKilled() {
    try (var world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
        var second = world.another(Map.of())) {
      var partner = Partner.of(second, "Dispatch Inc");
      var fleets = fleets(world, partner);
      var posted = postUntilSomeAreUnderWay(world, fleets, partner.at(world.node()));
      world.node().kill();
      world.sandbox().faults().clear();
      var killed = System.nanoTime();
      posted.forEach(
          (id, fleet) ->
              assertEquals(
                  "success",
                  partner
                      .ended(fleet.connection, id, LEASE.plusSeconds(30))
                      .get("status")
                      .asText()));
      var took = Duration.ofNanos(System.nanoTime() - killed);
      eachReachedTheProviderOnce(world, posted.size());
      assertTrue(took.compareTo(LEASE.plusSeconds(30)) < 0, took::toString);
    }
  }

  @Test
  void aNodeThatStoodStillPastItsLeaseRecordsNothing() {
    try (var world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
        var second = world.another(Map.of())) {
      var partner = Partner.of(second, "Dispatch Inc");
      var fleets = fleets(world, partner);
      var posted = postUntilSomeAreUnderWay(world, fleets, partner.at(world.node()));
      Signals.send("STOP", List.of(world.node().pid()));
      var outcomes = new LinkedHashMap<String, String>();
      try {
        world.sandbox().faults().clear();
        posted.forEach(
            (id, fleet) ->
                outcomes.put(
                    id,
                    partner
                        .ended(fleet.connection, id, LEASE.plusSeconds(30))
                        .get("updated_at")
                        .asText()));
      } finally {
        Signals.send("CONT", List.of(world.node().pid()));
      }
      // It answers again, so it has read what its calls came to; nothing of it counts.
      Await.until(
          "the node goes on",
          Partner.SOON,
          () -> Http.reachable(world.node().url() + "/health/readiness"));
      posted.forEach(
          (id, fleet) -> {
            var now = partner.operation(fleet.connection, id);
            assertEquals("success", now.get("status").asText());
            assertEquals(outcomes.get(id), now.get("updated_at").asText());
          });
      eachReachedTheProviderOnce(world, posted.size());
    }
  }

  @Test
  void restartingOneAfterTheOtherUnderLoadLosesNothing() throws InterruptedException {
    try (var world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
        var second = world.another(Map.of())) {
      var partner = Partner.of(second, "Dispatch Inc");
      var fleets = fleets(world, partner);
      var accepted = new ConcurrentHashMap<String, Fleet>();
      var going = new AtomicBoolean(true);
      var number = new AtomicInteger();
      try (var posting = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var way : List.of(partner.at(world.node()), partner)) {
          posting.submit(
              () -> {
                while (going.get()) {
                  postOne(way, fleets, accepted, number.getAndIncrement());
                }
              });
        }
        try {
          for (var node : List.of(world.node(), second)) {
            var before = accepted.size();
            Await.until("there is load", Partner.SOON, () -> accepted.size() > before + 20);
            assertEquals(0, node.terminate());
            node.start();
          }
        } finally {
          going.set(false);
        }
      }
      accepted.forEach(
          (id, fleet) ->
              assertEquals("success", partner.ended(fleet.connection, id).get("status").asText()));
      var times = world.sandbox().timesApplied("samsara");
      times.forEach((message, count) -> assertEquals(1, count, message));
      assertTrue(times.size() >= accepted.size(), times.size() + " of " + accepted.size());
    }
  }

  /** A node that stops or is away refuses; what it accepts is kept. */
  private static void postOne(
      Partner way, List<Fleet> fleets, Map<String, Fleet> accepted, int number) {
    var fleet = fleets.get(number % fleets.size());
    try {
      var reply =
          way.tryPost(
              "/v2/telematics/messages", message(fleet, "r" + number + " of both"), "r-" + number);
      if (reply.status() == 202) {
        accepted.put(reply.json().get("id").asText(), fleet);
      } else {
        assertEquals(503, reply.status(), reply::toString);
      }
    } catch (IOException e) {
      LockSupport.parkNanos(50_000_000);
    }
  }
}
