package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.net.URI;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.WebConnectionWrapper;

/** A browser that runs no scripts, and counts what is clicked in it. */
public final class Clicks implements AutoCloseable {
  private final World world;
  private final WebClient client = new WebClient();
  private HtmlPage page;
  private int count;

  /**
   * @param url where it begins
   */
  public Clicks(World world, String url) throws IOException {
    this.world = world;
    client.getOptions().setJavaScriptEnabled(false);
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    client.setWebConnection(new Resolved(client));
    page = client.getPage(url);
  }

  /** Opens the console's start page; the count of clicks is zero. */
  public static Clicks inConsole(World world, Partner partner) throws IOException {
    var clicks = new Clicks(world, World.PUBLIC + "/console");
    clicks.type("Client id", partner.clientId()).type("Client secret", partner.clientSecret());
    clicks.button("Sign in");
    assertEquals("Flow", clicks.heading());
    clicks.count = 0;
    return clicks;
  }

  public Clicks link(String text) throws IOException {
    return click(page.getAnchorByText(text));
  }

  public Clicks button(String text) throws IOException {
    return click(page.getFirstByXPath("//button[normalize-space()='" + text + "']"));
  }

  /** Clicks a button or a link in the table row that contains this text. */
  public Clicks inRow(String of, String text) throws IOException {
    var row = "//tr[contains(., '" + of + "')]";
    return click(
        page.getFirstByXPath(
            "%s//button[normalize-space()='%s'] | %s//a[normalize-space()='%s']"
                .formatted(row, text, row, text)));
  }

  private Clicks click(DomElement control) throws IOException {
    assertNotNull(control, page::asNormalizedText);
    page = control.click();
    count++;
    return this;
  }

  /** Types into the field of this label. */
  public Clicks type(String label, String text) throws IOException {
    var id = page.<DomElement>getFirstByXPath("//label[.='" + label + "']").getAttribute("for");
    page.<HtmlInput>getHtmlElementById(id).type(text);
    return this;
  }

  public String heading() {
    return page.<DomElement>getFirstByXPath("//h1").asNormalizedText();
  }

  public String text() {
    return page.asNormalizedText();
  }

  public int count() {
    return count;
  }

  @Override
  public void close() {
    client.close();
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
}
