package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.EventStream;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Form;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What is done on the console's pages, by a browser without scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConsoleActionsTest {
  private static final String OPERATIONS = "/console/operations";

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;
  private Browser browser;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Hands Inc");
    browser = signedIn(fleet.partner());
  }

  private Browser signedIn(Partner partner) {
    var made = new Browser(world.node().url());
    made.signIn(partner.clientId(), partner.clientSecret());
    return made;
  }

  private static String sent(Fleet of) {
    var body = of.fill(Sample.MESSAGE.body());
    var made = of.partner().send("POST", Sample.MESSAGE.path(), body).expect(202).json();
    var id = made.get("id").asText();
    of.partner().ended(of.connection(), id);
    return id;
  }

  @Test
  void aFormThatIsSentTwiceRetriesOnce() {
    var own = Fleet.atSamsara(world, "Twice Inc");
    var here = signedIn(own.partner());
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.respond(400, "{}")).provider("samsara").method("POST"));
    String failed;
    try {
      failed = sent(own);
    } finally {
      world.sandbox().faults().clear();
    }
    var page = here.get(OPERATIONS + "/" + own.connection() + "/" + failed);
    var first = here.press(page, "Retry").uri().getPath();
    assertNotEquals(page.uri().getPath(), first);
    assertEquals(first, here.press(page, "Retry").uri().getPath());
    var retry = page.uri().getPath() + "/retry";
    assertEquals(400, here.post(retry, Map.of("key", "x".repeat(10_000))).statusCode());
  }

  @Test
  void allThatMatchAreRetriedAndTheActionIsFoundAgain() {
    var own = Fleet.atSamsara(world, "Retry Inc");
    var here = signedIn(own.partner());
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.respond(400, "{}")).provider("samsara").method("POST"));
    try {
      sent(own);
      sent(own);
    } finally {
      world.sandbox().faults().clear();
    }
    var list = here.get(OPERATIONS + "?status=failed&resource=message");
    var asked = here.press(list, "Retry all that match");
    assertTrue(asked.body().contains("2 operations match."), asked::body);
    var started = here.press(asked, "Confirm");
    var address = started.uri().getPath();
    assertTrue(address.matches("/console/operations/bulk-actions/[0-9a-f-]{36}"), address);
    var done =
        Await.value(
            "the bulk action ends",
            Partner.SOON,
            () -> here.get(address).body(),
            page -> page.contains(">done<"));
    assertTrue(done.replaceAll("\\s", "").contains("<dt>Done</dt><dd>2</dd>"), done);
    assertTrue(here.get("/console/audit?action=bulk_action.started").body().contains(">ok<"));
    var first =
        Await.value(
                "a repeated write succeeds",
                Partner.SOON,
                () -> ids(here.get(OPERATIONS + "?status=success")),
                ids -> !ids.isEmpty())
            .getFirst();
    var again = here.get(OPERATIONS + "/" + own.connection() + "/" + first).body();
    var from = Pattern.compile("(?s)Retried from</dt><dd><a href=\"([^\"]+)\"").matcher(again);
    assertTrue(from.find(), again);
    var origin = here.get(from.group(1)).body();
    assertTrue(
        Pattern.compile("(?s)Retried as</dt><dd>\\s*<a href=\"[^\"]+/" + first)
            .matcher(origin)
            .find(),
        origin);
    // The same form, sent twice, is one action.
    here.press(asked, "Confirm");
    assertEquals(1, here.get(OPERATIONS + "/bulk-actions").body().split("<tr>", -1).length - 2);
    assertEquals(404, browser.get(address).statusCode());
    var none = here.press(here.get(OPERATIONS + "?status=success"), "Cancel all that match");
    assertTrue(none.body().contains("0 operations match."), none::body);
    assertFalse(none.body().contains(">Confirm<"));
  }

  @Test
  void anOperationShowsWhatEachAttemptHasSentWithoutItsCredentials() {
    var token = "samsara-sandbox-token";
    var text = "Canary " + Fleet.number();
    // An update is repeated at once; of a message one would first look up what became of it.
    world
        .sandbox()
        .faults()
        .add(FaultRule.once(Fault.respond(503, "{}")).provider("samsara").contains(text));
    var update = Sample.VEHICLE_UPDATE;
    var sent = fleet.fill(update.body().replace("Truck One", text));
    var made = fleet.partner().send("PATCH", fleet.fill(update.path()), sent).expect(202).json();
    var told = fleet.ended(made);
    assertEquals(2, told.get("logs").size(), told::toString);
    assertFalse(told.toString().contains("api.samsara") || told.at("/logs/0").has("request"));
    var page = browser.get(OPERATIONS + "/" + fleet.connection() + "/" + made.get("id").asText());
    var from = 0;
    for (var step :
        List.of("Accepted", "Attempt 1 began", "Attempt 1 ended", "Attempt 2 ended", "Ended")) {
      var at = page.body().indexOf("<td>" + step + "\n", from);
      assertTrue(at > 0, () -> step + " does not come in its turn: " + page.body());
      from = at;
    }
    for (var attempt : List.of("Attempt 1 sent PATCH http", "Attempt 2 sent PATCH http")) {
      assertTrue(page.body().contains(attempt), page::body);
    }
    assertEquals(3, page.body().split("Authorization: \\*\\*\\*\\*\\*", -1).length, page::body);
    assertTrue(page.body().split(text, -1).length >= 4, page::body);
    assertFalse(page.body().contains(token), page::body);
  }

  @Test
  void aSyncWriteShowsWhatItHasSent() {
    var body = fleet.fill(Sample.MESSAGE.body());
    var path = Sample.MESSAGE.path() + "?is_sync=true";
    var made = fleet.partner().send("POST", path, body).expect(200).json();
    var page = browser.get(OPERATIONS + "/" + fleet.connection() + "/" + made.get("id").asText());
    assertTrue(page.body().contains("Attempt 1 sent POST http"), page::body);
    assertTrue(page.body().contains("Authorization: *****"), page::body);
  }

  @Test
  void theListIsSentAsItChangesUntilTheSessionEnds() {
    var own = Fleet.atSamsara(world, "Live Inc");
    var here = signedIn(own.partner());
    var session = here.cookie("gladhand_session");
    var path = OPERATIONS + "/live?connection_id=" + own.connection();
    var streams = new ArrayList<EventStream>();
    try {
      for (var i = 0; i < 20; i++) {
        streams.add(EventStream.ofPage(world.node(), path, session));
      }
      streams.getFirst().await("No operation matches");
      assertEquals(429, here.status(path, session));
      var id = sent(own);
      streams.forEach(stream -> stream.await(id));
      here.post("/console/sign-out", Map.of());
      sent(own);
      streams.forEach(EventStream::awaitEnd);
    } finally {
      streams.forEach(EventStream::close);
    }
    assertEquals(303, here.status(path, session));
  }

  @Test
  void theListGoesToItsNextPageAndTheLiveViewIsStopped() {
    for (var i = 0; i < 3; i++) {
      sent(fleet);
    }
    var first = browser.get(OPERATIONS + "?size=2&connection_id=" + fleet.connection());
    assertTrue(first.body().contains("sse-connect=\"/console/operations/live?"));
    assertTrue(first.body().contains("http-equiv=\"refresh\""));
    var stopped = browser.press(first, "Pause");
    assertFalse(stopped.body().contains("sse-connect"));
    assertFalse(stopped.body().contains("http-equiv=\"refresh\""));
    assertTrue(stopped.uri().getQuery().contains("size=2"), stopped.uri()::toString);
    assertTrue(browser.press(stopped, "Resume").body().contains("sse-connect"));
    var next = browser.get(link(first, "Next"));
    assertEquals(200, next.statusCode());
    var shown = ids(first);
    assertEquals(2, shown.size());
    assertFalse(ids(next).isEmpty());
    assertTrue(ids(next).stream().noneMatch(shown::contains));
    var one = browser.get(OPERATIONS + "?id=" + shown.getFirst());
    assertTrue(one.body().contains("<h1>Operation " + shown.getFirst()), one::body);
  }

  @Test
  void aTextInErrorsIsLookedForInAllThatTheOtherFiltersMatch() {
    var own = Fleet.atSamsara(world, "Error Inc");
    var here = signedIn(own.partner());
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.once(Fault.respond(400, "{\"message\":\"Driver 7 is <b>away</b>\"}"))
                .provider("samsara")
                .method("POST"));
    String failed;
    try {
      failed = sent(own);
    } finally {
      world.sandbox().faults().clear();
    }
    var well = sent(own);
    var found = here.get(OPERATIONS + "?error=driver+7+is&status=failed&status=success");
    assertEquals(List.of(failed), ids(found), found::body);
    assertTrue(found.body().contains("value=\"driver 7 is\""), found::body);
    assertFalse(found.body().contains("<b>away"), found::body);
    // What stands still while one reads: a search is no live view, and no bulk action is for it.
    assertFalse(found.body().contains("sse-connect"), found::body);
    assertFalse(found.body().contains(">Retry all that match<"), found::body);
    assertEquals(400, here.get(OPERATIONS + "/bulk-actions/new?action=retry&error=x").statusCode());
    var csv = here.get(link(found, "CSV")).body();
    assertTrue(csv.contains(failed) && !csv.contains(well), csv);
    assertEquals(List.of(), ids(here.get(OPERATIONS + "?error=driver+8")));
    assertEquals(List.of(), ids(here.get(OPERATIONS + "?error=driver&status=success")));
    assertEquals(400, here.get(OPERATIONS + "?error=" + "x".repeat(256)).statusCode());
    var other = signedIn(Partner.of(world.node(), "No Errors Inc"));
    assertEquals(List.of(), ids(other.get(OPERATIONS + "?error=driver")));
  }

  @Test
  void anOperationIsFoundByTheProvidersIdWithoutItsResource() {
    var update = Sample.VEHICLE_UPDATE;
    var body = fleet.fill(update.body());
    var made = fleet.partner().send("PATCH", fleet.fill(update.path()), body).expect(202).json();
    var id = made.get("id").asText();
    var source = fleet.ended(made).get("source_id").asText();
    assertTrue(source.matches("[0-9]+"), source);
    assertTrue(ids(browser.get(OPERATIONS + "?source_id=" + source)).contains(id));
    assertEquals(List.of(), ids(browser.get(OPERATIONS + "?source_id=none")));
  }

  @Test
  void anInvitationsFaultsStandAtItsControlsAndItsLinkIsShownOnce() {
    var page = browser.get("/console/invitations");
    var refused = browser.press(page, "Create");
    assertEquals(422, refused.statusCode(), refused::body);
    assertTrue(refused.body().contains("id=\"f-fleet_ref-fault\""), refused::body);
    var form = Form.of(page.body(), "Create").with("fleet_ref", "F-by-hand");
    var made = browser.send(form);
    assertTrue(made.body().contains("/connect?invite="), made::body);
    assertFalse(made.body().contains("<table"), "it would be lost with a store that ends here");
    var list = browser.get("/console/invitations");
    assertTrue(list.body().contains("F-by-hand") && !list.body().contains("invite="), list::body);
    assertTrue(browser.press(list, "Delete").body().contains(">deleted<"));
  }

  @Test
  void theListIsHadAsCsv() {
    var id = sent(fleet);
    var list = browser.get(OPERATIONS + "?connection_id=" + fleet.connection() + "&size=1");
    var csv = browser.get(link(list, "CSV"));
    assertEquals(200, csv.statusCode());
    var type = csv.headers().firstValue("Content-Type").orElse("");
    assertTrue(type.startsWith("text/csv"), type);
    assertTrue(csv.body().startsWith("id,created_at,"), csv::body);
    assertTrue(csv.body().contains("\r\n" + id + ","), csv::body);
    var other = signedIn(Partner.of(world.node(), "No Csv Inc"));
    var theirs = other.get(OPERATIONS + ".csv?connection_id=" + fleet.connection());
    assertEquals(1, theirs.body().lines().count(), theirs::body);
  }

  private static List<String> ids(HttpResponse<String> page) {
    return Pattern.compile("/console/operations/[0-9a-f-]{36}/([0-9a-f-]{36})\"")
        .matcher(page.body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String link(HttpResponse<String> page, String text) {
    var found = Pattern.compile("<a href=\"([^\"]+)\">" + text + "</a>").matcher(page.body());
    assertTrue(found.find(), () -> "no link " + text + " in " + page.body());
    return found.group(1).replace("&amp;", "&");
  }
}
