package dev.gladhand.e2e.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Browser;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Form;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The page on which one tries the API, and what follows from a write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class ConsoleWriteTest {
  private static final Pattern OPERATION =
      Pattern.compile("/console/operations/[0-9a-f-]{36}/[0-9a-f-]{36}");

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;
  private Browser browser;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    world.sandbox().faults().clear();
    fleet = Fleet.atSamsara(world, "Write Inc");
    browser = new Browser(world.node().url());
    browser.signIn(fleet.partner().clientId(), fleet.partner().clientSecret());
  }

  private HttpResponse<String> page(String resource) {
    return browser.get(
        "/console/write?connection_id=" + fleet.connection() + "&resource=" + resource);
  }

  private Form message(String button, String text) {
    return Form.of(page("message").body(), button)
        .with("recipient_id", fleet.id("ana"))
        .with("message_text", text);
  }

  @Test
  void theFormIsTheConnectionsOwnAndAFaultStandsAtItsControl() {
    var form = page("user").body();
    for (var name : List.of("username", "is_active", "license_expiration", "default_time_zone")) {
      assertTrue(
          form.contains("<label for=\"f-" + name + "\">" + name + "</label>"), () -> name + form);
    }
    assertTrue(form.contains("America/New_York"), form);
    var refused = browser.send(message("Send", "x").with("recipient_id", "nobody"));
    assertEquals(422, refused.statusCode());
    var control = Pattern.compile("<input[^>]*name=\"recipient_id\"[^>]*>").matcher(refused.body());
    assertTrue(control.find(), refused::body);
    assertTrue(control.group().contains("aria-invalid=\"true\""), control::group);
    assertTrue(control.group().contains("aria-describedby=\"f-recipient_id-fault"), control::group);
    assertTrue(control.group().contains("value=\"nobody\""), control::group);
    assertTrue(refused.body().contains("id=\"f-recipient_id-fault\""), refused::body);
  }

  @Test
  void aDryRunShowsTheRequestAndSendsNothing() {
    var shown = browser.send(message("Dry run", "only <b>shown</b>"));
    assertEquals(200, shown.statusCode(), shown::body);
    assertTrue(shown.body().contains("/v1/fleet/messages"), shown::body);
    assertTrue(shown.body().contains("*****"), shown::body);
    assertFalse(shown.body().contains("samsara-sandbox-token"));
    assertFalse(shown.body().contains("<b>shown"));
    for (var language : List.of("curl", "Python", "TypeScript", "Java")) {
      assertTrue(shown.body().contains(">" + language + " <button"), language);
    }
    assertFalse(OPERATION.matcher(shown.body()).find());
  }

  @Test
  void aWriteIsSentOnceHoweverOftenItsFormIsSent() {
    var form = message("Send", "sent by hand");
    var first = operation(browser.send(form));
    assertEquals(first, operation(browser.send(form)));
    var ids = first.split("/", -1);
    fleet.partner().ended(fleet.connection(), ids[ids.length - 1]);
    var one = browser.get(first).body();
    assertTrue(one.contains(">success<"), one);
    assertTrue(one.contains("What would be sent now"), one);
    var sync = browser.send(message("Send", "waited for").with("is_sync", "true"));
    assertTrue(sync.body().contains("The write is success."), sync::body);
  }

  @Test
  void anOperationLeadsToItsDeliveriesAndTheirWebhook() {
    var hook =
        fleet
            .partner()
            .send(
                "POST",
                Route.W,
                "{\"url\":\"https://example.com/console\",\"event_name\":\"resource_operation.*\"}")
            .expect(201)
            .json()
            .get("id")
            .asText();
    var operation = operation(browser.send(message("Send", "told to a webhook")));
    Await.value(
        "the delivery is shown",
        Partner.SOON,
        () -> browser.get(operation).body(),
        page -> page.contains("/console/webhooks/" + hook));
    var webhook = browser.get("/console/webhooks/" + hook);
    assertTrue(webhook.body().contains(">Replay</button>"), webhook::body);
    var replayed = browser.press(webhook, "Replay");
    assertEquals(200, replayed.statusCode(), replayed::body);
    assertTrue(replayed.body().contains("events are sent again"), replayed::body);
    fleet.partner().send("DELETE", Route.W + "/" + hook, "").expect(204);
  }

  @Test
  void theStartPageLeadsFromAStandingLaneToItsConnection() {
    var page = browser.get("/console/connections/" + fleet.connection());
    assertTrue(page.body().contains("&amp;resource=message"), page::body);
    browser.press(page, "Pause");
    var flow = browser.get("/console").body();
    assertTrue(flow.contains("/console/connections/" + fleet.connection()), flow);
    browser.press(browser.get("/console/connections/" + fleet.connection()), "Activate");
    assertFalse(
        browser.get("/console").body().contains("/console/connections/" + fleet.connection()));
    var references = browser.get("/console/references?connection_id=" + fleet.connection());
    assertTrue(references.body().contains(fleet.id("ana")), references::body);
    var refresh = browser.press(references, "Refresh from the provider");
    assertTrue(refresh.body().contains("<h1>Refresh of references"), refresh::body);
  }

  private static String operation(HttpResponse<String> page) {
    var found = OPERATION.matcher(page.body());
    assertTrue(found.find(), page::body);
    return found.group();
  }
}
