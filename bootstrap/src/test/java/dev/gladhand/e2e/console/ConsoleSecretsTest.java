package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Clicks;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Form;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Secrets that the console makes: each is shown once, works, and ends the one before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConsoleSecretsTest {
  private static final String PARTNERS = "/console/partners";

  @Parameter private Stores.Kind kind;
  private World world;
  private Browser admin;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    admin = signedIn(Node.ADMIN, Node.ADMIN_SECRET);
  }

  private Browser signedIn(String id, String secret) {
    var made = new Browser(world.node().url());
    made.signIn(id, secret);
    return made;
  }

  /** A client's id and secret, as a page showed them. */
  private record Shown(String client, String secret) {
    static Shown on(String page) {
      return new Shown(code(page, "Client id"), code(page, "Client secret"));
    }
  }

  private static String code(String page, String label) {
    var found =
        Pattern.compile("(?s)aria-label=\"" + label + "\"><code>([^<]+)</code>").matcher(page);
    assertTrue(found.find(), () -> "no " + label + " in " + page);
    return found.group(1);
  }

  private boolean signsIn(Shown shown) {
    var browser = signedIn(shown.client, shown.secret);
    return browser.get("/console").body().contains("<h1>Flow</h1>");
  }

  private void assertAudited(String action, String id) {
    var audit = admin.get("/console/audit?action=" + action + "&object_id=" + id).body();
    assertTrue(audit.contains(">ok<"), audit);
    var byConsole = Pattern.compile("console\\s*<a href=\"/console/audit\\?actor=");
    assertTrue(byConsole.matcher(audit).find(), audit);
  }

  @Test
  void aPartnersSecretIsShownOnceIsRotatedAndIsDisabled() {
    var name = "By hand <b>" + Fleet.number() + "</b>";
    var made = admin.send(Form.of(admin.get(PARTNERS).body(), "Create").with("name", name));
    assertEquals(200, made.statusCode(), made::body);
    assertFalse(made.body().contains("<table"), "it would be lost with a store that ends here");
    var first = Shown.on(made.body());
    var list = admin.get(PARTNERS).body();
    assertFalse(list.contains(first.secret), "it is gone at the next load");
    assertFalse(list.contains(name), "the name is markup");
    var row =
        Pattern.compile("(?s)partner_id=([0-9a-f-]{36})\"(?:(?!</tr>).)*" + first.client)
            .matcher(list);
    assertTrue(row.find(), list);
    var id = row.group(1);
    assertTrue(signsIn(first));
    assertAudited("partner.created", id);

    var session = signedIn(first.client, first.secret);
    var rotated = Shown.on(admin.post(PARTNERS + "/" + id + "/rotate-secret", Map.of()).body());
    assertEquals(first.client, rotated.client);
    assertNotEquals(first.secret, rotated.secret);
    assertFalse(admin.get(PARTNERS).body().contains(rotated.secret));
    assertFalse(signsIn(first), "the secret before opens nothing");
    assertTrue(signsIn(rotated));
    assertFalse(session.get("/console").body().contains("<h1>Flow</h1>"), "its session has ended");
    assertAudited("partner.secret_rotated", id);

    var still = signedIn(rotated.client, rotated.secret);
    var shut = admin.post(PARTNERS + "/" + id + "/disable", Map.of()).body();
    assertTrue(shut.contains(">disabled<"), shut);
    assertFalse(signsIn(rotated));
    assertFalse(still.get("/console").body().contains("<h1>Flow</h1>"), "its session has ended");
    assertAudited("partner.disabled", id);
  }

  @Test
  void aPartnerMakesAndShutsNobody() {
    var partner = Partner.of(world.node(), "Nobody Inc");
    var browser = signedIn(partner.clientId(), partner.clientSecret());
    assertEquals(404, browser.get(PARTNERS).statusCode());
    browser.get("/console");
    for (var path : new String[] {"", "/" + partner.id() + "/rotate-secret"}) {
      assertEquals(404, browser.post(PARTNERS + path, Map.of("name", "x")).statusCode(), path);
    }
    assertEquals(
        404, browser.post(PARTNERS + "/" + partner.id() + "/disable", Map.of()).statusCode());
    partner.get(Route.C).expect(200);
  }

  @Test
  void aWebhooksNewSecretIsShownOnce() throws IOException {
    var partner = Partner.of(world.node(), "Rotating Inc");
    var hook = Hook.of(partner, Inbox.SHARED.box(), "webhook.*");
    var secret = Pattern.compile("whsec_[A-Za-z0-9+/=]{32,}");
    try (var clicks = Clicks.inConsole(world, partner)) {
      clicks.link("Webhooks").link(hook.id());
      assertFalse(secret.matcher(clicks.text()).find(), clicks::text);
      clicks.button("Rotate secret");
      var first = secret.matcher(clicks.text());
      assertTrue(first.find(), clicks::text);
      assertTrue(clicks.text().contains("shown this once"), clicks::text);
      clicks.link("Webhook " + hook.id()).button("Rotate secret");
      var second = secret.matcher(clicks.text());
      assertTrue(second.find(), clicks::text);
      assertNotEquals(first.group(), second.group());
      clicks.link("Webhooks").link(hook.id());
      assertFalse(secret.matcher(clicks.text()).find(), "it is gone at the next load");
    }
    assertAudited("webhook.secret_rotated", hook.id());
    hook.post("test").expect(202);
  }
}
