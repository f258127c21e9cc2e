package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleets;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Signals;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
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
@Slow
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
  void aTokenOfANewSigningKeyIsBelievedByTheOtherAtOnce() throws ParseException {
    var before = Partner.of(second, "Signed Inc");
    var rotated =
        Partner.admin(world.node())
            .send("POST", "/v2/admin/signing-keys/rotate", "")
            .expect(200)
            .json();
    var current = rotated.get("current").asText();
    var token = Partner.token(world.node(), before.clientId(), before.clientSecret());
    assertEquals(current, SignedJWT.parse(token).getHeader().getKeyID());
    before.with(token).at(second).get("/v2/integrations/tsps").expect(200);
    before.at(world.node()).get("/v2/integrations/tsps").expect(200);
    Await.until(
        "the other signs with it too, and publishes both",
        Duration.ofSeconds(5),
        () ->
            Http.send("GET", second.url() + "/.well-known/jwks.json", "", Map.of())
                    .json()
                    .at("/keys/0/kid")
                    .asText()
                    .equals(current)
                && Http.send("GET", second.url() + "/.well-known/jwks.json", "", Map.of())
                        .json()
                        .get("keys")
                        .size()
                    == 2);
    var told =
        Partner.admin(second)
            .get("/v2/audit/events?action=signing_key.rotated")
            .expect(200)
            .json()
            .get("items");
    assertEquals(1, told.size(), told::toString);
    assertEquals(current, told.at("/0/object/id").asText());
    assertEquals(Node.ADMIN, told.at("/0/actor/id").asText());
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
      // Attempts of the other node are looked up and made again, and may time out once more.
      ended = fleets.succeed(Duration.ofMinutes(1));
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
