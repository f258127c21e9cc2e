package dev.gladhand.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.WebConnectionWrapper;
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

  /** A browser that counts what is clicked in it. */
  private final class Clicks implements AutoCloseable {
    private final WebClient client = new WebClient();
    private HtmlPage page;
    private int count;

    Clicks(JsonNode invitation) throws IOException {
      client.getOptions().setJavaScriptEnabled(false);
      client.getOptions().setThrowExceptionOnFailingStatusCode(false);
      client.setWebConnection(new Resolved(client));
      page = client.getPage(invitation.get("magic_link").asText());
    }

    Clicks link(String text) throws IOException {
      return click(page.getAnchorByText(text));
    }

    Clicks button(String text) throws IOException {
      return click(page.getFirstByXPath("//button[normalize-space()='" + text + "']"));
    }

    private Clicks click(DomElement control) throws IOException {
      assertNotNull(control, page::asNormalizedText);
      page = control.click();
      count++;
      return this;
    }

    /** Types into the field of this label. */
    Clicks type(String label, String text) throws IOException {
      var id = page.<DomElement>getFirstByXPath("//label[.='" + label + "']").getAttribute("for");
      page.<HtmlInput>getHtmlElementById(id).type(text);
      return this;
    }

    String heading() {
      return page.<DomElement>getFirstByXPath("//h1").asNormalizedText();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** Reaches the node by the address that its links have. */
  private final class Resolved extends WebConnectionWrapper {
    Resolved(WebClient client) {
      super(client);
    }

    @Override
    public WebResponse getResponse(WebRequest request) throws IOException {
      var url = request.getUrl();
      if (!url.toString().startsWith(World.PUBLIC + "/")) {
        return super.getResponse(request);
      }
      request.setUrl(URI.create(world.node().url() + url.getFile()).toURL());
      var response = super.getResponse(request);
      request.setUrl(url);
      return response;
    }
  }

  @Test
  void byTheProvidersOwnSignIn() throws IOException {
    var invitation = fleet.invite();
    try (var clicks = new Clicks(invitation)) {
      clicks.link("Samsara").button("Sign in at Samsara").button("Allow");
      assertConnected(clicks, invitation);
    }
  }

  @Test
  void byAForm() throws IOException {
    var invitation = fleet.invite();
    try (var clicks = new Clicks(invitation)) {
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
    try (var clicks = new Clicks(invitation)) {
      clicks.link("Motive").button("Sign in at Motive").button("Deny");
      assertTrue(clicks.heading().startsWith("Connect your fleet"), clicks::heading);
      clicks.button("Decline");
      assertEquals("Declined", clicks.heading());
      assertEquals("declined", fleet.read(invitation).get("status").asText());
    }
  }

  private void assertConnected(Clicks clicks, JsonNode invitation) {
    assertEquals("Connected", clicks.heading());
    assertTrue(clicks.count <= MOST_CLICKS, () -> clicks.count + " clicks");
    var id = fleet.read(invitation).at("/connection_ids/0").asText();
    var driver = fleet.partner().users(id, List.of(World.ANA)).getFirst();
    var text = "after " + clicks.count + " clicks " + id;
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
