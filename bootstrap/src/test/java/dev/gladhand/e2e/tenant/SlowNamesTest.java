package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.SlowNames;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One partner's name server does not answer; another's receivers have to be looked up as well. */
@Slow
class SlowNamesTest {
  private static final int HOOKS = 40;

  @Test
  void aSilentNameServerKeepsNobodyElsesEventsBack(@TempDir Path folder) {
    var settings = new HashMap<>(SlowNames.in(folder, ""));
    settings.put("GLADHAND_WEBHOOK_SCHEDULE", "0s,200ms,200ms,200ms,1h");
    settings.put("GLADHAND_WEBHOOK_TIMEOUT", "1s");
    var port = Inbox.SHARED.target().substring(Inbox.SHARED.target().indexOf(':'));
    var here = IntStream.range(0, 5).mapToObj(n -> "r" + n + "." + SlowNames.HERE + port);
    try (var world = World.start(Stores.Kind.H2, folder, settings, here.toArray(String[]::new))) {
      var hostile = Fleet.atSamsara(world, "Slow Inc");
      var hooks = new ArrayList<Hook>();
      for (var n = 0; n < HOOKS; n++) {
        hooks.add(hook(hostile, "https://r" + n + ".d" + n % 2 + "." + SlowNames.SLOW + "/h"));
      }
      for (var n = 0; n < 5; n++) {
        post(hostile);
      }
      var victim = Fleet.atSamsara(world, "Victim Inc");
      for (var n = 0; n < 5; n++) {
        // Each is another name, so each has to be looked up.
        var box = Inbox.SHARED.box();
        hook(victim, box.url().replace("127.0.0.1", "r" + n + "." + SlowNames.HERE));
        var id = post(victim);
        victim.partner().ended(victim.connection(), id);
        for (var told : box.first(2)) {
          assertEquals("1", told.header("X-Delivery-Attempt"));
        }
      }
      Await.until(
          "the hostile partner's receivers were tried",
          Partner.SOON,
          () -> hooks.stream().anyMatch(hook -> !attempts(hook).isEmpty()));
      for (var hook : hooks) {
        for (var attempt : attempts(hook)) {
          assertFalse(attempt.toString().contains("look-ups"), attempt::toString);
        }
      }
      assertTrue(
          hooks.stream().anyMatch(hook -> hook.metrics().get("waiting").asInt() > 0),
          "what found no room is no attempt, and waits");
    }
  }

  private static List<JsonNode> attempts(Hook hook) {
    return StreamSupport.stream(hook.logs("").get("items").spliterator(), false).toList();
  }

  private static Hook hook(Fleet fleet, String url) {
    var made =
        fleet
            .partner()
            .send(
                "POST",
                Route.W,
                "{\"url\":\"" + url + "\",\"event_name\":\"resource_operation.*\"}")
            .expect(201)
            .json();
    return new Hook(fleet.partner(), made.get("id").asText(), "");
  }

  private static String post(Fleet fleet) {
    return fleet
        .partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            fleet.fill(
                "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"w\"}"))
        .expect(202)
        .json()
        .get("id")
        .asText();
  }
}
