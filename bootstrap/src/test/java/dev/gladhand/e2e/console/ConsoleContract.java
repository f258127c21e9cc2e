package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Holdings;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The console as a browser without scripts sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleContract {
  private static final List<String> PAGES =
      List.of(
          "",
          "/operations",
          "/connections",
          "/webhooks",
          "/invitations",
          "/write",
          "/providers",
          "/audit",
          "/operations/bulk-actions",
          "/references",
          "/partners",
          "/node");

  private final Stores.Kind kind;
  World world;
  private Holdings holdings;

  ConsoleContract(Stores.Kind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    holdings = Holdings.of(world, "<script>alert('markup')</script>");
  }

  private Browser browser() {
    return new Browser(world.node().url());
  }

  private Browser admin() {
    var browser = browser();
    assertPage(browser.signIn(Node.ADMIN, Node.ADMIN_SECRET), 200, "Flow");
    return browser;
  }

  Browser owner() {
    var browser = browser();
    var partner = holdings.partner();
    assertPage(browser.signIn(partner.clientId(), partner.clientSecret()), 200, "Flow");
    return browser;
  }

  private static void assertPage(HttpResponse<String> page, int status, String title) {
    assertEquals(status, page.statusCode(), page::body);
    assertEquals(2, page.body().split("<h1>", -1).length, page::body);
    assertTrue(page.body().contains("<h1>" + title), page::body);
    var policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), policy);
    assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
  }

  @Test
  void theRootLeadsToTheSignInWhichLeadsBackToThePageThatWasAsked() {
    var browser = browser();
    var form = browser.get("/");
    assertPage(form, 200, "Sign in");
    for (var name : List.of(">Client id<", ">Client secret<", ">Sign in</button>")) {
      assertTrue(form.body().contains(name), name);
    }
    assertPage(browser.get("/console/operations?status=failed"), 200, "Sign in");
    var shown =
        browser.post(
            "/console/sign-in",
            Map.of(
                "client_id", Node.ADMIN,
                "client_secret", Node.ADMIN_SECRET,
                "next", "/console/operations?status=failed"));
    assertPage(shown, 200, "Operations");
    assertTrue(shown.uri().toString().endsWith("?status=failed"));
    assertTrue(shown.body().contains("value=\"failed\" selected"), shown::body);
  }

  @Test
  void anotherHostIsNotLedTo() {
    var browser = browser();
    browser.get("/console/sign-in");
    var shown =
        browser.post(
            "/console/sign-in",
            Map.of(
                "client_id", Node.ADMIN,
                "client_secret", Node.ADMIN_SECRET,
                "next", "//example.com/console"));
    assertPage(shown, 200, "Flow");
  }

  @Test
  void aWrongSecretSignsNobodyInAndKeepsTheId() {
    var page = browser().signIn(holdings.partner().clientId(), "wrong");
    assertPage(page, 403, "Sign in");
    assertTrue(page.body().contains(holdings.partner().clientId()));
  }

  @Test
  void theAdminSeesEveryPage() {
    var browser = admin();
    for (var page : PAGES) {
      var shown = browser.get("/console" + page);
      assertPage(shown, 200, "");
      assertTrue(shown.body().contains(">Sign out</button>"));
      assertTrue(shown.body().length() < 100_000, page);
      assertFalse(shown.body().contains("<script>alert"), page);
    }
    assertPage(browser.get("/console/nothing"), 404, "Not found");
  }

  @Test
  void aPartnerFollowsHisOwnThings() {
    var browser = owner();
    var list = browser.get("/console/operations?source_name=samsara&status=success&status=failed");
    assertTrue(list.body().contains(holdings.fill("{operation}")), list::body);
    var one = browser.get(holdings.fill("/console/operations/{connection}/{operation}"));
    assertPage(one, 200, "Operation ");
    assertTrue(one.body().contains("<time datetime=\"20"), one::body);
    assertPage(browser.get(holdings.fill("/console/connections/{connection}")), 200, "Connection ");
    assertPage(browser.get(holdings.fill("/console/webhooks/{webhook}")), 200, "Webhook ");
    // The number of an attempt counts those of all partners, so a plain one is no cursor.
    var log = browser.get(holdings.fill("/console/webhooks/{webhook}?cursor=1"));
    assertPage(log, 400, "Error 400");
    for (var page : List.of("/partners", "/node")) {
      assertPage(browser.get("/console" + page), 404, "Not found");
    }
    assertFalse(browser.get("/console").body().contains(">Partners<"));
    var wrong = browser.get("/console/operations?connection_id=nothing&resource=message");
    assertPage(wrong, 400, "Operations");
    assertTrue(wrong.body().contains("id=\"f-connection_id-fault\""), wrong::body);
    assertTrue(wrong.body().contains("value=\"nothing\""), wrong::body);
    assertTrue(wrong.body().contains("value=\"message\" selected"), wrong::body);
    assertPage(browser.get("/console/operations?status=nothing"), 400, "Operations");
  }

  @Test
  void anotherPartnersThingsAreNotThere() {
    var other = Partner.of(world.node(), "Other Inc");
    var browser = browser();
    browser.signIn(other.clientId(), other.clientSecret());
    for (var path :
        List.of(
            "/operations/{connection}/{operation}",
            "/operations/{connection}/{operation}/live",
            "/connections/{connection}",
            "/webhooks/{webhook}",
            "/references/{connection}/refresh/{job}",
            "/write?connection_id={connection}&resource=message")) {
      assertPage(browser.get("/console" + holdings.fill(path)), 404, "Not found");
    }
    for (var path : PAGES.subList(0, PAGES.size() - 2)) {
      for (var filter :
          List.of(
              "",
              "?partner_id={partner}",
              "?connection_id={connection}",
              "?object_id={connection}",
              "?resource_id={operation}",
              "?id={operation}")) {
        var asked = holdings.fill(filter);
        var shown = browser.get("/console" + path + asked).body();
        for (var id : holdings.ids().values()) {
          assertFalse(!asked.contains(id) && shown.contains(id), path + asked);
        }
        assertFalse(shown.contains("markup"), path + asked);
      }
    }
    for (var path :
        List.of(
            "/operations/{connection}/{operation}/retry",
            "/connections/{connection}/pause",
            "/connections/{connection}/reconnect",
            "/references/{connection}/refresh",
            "/write?connection_id={connection}&resource=message",
            "/webhooks/{webhook}/rotate-secret")) {
      browser.get("/console");
      assertPage(browser.post("/console" + holdings.fill(path), Map.of()), 404, "Not found");
    }
    var list = browser.get("/console/operations?partner_id=" + holdings.partner().id());
    assertFalse(list.body().contains(holdings.fill("{operation}")));
  }

  @Test
  void behindAProxyEveryAddressStandsBelowItsPrefix() {
    var browser = admin();
    var address = Pattern.compile("(?:href|src|action|formaction|sse-connect)=\"(/[^\"]*)\"");
    for (var page : PAGES) {
      var shown = browser.getBelow("/behind", "/console" + page).body();
      var found = address.matcher(shown).results().map(one -> one.group(1)).toList();
      assertTrue(found.size() > 10, shown);
      found.forEach(one -> assertTrue(one.startsWith("/behind/console"), page + " has " + one));
      assertTrue(shown.contains("data-site=\"/behind\""), shown);
    }
  }

  @Test
  void theNodePageTellsSettingsAndNoSecret() {
    var node = admin().get("/console/node").body();
    assertTrue(node.contains("Id of the master key") && node.contains(">console"), node);
    assertFalse(node.contains(Node.ADMIN_SECRET));
  }

  @Test
  void aFormWithoutItsTokenIsRefused() {
    var browser = owner();
    var path = holdings.fill("/console/webhooks/{webhook}/pause");
    assertPage(browser.post(path, Map.of("_csrf", "")), 403, "Error 403");
    assertPage(browser.post(path, Map.of("_csrf", "x".repeat(43))), 403, "Error 403");
    browser.get("/console");
    var paused = browser.post(path, Map.of());
    assertPage(paused, 200, "Webhook ");
    assertTrue(paused.body().contains(">paused<"), paused::body);
  }

  @Test
  void aSessionEndsBySigningOutAndByARotatedSecretAndOpensNoApi() {
    var partner = Partner.of(world.node(), "Ending Inc");
    var browser = browser();
    browser.signIn(partner.clientId(), partner.clientSecret());
    var session = browser.cookie("gladhand_session");
    assertEquals(200, browser().status("/console", session));
    assertEquals(200, browser().status("/console", session, "text/html"));
    assertEquals(200, browser().status("/console/operations.csv", session, "text/csv"));
    assertEquals(401, browser().status("/v2/integrations/connections", session));
    assertPage(browser.post("/console/sign-out", Map.of()), 200, "Sign in");
    assertEquals(303, browser().status("/console", session));

    browser.signIn(partner.clientId(), partner.clientSecret());
    var rotate = "/v2/admin/partners/" + partner.id() + "/rotate-secret";
    Partner.admin(world.node()).send("POST", rotate, "").expect(200);
    assertPage(browser.get("/console"), 200, "Sign in");
  }
}
