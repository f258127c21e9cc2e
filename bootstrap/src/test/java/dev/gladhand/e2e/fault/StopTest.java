package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node that is told to end, with calls under way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StopTest {
  private static final Duration CALL = Duration.ofSeconds(2);

  private World world;
  private Fleet fleet;

  @BeforeAll
  void start(@TempDir Path folder) {
    world =
        World.start(
            Stores.Kind.H2, folder, Map.of("GLADHAND_TSP_TIMEOUT", "20s", "GLADHAND_GRACE", "6s"));
    fleet = Fleet.atSamsara(world, "Stop Inc");
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private Http.Reply post(String query, String text) {
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path() + query,
            fleet.fill(
                "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\""
                    + text
                    + "\"}"));
  }

  private int ask(String health) {
    return Http.send("GET", world.node().url() + "/health/" + health, "", Map.of()).status();
  }

  private void underWay(String text) {
    Await.until(
        "the call for " + text + " is under way",
        Partner.SOON,
        () ->
            world.sandbox().journal().received(Query.of("samsara")).stream()
                .anyMatch(call -> call.bodyText().contains(text)));
  }

  private long applied(String text) {
    return world.sandbox().journal().applied(Query.of("samsara")).stream()
        .filter(write -> write.toString().contains(text))
        .count();
  }

  @Test
  void finishesWhatIsUnderWayRefusesWhatIsNewAndLosesNothing() {
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(new Fault.Delay(CALL, true)).provider("samsara").method("POST"));
    var async = post("", "queued before").expect(202).json();
    var sync = CompletableFuture.supplyAsync(() -> post("?is_sync=true", "sync before"));
    underWay("queued before");
    underWay("sync before");
    world.node().askToEnd();
    Await.until("it is not ready any more", Partner.SOON, () -> ask("readiness") == 503);
    for (var query : List.of("", "?is_sync=true")) {
      var refused = post(query, "too late").expect(503);
      Errors.assertBody("503", refused);
      assertTrue(Integer.parseInt(refused.header("Retry-After")) > 0);
    }
    // What is known can still be asked for.
    var known = fleet.partner().operation(fleet.connection(), id(async));
    assertEquals("pending", known.get("status").asText());
    assertEquals(200, ask("liveness"));
    assertEquals("success", sync.join().expect(200).json().get("status").asText());
    assertEquals(0, world.node().await(), world.node()::log);
    world.sandbox().faults().clear();
    world.node().start();
    var done = fleet.partner().operation(fleet.connection(), id(async));
    assertEquals("success", done.get("status").asText(), done::toString);
    assertEquals(1, done.get("attempts").asInt(), done::toString);
    assertEquals(1, applied("queued before"));
    assertEquals(1, applied("sync before"));
    assertEquals(0, applied("too late"));
  }

  private static String id(JsonNode operation) {
    return operation.get("id").asText();
  }
}
