package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTest {
  private static final Duration LEASE = Duration.ofSeconds(3);

  private World world;
  private Node second;

  @BeforeAll
  void start(@TempDir Path folder) {
    world = World.start(Stores.Kind.POSTGRESQL, folder, Map.of());
    second = world.another(Map.of());
  }

  @AfterAll
  void stop() {
    second.close();
    world.close();
  }

  @BeforeEach
  void calm() {
    world.sandbox().faults().clear();
    world.sandbox().journal().clear();
  }

  @Test
  void shareTheWorkWithoutSendingAnythingTwice() {
    var partner = Partner.of(world.node(), "Dispatch Inc");
    var fleets = new Fleets(world, partner, "");
    fleets.post(List.of(partner, partner.at(second)));
    fleets.succeed(Partner.SOON);
    fleets.eachReachedTheProviderOnce();
  }

  @Test
  void oneTakesOverWhatTheOtherLeftWhenItWasKilled() {
    var partner = Partner.of(second, "Dispatch Inc");
    // One call at a time: much of it waits in the lanes.
    var fleets = new Fleets(world, partner, ",\"max_concurrency\":1");
    fleets.postUntilSomeAreUnderWay(List.of(partner.at(world.node())), Duration.ofMillis(400));
    world.node().kill();
    try {
      fleets.areTakenOver(LEASE);
    } finally {
      world.node().start();
    }
  }

  @Test
  void aNodeThatStoodStillPastItsLeaseRecordsNothing() {
    var partner = Partner.of(second, "Dispatch Inc");
    var fleets = new Fleets(world, partner, "");
    fleets.postUntilSomeAreUnderWay(List.of(partner.at(world.node())), Duration.ofMillis(100));
    Signals.send("STOP", List.of(world.node().pid()));
    Map<String, JsonNode> ended;
    try {
      world.sandbox().faults().clear();
      ended = fleets.succeed(LEASE.plusSeconds(30));
    } finally {
      Signals.send("CONT", List.of(world.node().pid()));
    }
    // It answers again, so it has read what its calls came to; nothing of it counts.
    Await.until(
        "the node goes on",
        Partner.SOON,
        () -> Http.reachable(world.node().url() + "/health/readiness"));
    assertEquals(ended, fleets.succeed(Partner.SOON));
    fleets.eachReachedTheProviderOnce();
  }

  @Test
  void restartingOneAfterTheOtherUnderLoadLosesNothing() throws InterruptedException {
    var partner = Partner.of(second, "Dispatch Inc");
    var fleets = new Fleets(world, partner, "");
    var going = new AtomicBoolean(true);
    var number = new AtomicInteger();
    try (var posting = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var way : List.of(partner.at(world.node()), partner)) {
        posting.submit(
            () -> {
              while (going.get()) {
                postOne(way, fleets, number.getAndIncrement());
              }
            });
      }
      try {
        for (var node : List.of(world.node(), second)) {
          var before = fleets.accepted();
          Await.until("there is load", Partner.SOON, () -> fleets.accepted() > before + 20);
          assertEquals(0, node.terminate());
          node.start();
        }
      } finally {
        going.set(false);
      }
    }
    fleets.succeed(Partner.SOON);
    fleets.eachReachedTheProviderOnce();
  }

  /** A node that stops or is away refuses; what it accepts is kept. */
  private static void postOne(Partner way, Fleets fleets, int number) {
    try {
      var reply = fleets.tryPost(way, number);
      assertTrue(List.of(202, 503).contains(reply.status()), reply::toString);
    } catch (IOException e) {
      LockSupport.parkNanos(50_000_000);
    }
  }
}
