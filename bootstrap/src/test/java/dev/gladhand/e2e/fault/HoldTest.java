package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.bootstrap.tool.Tool;
import dev.gladhand.e2e.client.Clicks;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A restored installation sends nothing until its operator lets it go, and looks up what it may
 * have sent since the backup.
 */
@BothStores
@Slow
class HoldTest {
  private static final String PATH = "/v2/telematics/messages";

  private final Stores.Kind kind;

  HoldTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void whatWaitsIsHeldAndThenInDoubt(@TempDir Path folder) throws IOException {
    var longWaits = Map.of("GLADHAND_RETRY_ATTEMPTS", "1000", "GLADHAND_RETRY_LONGEST", "2s");
    try (var world = World.start(kind, folder, longWaits, Inbox.SHARED.target())) {
      var partner = Partner.of(world.node(), "Held Inc");
      var samsara = partner.samsara(world.sandbox().samsaraUrl(), "");
      var superOffice = partner.superOffice(world.sandbox().superOfficeUrl(), "");
      var driver = partner.users(samsara, List.of(World.ANA)).getFirst();
      var person = partner.users(superOffice, List.of("+4790000001")).getFirst();
      for (var method : List.of("POST", "PATCH")) {
        world
            .sandbox()
            .faults()
            .add(FaultRule.always(new Fault.Respond(429, List.of(), "{}", false)).method(method));
      }
      var looked = post(partner, samsara, driver, "before the backup");
      var never = post(partner, superOffice, person, "before the backup, too");
      var first = note(partner, samsara, driver, "the first note");
      var second = note(partner, samsara, driver, "the second note");
      assertEquals(0, world.node().terminate());

      world.node().set("GLADHAND_HOLD", "true");
      world.node().start();
      world.sandbox().faults().clear();
      partner
          .send("POST", PATH + "?is_sync=true", body(samsara, driver, "at once, and new"))
          .expect(200);
      var before = calls(world);
      var box = Inbox.SHARED.box();
      partner
          .send(
              "POST",
              Hook.PATH,
              "{\"url\":\"" + box.url() + "\",\"event_name\":\"resource_operation.*\"}")
          .expect(201);
      var added = post(partner, samsara, driver, "accepted while held");
      assertTrue(world.node().log().contains("GLADHAND_HOLD"), world.node()::log);
      assertEquals("pending", partner.operation(samsara, added).get("status").asText());
      isSeen(world, partner, true);
      assertEquals(0, world.node().terminate(), "it stops as any node");
      assertEquals(before, calls(world));
      assertEquals(List.of(), box.all());

      assertTrue(restored(world).startsWith("5 pending writes are in doubt now"));
      assertTrue(restored(world).startsWith("0 pending writes are in doubt now"), "once is enough");
      world.node().set("GLADHAND_HOLD", "false");
      world.node().start();
      isSeen(world, partner, false);
      assertEquals("applied", partner.ended(samsara, looked).get("outcome").asText());
      assertEquals("applied", partner.ended(samsara, added).get("outcome").asText());
      assertEquals("unknown", partner.ended(superOffice, never).get("outcome").asText());
      for (var id : List.of(first, second)) {
        assertEquals("applied", partner.ended(samsara, id).get("outcome").asText());
      }
      var notes = world.sandbox().journal().received(Query.of("samsara").method("PATCH"));
      assertTrue(notes.getLast().bodyText().contains("the second note"), notes::toString);
      world.sandbox().timesApplied("samsara").forEach((key, times) -> assertEquals(1, times, key));
      assertEquals(Map.of(), world.sandbox().timesApplied("superoffice"));
      box.first(2);
    }
  }

  /**
   * Whether the node is held stands in its metrics, and on its pages for the operator and for a
   * partner.
   */
  private static void isSeen(World world, Partner partner, boolean held) throws IOException {
    var metrics = Http.send("GET", world.node().url() + "/prometheus", "", Map.of()).raw().body();
    assertTrue(metrics.contains("\ngladhand_node_held " + (held ? "1.0" : "0.0") + "\n"), metrics);
    try (var clicks = Clicks.inConsole(world, partner)) {
      assertEquals(
          held, clicks.text().contains("Your operator has held this node since 20"), clicks::text);
      assertFalse(clicks.text().contains("GLADHAND_HOLD"), clicks::text);
    }
    var admin = Partner.admin(world.node());
    try (var clicks = Clicks.inConsole(world, admin)) {
      for (var page : List.of("Flow", "Node")) {
        clicks.link(page);
        assertEquals(
            held, clicks.text().contains("This node has been held since 20"), clicks::text);
        assertEquals(
            held,
            clicks.text().contains("To end this, start it without GLADHAND_HOLD"),
            clicks::text);
      }
    }
  }

  private static String post(Partner partner, String connection, String person, String text) {
    return partner
        .send("POST", PATH, body(connection, person, text))
        .expect(202)
        .json()
        .get("id")
        .asText();
  }

  private static String body(String connection, String person, String text) {
    return "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
        .formatted(connection, person, text);
  }

  private static String note(Partner partner, String connection, String person, String text) {
    var body = "{\"connection_id\":\"%s\",\"notes\":\"%s\"}".formatted(connection, text);
    var path = "/v2/telematics/users/" + person;
    return partner.send("PATCH", path, body).expect(202).json().get("id").asText();
  }

  private static int calls(World world) {
    var journal = world.sandbox().journal();
    return journal.received(Query.of("samsara")).size()
        + journal.received(Query.of("superoffice")).size();
  }

  private static String restored(World world) {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    var environment =
        Map.of(
            "GLADHAND_DATABASE_URL", world.database().url(),
            "GLADHAND_DATABASE_USER", world.database().user(),
            "GLADHAND_DATABASE_PASSWORD", world.database().password());
    var none = new ByteArrayInputStream(new byte[0]);
    assertEquals(0, Tool.run(environment, none, print, print, "restored"), out::toString);
    return out.toString(StandardCharsets.UTF_8);
  }
}
