package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Form;
import dev.gladhand.e2e.client.Json;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What is made anew on the console's pages, by a browser without scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConsoleFormsTest {
  private static final String MARKUP = "<script>alert('x')</script>";
  private static final String CONNECTIONS = "/console/connections";
  private static final String WEBHOOKS = "/console/webhooks";

  @Parameter private Stores.Kind kind;
  private World world;
  private Partner partner;
  private Browser browser;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    partner = Partner.of(world.node(), "Forms Inc");
    browser = signedIn(partner.clientId(), partner.clientSecret());
  }

  private Browser signedIn(String id, String secret) {
    var made = new Browser(world.node().url());
    made.signIn(id, secret);
    return made;
  }

  private static String control(HttpResponse<String> page, String name) {
    var found =
        Pattern.compile("<(?:input|textarea|select)[^>]*name=\"" + name + "\"[^>]*>")
            .matcher(page.body());
    assertTrue(found.find(), () -> "no control " + name + " in " + page.body());
    return found.group();
  }

  private static void assertFaultAt(HttpResponse<String> page, String name) {
    var id = "f-" + name.replace('.', '-') + "-fault";
    assertTrue(control(page, name).contains("aria-invalid=\"true\""), page::body);
    assertTrue(control(page, name).contains("aria-describedby=\"" + id), page::body);
    assertTrue(page.body().contains("id=\"" + id + "\""), page::body);
  }

  @Test
  void aConnectionIsMadeByTheFormOfItsProvider() {
    var list = browser.get(CONNECTIONS);
    assertTrue(list.body().contains("href=\"/console/connections/new\""), list::body);
    var choice = browser.get(CONNECTIONS + "/new");
    var page = browser.send(Form.of(choice.body(), "Next").with("source_name", "samsara"));
    assertTrue(page.uri().getQuery().contains("source_name=samsara"), page.uri()::toString);
    assertTrue(control(page, "credentials.api_token").contains("type=\"password\""), page::body);
    var form =
        Form.of(page.body(), "Create")
            .with("fleet_ref", MARKUP)
            .with("credentials.api_token", "canary-of-the-form")
            .with("settings.max_concurrency", "many")
            .with("settings.rate_limit", "{\"per_minute\":0}")
            .with("settings.base_url", "https://example.com");
    var refused = browser.send(form);
    assertEquals(422, refused.statusCode(), refused::body);
    for (var name : new String[] {"max_concurrency", "rate_limit", "base_url"}) {
      assertFaultAt(refused, "settings." + name);
    }
    assertTrue(control(refused, "settings.max_concurrency").contains("value=\"many\""));
    assertFalse(refused.body().contains("canary-of-the-form"), refused::body);
    assertFalse(refused.body().contains(MARKUP), refused::body);
    assertTrue(control(refused, "fleet_ref").contains("value=\"&lt;script"), refused::body);
    var made =
        browser.send(
            form.with("credentials.api_token", "samsara-sandbox-token")
                .with("settings.max_concurrency", "3")
                .with("settings.rate_limit", "{\"per_minute\":60}")
                .with("settings.base_url", world.sandbox().samsaraUrl()));
    assertTrue(made.uri().getPath().matches(CONNECTIONS + "/[0-9a-f-]{36}"), made::body);
    assertFalse(made.body().contains("samsara-sandbox-token"), made::body);
    var id = made.uri().getPath().substring(CONNECTIONS.length() + 1);
    var told = partner.get(Route.C + "/" + id).expect(200).json();
    assertEquals(MARKUP, told.get("fleet_ref").asText());
    assertEquals(3, told.at("/settings/max_concurrency").asInt());
    assertEquals(60, told.at("/settings/rate_limit/per_minute").asInt());
    var tested = browser.press(made, "Test");
    assertTrue(tested.body().contains("The provider answered within"), tested::body);
    var audit = browser.get("/console/audit?action=connection.created&object_id=" + id);
    assertTrue(audit.body().contains(">ok<"), audit::body);
  }

  @Test
  void eachKindOfCredentialsHasItsForm() {
    var page = browser.get(CONNECTIONS + "/new?source_name=superoffice");
    assertTrue(page.body().contains("Use instead: "), page::body);
    var other = browser.get(CONNECTIONS + "/new?source_name=superoffice&kind=1");
    assertEquals(200, other.statusCode());
    assertFalse(other.body().contains("name=\"credentials.scheme\""), other::body);
    for (var wrong : new String[] {"source_name=nobody", "source_name=samsara&kind=9"}) {
      assertEquals(404, browser.get(CONNECTIONS + "/new?" + wrong).statusCode(), wrong);
    }
  }

  @Test
  void theAdminNamesThePartnerOfSomethingNew() {
    var admin = signedIn(Node.ADMIN, Node.ADMIN_SECRET);
    var page = admin.get(WEBHOOKS + "/new?partner_id=" + partner.id());
    var form =
        Form.of(page.body(), "Create")
            .with("url", "https://example.com/of-the-admin")
            .with("event_name", "connection.*");
    var made = admin.send(form);
    assertEquals(200, made.statusCode(), made::body);
    assertTrue(browser.get(WEBHOOKS).body().contains("https://example.com/of-the-admin"));
    assertEquals(400, admin.send(form.with("partner_id", "")).statusCode());
  }

  @Test
  void aWebhookIsMadeAndItsSecretIsShownOnce() {
    var page = browser.get(WEBHOOKS + "/new");
    var form =
        Form.of(page.body(), "Create")
            .with("url", "ftp://" + MARKUP)
            .with("event_name", "webhook.*")
            .with("secret", "whsec_canary")
            .with("filters.fleet_refs", "F-1\r\nF-2")
            .with("filters.connection_ids", "nothing");
    var refused = browser.send(form);
    assertEquals(422, refused.statusCode(), refused::body);
    for (var name : new String[] {"url", "secret", "filters.connection_ids"}) {
      assertFaultAt(refused, name);
    }
    assertFalse(refused.body().contains("whsec_canary"), refused::body);
    assertFalse(refused.body().contains(MARKUP), refused::body);
    assertTrue(refused.body().contains("F-1\nF-2</textarea>"), refused::body);
    var made =
        browser.send(
            form.with("url", "https://example.com/by-form")
                .with("secret", "")
                .with("filters.connection_ids", ""));
    var secret = Pattern.compile("whsec_[A-Za-z0-9+/=]{32,}").matcher(made.body());
    assertTrue(secret.find(), made::body);
    var list = browser.get(WEBHOOKS);
    assertTrue(list.body().contains("https://example.com/by-form"), list::body);
    assertFalse(list.body().contains(secret.group()), list::body);
    var again =
        browser.send(
            form.with("url", "https://example.com/by-form")
                .with("secret", "")
                .with("filters.connection_ids", ""));
    assertEquals(409, again.statusCode(), again::body);
    assertTrue(again.body().contains("https://example.com/by-form</textarea>"), again::body);
  }

  @Test
  void referencesAreImportedFromAFileAllOrNone() {
    var own = Fleet.atSamsara(world, "Import Inc");
    var here = signedIn(own.partner().clientId(), own.partner().clientSecret());
    var references = here.get("/console/references?connection_id=" + own.connection());
    var path = "/console/references/" + own.connection() + "/import";
    assertTrue(references.body().contains("href=\"" + path + "\""), references::body);
    var form = Form.of(here.get(path).body(), "Import");
    var bad =
        "resource,source_id,name,roles\r\nuser,u-1,\"Ana, \"\"the\r\nfirst\"\"\",driver\r\n"
            + "car,u-2,<b>Bo</b>,\r\nuser,,No id,pilot\r\n";
    var refused = here.upload(form, "file", "people.csv", bad);
    assertEquals(422, refused.statusCode(), refused::body);
    for (var fault : new String[] {"line 4: resource ", "line 5: source_id ", "line 5: roles.0 "}) {
      assertTrue(refused.body().contains(fault), refused::body);
    }
    assertTrue(control(refused, "csv").contains("aria-invalid=\"true\""), refused::body);
    assertTrue(refused.body().contains("&lt;b&gt;Bo"), refused::body);
    assertFalse(refused.body().contains("<b>Bo"), refused::body);
    var good =
        bad.replace("car,", "vehicle,").replace("user,,No id,pilot", "user,u-3,,driver admin");
    var taken = here.upload(form, "file", "people.csv", "\uFEFF" + good);
    assertTrue(taken.body().contains("3 lines were taken; 3 records are new."), taken::body);
    var typed = here.send(form.with("csv", "source_id;resource\nu-1;user\nu-9;user\n"));
    assertTrue(typed.body().contains("2 lines were taken; 1 records are new."), typed::body);
    var known = here.get("/console/references?connection_id=" + own.connection());
    assertTrue(known.body().contains("u-3") && known.body().contains("driver, admin"), known::body);
    for (var wrong :
        new String[] {"", "resource,colour\n", "resource\nuser,1\n", "resource\n\"user"}) {
      assertEquals(422, here.send(form.with("csv", wrong)).statusCode(), wrong);
    }
    assertEquals(404, browser.get(path).statusCode());
    var other = Form.of(browser.get("/console").body(), "Sign out").fields().getFirst().getValue();
    var theirs = form.with("_csrf", other);
    assertEquals(404, browser.upload(theirs, "file", "people.csv", good).statusCode());
    assertEquals(403, here.upload(form.with("_csrf", "x"), "file", "f.csv", good).statusCode());
  }

  @Test
  void anEventOnItsWayHasItsPageAndIsSentAgain() {
    var own = Fleet.atSamsara(world, "Event Inc");
    var here = signedIn(own.partner().clientId(), own.partner().clientSecret());
    var box = Inbox.SHARED.box();
    var hook = Hook.of(own.partner(), box, "resource_operation.*");
    var body = own.fill(Sample.MESSAGE.body());
    var made = own.partner().send("POST", Sample.MESSAGE.path(), body).expect(202).json();
    var id = made.get("id").asText();
    own.partner().ended(own.connection(), id);
    var operation = "/console/operations/" + own.connection() + "/" + id;
    var link = Pattern.compile("/console/webhooks/" + hook.id() + "/events/[0-9a-f-]{36}");
    var shown =
        Await.value(
            "the operation's page links its delivery",
            Partner.SOON,
            () -> here.get(operation).body(),
            page -> link.matcher(page).find());
    var found = link.matcher(shown);
    assertTrue(found.find());
    var address = found.group();
    var page =
        Await.value(
            "the event is delivered",
            Partner.SOON,
            () -> here.get(address),
            one -> one.body().contains(">delivered<") && one.body().contains(">success<"));
    assertTrue(page.body().contains("href=\"" + operation + "\""), page::body);
    assertTrue(here.get(WEBHOOKS + "/" + hook.id()).body().contains(address));
    var again = here.press(page, "Replay");
    assertTrue(again.body().contains("1 events are sent again."), again::body);
    assertEquals(404, browser.get(address).statusCode());
    var unknown = address.replaceFirst("events/.*", "events/" + own.connection());
    assertEquals(404, here.get(unknown).statusCode());
  }

  @Test
  void theStartPageTellsWhatItsChartsDrawAndHowLongTheProviderTakes() {
    var own = Fleet.atSamsara(world, "Chart Inc");
    var here = signedIn(own.partner().clientId(), own.partner().clientSecret());
    for (var i = 0; i < 3; i++) {
      var body = own.fill(Sample.MESSAGE.body());
      var made = own.partner().send("POST", Sample.MESSAGE.path(), body).expect(202).json();
      own.partner().ended(own.connection(), made.get("id").asText());
    }
    var page = here.get("/console").body();
    var told =
        "aria-label=\"samsara, operations of each minute of the last hour: accepted 3, ended 3,"
            + " failed 0, unknown 0; at most ";
    assertTrue(page.contains(told), page);
    var bars = Pattern.compile("class=\"series-accepted\" d=\"(?:M\\d+ 100v-\\d+h2v\\d+z){1,3}\"");
    assertTrue(bars.matcher(page).find(), page);
    assertTrue(page.contains("class=\"series-failed\" d=\"\""), page);
    // The same numbers, for who runs scripts.
    var data = Pattern.compile("data-chart=\"([^\"]+)\"").matcher(page);
    assertTrue(data.find(), page);
    var counts = Json.of(data.group(1).replace("&#34;", "\""));
    assertEquals(60, counts.get("accepted").size());
    var sum = 0;
    for (var count : counts.get("accepted")) {
      sum += count.asInt();
    }
    assertEquals(3, sum);
    for (var file : List.of("uplot.js", "charts.js", "uplot.css")) {
      var asset = Pattern.compile("(?:src|href)=\"([^\"]+/" + file + ")\"").matcher(page);
      assertTrue(asset.find(), file);
      assertEquals(200, here.get(asset.group(1)).statusCode(), file);
    }
    assertFalse(here.get("/console/audit").body().contains("uplot"), "no chart is there");
    assertTrue(page.contains(">Provider p50<") && page.contains(">To success p99<"), page);
    var row = Pattern.compile("(?s)<td>samsara\\s*</td>(.*?)</tr>").matcher(page);
    assertTrue(row.find(), page);
    assertEquals(4, row.group(1).split("\\d+ ms\\s*</td>", -1).length - 1, row::group);
    assertFalse(page.contains("Oldest waiting"), page);
    // A provider that lets one wait: what waits is told by its age, with a link to it.
    world.sandbox().faults().add(FaultRule.always(Fault.respond(429, "{}")).provider("samsara"));
    try {
      var body = own.fill(Sample.MESSAGE.body());
      var waits = own.partner().send("POST", Sample.MESSAGE.path(), body).expect(202).json();
      var oldest = here.get("/console").body();
      assertTrue(oldest.contains("<dt>Oldest waiting</dt>"), oldest);
      assertTrue(
          oldest.contains(
              "/console/operations/" + own.connection() + "/" + waits.get("id").asText()),
          oldest);
    } finally {
      world.sandbox().faults().clear();
    }
    own.settle();
  }

  @Test
  void aPageBringsItsIcon() {
    var icon =
        Pattern.compile("<link rel=\"icon\"[^>]*href=\"([^\"]+)\"")
            .matcher(browser.get("/console").body());
    assertTrue(icon.find());
    var drawn = browser.get(icon.group(1));
    assertEquals(200, drawn.statusCode());
    assertTrue(drawn.body().startsWith("<svg"), drawn::body);
  }
}
