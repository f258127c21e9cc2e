package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Form;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What was typed stays where it is refused, and what is shown as a call can be called. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConsoleTypedTest {
  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;
  private Browser browser;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Typed Inc");
    browser = signedIn(fleet.partner().clientId(), fleet.partner().clientSecret());
  }

  private Browser signedIn(String id, String secret) {
    var made = new Browser(world.node().url());
    made.signIn(id, secret);
    return made;
  }

  private static void assertKept(HttpResponse<String> page, String name, String typed) {
    var control =
        Pattern.compile("<(?:input|select)[^>]*name=\"" + name + "\"[^>]*>").matcher(page.body());
    assertTrue(control.find(), page::body);
    assertTrue(control.group().contains("aria-invalid=\"true\""), control::group);
    assertTrue(control.group().contains("aria-describedby=\"f-" + name + "-fault"), control::group);
    assertTrue(page.body().contains("id=\"f-" + name + "-fault\""), page::body);
    assertTrue(page.body().contains(typed), page::body);
  }

  @Test
  void aPartnersNameStays() {
    var admin = signedIn(Node.ADMIN, Node.ADMIN_SECRET);
    var page = admin.get("/console/partners");
    for (var wrong : new String[] {"", "x".repeat(201)}) {
      var refused = admin.send(Form.of(page.body(), "Create").with("name", wrong));
      assertEquals(422, refused.statusCode(), refused::body);
      assertKept(refused, "name", "value=\"" + wrong + "\"");
    }
  }

  @Test
  void theFiltersOfReferencesStay() {
    var asked = "/console/references?source_id=S-7&fleet_refs=F-9";
    var refused = browser.get(asked + "&connection_id=nothing");
    assertEquals(400, refused.statusCode());
    assertKept(refused, "connection_id", "value=\"nothing\"");
    assertTrue(refused.body().contains("value=\"S-7\""), refused::body);
    assertTrue(refused.body().contains("value=\"F-9\""), refused::body);
    assertKept(browser.get(asked + "&resource=truck"), "resource", "value=\"S-7\"");
    var longest = "s".repeat(1000);
    assertKept(browser.get("/console/references?source_id=" + longest), "source_id", longest);
  }

  @Test
  void theFiltersOfOperationsStay() {
    var refused = browser.get("/console/operations?connection_id=nothing&fleet_refs=F-9");
    assertEquals(400, refused.statusCode());
    assertKept(refused, "connection_id", "value=\"nothing\"");
  }

  @Test
  void theSpanOfAReplayStays() {
    var hook = Hook.of(fleet.partner(), Inbox.SHARED.box(), "webhook.*");
    var page = browser.get("/console/webhooks/" + hook.id());
    var form =
        Form.of(page.body(), "Replay").with("from", "yesterday").with("to", "2026-11-01T00:00:00Z");
    var refused = browser.send(form);
    assertEquals(422, refused.statusCode(), refused::body);
    assertKept(refused, "from", "value=\"yesterday\"");
    assertTrue(refused.body().contains("value=\"2026-11-01T00:00:00Z\""), refused::body);
    assertTrue(refused.body().contains("Nothing is sent again."), refused::body);
    var sent = browser.send(form.with("from", "2026-10-01T00:00:00Z"));
    assertTrue(sent.body().contains("0 events are sent again."), sent::body);
  }

  @Test
  void theWriteOfAnOperationIsShownAsACallThatTheApiTakes() {
    for (var sample : new Sample[] {Sample.MESSAGE, Sample.VEHICLE_UPDATE}) {
      var method = sample.method();
      var partner = fleet.partner();
      var path = fleet.fill(sample.path());
      var body = fleet.fill(sample.body().replace("Truck One", "It's \\\"one\\\""));
      var made = partner.send(method, path, body).expect(202).json();
      fleet.ended(made);
      var at = "/console/operations/" + fleet.connection() + "/" + made.get("id").asText();
      var page = unescaped(browser.get(at).body());
      var call =
          Pattern.compile("(?s)curl -X " + method + " \"\\$GLADHAND(\\S+)\" .*?-d '(.*?)'</code>")
              .matcher(page);
      assertTrue(call.find(), page);
      assertEquals(path, call.group(1));
      var sent = call.group(2).replace("'\\''", "'");
      partner.send(method, call.group(1) + "?dry_run=true", sent).expect(200);
    }
  }

  @Test
  void anEmptyPageSaysWhatToDoFirst() {
    var partner = Partner.of(world.node(), "Empty Inc");
    var here = signedIn(partner.clientId(), partner.clientSecret());
    var first =
        Map.of(
            "", "Make a connection on the page Connections",
            "/operations", "send a write on the page Write",
            "/operations/bulk-actions", "Begin on the page Operations",
            "/connections", "Make one by New connection",
            "/references", "choose a connection above",
            "/webhooks", "Make one by New webhook",
            "/invitations", "Create an invitation above",
            "/write", "There is no connection yet. Make one");
    first.forEach(
        (page, told) -> {
          var shown = here.get("/console" + page).body();
          assertTrue(shown.contains(told), () -> page + ": " + shown);
        });
  }

  @Test
  void aWrongFilterIsToldAtItsControlAndTheOthersStay() {
    var partner = Partner.of(world.node(), "Filters Inc");
    var here = signedIn(partner.clientId(), partner.clientSecret());
    var pages =
        Map.of(
            "/operations?source_id=kept-1&status=lost", "status must be of ",
            "/references?source_id=kept-1&resource=lost", "resource is malformed.",
            "/invitations?fleet_ref=kept-1&status=lost", "status must be of ",
            "/audit?object_id=kept-1&action=lost", "There is no such action.");
    pages.forEach(
        (page, told) -> {
          var shown = here.get("/console" + page);
          assertEquals(400, shown.statusCode(), page);
          assertTrue(shown.body().contains(told), () -> page + ": " + shown.body());
          assertTrue(shown.body().contains("value=\"kept-1\""), () -> page + ": " + shown.body());
        });
  }

  @Test
  void invitationsAreFilteredByStatus() {
    var partner = Partner.of(world.node(), "Invites Inc");
    partner
        .send(
            "POST",
            Route.I,
            "{\"fleet_ref\":\"fleet-%d\",\"fleet_name\":\"Northern Lines\"}"
                .formatted(Fleet.number()))
        .expect(201);
    var here = signedIn(partner.clientId(), partner.clientSecret());
    assertTrue(here.get("/console/invitations?status=active").body().contains("Northern Lines"));
    var none = here.get("/console/invitations?status=declined").body();
    assertFalse(none.contains("Northern Lines"), none);
    assertTrue(none.contains("No invitation matches the filters."), none);
  }

  private static String unescaped(String html) {
    return html.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
