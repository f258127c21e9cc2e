package dev.gladhand.e2e.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Clicks;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.ProviderSignIn;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A stranger connects a fleet with a browser that runs no scripts, by nothing but links, fields and
 * buttons. {@code clients/typescript/connect.mjs} does the same in Chromium, where there is one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FleetInBrowserTest {
  private static final int MOST_CLICKS = 4;

  private World world;
  private ProviderSignIn fleet;

  @BeforeAll
  void start() {
    world = World.shared(Stores.Kind.H2);
    world.sandbox().faults().clear();
    fleet = ProviderSignIn.of(world, "Clicking Inc");
  }

  private Clicks open(JsonNode invitation) throws IOException {
    return new Clicks(world, invitation.get("magic_link").asText());
  }

  @Test
  void byTheProvidersOwnSignIn() throws IOException {
    var invitation = fleet.invite();
    try (var clicks = open(invitation)) {
      clicks.link("Samsara").button("Sign in at Samsara").button("Allow");
      assertConnected(clicks, invitation);
    }
  }

  @Test
  void byAForm() throws IOException {
    var invitation = fleet.invite();
    try (var clicks = open(invitation)) {
      clicks
          .link("Samsara")
          .link("Use instead: API token")
          .type("API token", "samsara-sandbox-token")
          .button("Connect");
      assertConnected(clicks, invitation);
    }
  }

  @Test
  void afterASecondThought() throws IOException {
    var invitation = fleet.invite();
    try (var clicks = open(invitation)) {
      clicks.link("Motive").button("Sign in at Motive").button("Deny");
      assertTrue(clicks.heading().startsWith("Connect your fleet"), clicks::heading);
      clicks.button("Decline");
      assertEquals("Declined", clicks.heading());
      assertEquals("declined", fleet.read(invitation).get("status").asText());
    }
  }

  private void assertConnected(Clicks clicks, JsonNode invitation) {
    assertEquals("Connected", clicks.heading());
    assertTrue(clicks.count() <= MOST_CLICKS, () -> clicks.count() + " clicks");
    var id = fleet.read(invitation).at("/connection_ids/0").asText();
    var driver = fleet.partner().users(id, List.of(World.ANA)).getFirst();
    var text = "after " + clicks.count() + " clicks " + id;
    var message =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
            .formatted(id, driver, text);
    var sent = fleet.partner().send("POST", Sample.MESSAGE.path(), message).expect(202).json();
    fleet.partner().ended(id, sent.get("id").asText());
    assertTrue(
        world.sandbox().timesApplied("samsara").keySet().stream()
            .anyMatch(each -> each.contains(text)));
  }
}
