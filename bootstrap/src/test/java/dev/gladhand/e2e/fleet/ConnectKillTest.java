package dev.gladhand.e2e.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.ProviderSignIn;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node dies when it has a fleet's tokens, and has not stored them yet. */
@BothStores
@Slow
class ConnectKillTest {
  private final Stores.Kind kind;

  ConnectKillTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void theFleetIsAskedToSignInAgainAndNoTokenStaysBehind(@TempDir Path folder) throws Exception {
    try (var world = World.start(kind, folder, Map.of("GLADHAND_TSP_TIMEOUT", "60s"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var fleet = ProviderSignIn.of(world, "Killed Inc");
      var invitation = fleet.invite();
      var browser = fleet.browser();
      var back = fleet.allowed(browser, invitation, "samsara");
      world.sandbox().faults().add(FaultRule.always(Fault.hang()).provider("samsara").path("/me"));
      var waiting = threads.submit(() -> browser.get(back));
      Await.until(
          "the code is exchanged, and the tokens are tried",
          Partner.SOON,
          () -> asked(world).contains("/me"));
      assertTrue(asked(world).contains("/oauth2/token"));
      world.node().kill();
      assertThrows(ExecutionException.class, waiting::get);
      world.sandbox().faults().clear();
      world.node().start();
      var after = fleet.read(invitation);
      assertEquals("active", after.get("status").asText());
      assertEquals("[]", after.get("connection_ids").toString());
      var again = browser.get(back);
      assertEquals(400, again.statusCode(), again::body);
      assertTrue(again.body().contains("sign in again"), again::body);
      assertTrue(again.body().contains(ProviderSignIn.secret(invitation)), "the way back");
      var done = browser.get(fleet.allowed(browser, invitation, "samsara"));
      assertTrue(ProviderSignIn.location(done).contains("/connected?"), done::body);
      var id = fleet.read(invitation).at("/connection_ids/0").asText();
      var tried = fleet.partner().send("POST", Route.C + "/" + id + "/test", "").expect(200);
      assertTrue(tried.json().get("ok").asBoolean(), tried::toString);
      for (var text :
          List.of(
              world.node().log(),
              fleet.partner().get("/v2/audit/events").raw().body(),
              fleet.partner().get("/v2/notifications/events?after=0&size=1000").raw().body())) {
        assertFalse(text.contains("samsara-access-") || text.contains("samsara-refresh-"), text);
        assertFalse(text.contains("samsara-code-"), text);
      }
    }
  }

  private static List<String> asked(World world) {
    return world.sandbox().journal().received(Query.of("samsara")).stream()
        .map(each -> each.path())
        .toList();
  }
}
