package dev.gladhand.console.page;

import gg.jte.generated.precompiled.JteblocksGenerated;
import gg.jte.generated.precompiled.JtepageGenerated;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** Writes pages, and the redirects between them. Thread-safe. */
@Singleton
public final class Pages {
  static final String TYPE = "text/html; charset=utf-8";

  private final Site site;
  private final Browsers browsers;
  private final Assets assets;
  private final Messages words;
  private final InstantSource clock;

  Pages(Site site, Browsers browsers, Assets assets, Messages words, InstantSource clock) {
    this.site = site;
    this.browsers = browsers;
    this.assets = assets;
    this.words = words;
    this.clock = clock;
  }

  /** The page, with the token of this browser in its forms. */
  public MutableHttpResponse<byte[]> show(HttpRequest<?> request, int status, Page page) {
    var browser = browsers.of(request);
    var bytes = write(request, page, browser.token());
    var response =
        HttpResponseFactory.INSTANCE
            .<byte[]>status(status, "")
            .header(HttpHeaders.CONTENT_TYPE, TYPE)
            .contentLength(bytes.length)
            .body(bytes);
    return browsers.keep(request, browser, response);
  }

  /** Redirects the browser after a form, to a page that it loads with GET. */
  public static MutableHttpResponse<byte[]> redirect(String to) {
    return HttpResponseFactory.INSTANCE
        .<byte[]>status(303, "See Other")
        .header(HttpHeaders.LOCATION, to);
  }

  /**
   * Allows the forms of this page to lead to further sites, because a browser otherwise does not
   * follow the redirect of a form to another site.
   *
   * @param origins the origins in the form of a Content-Security-Policy, separated by blanks
   */
  public static <B> MutableHttpResponse<B> leadingTo(
      String origins, MutableHttpResponse<B> response) {
    response.setAttribute(PageErrors.FORMS_LEAD_TO, origins);
    return response;
  }

  /** The path of a page as the browser has to ask for it, with the prefix of this site. */
  public String at(HttpRequest<?> request, String path) {
    return site.path(request) + path;
  }

  /**
   * Writes blocks as a part of a page.
   *
   * @param path the prefix of all addresses
   * @param token the token of the forms in it
   */
  public String write(String path, List<Block> blocks, String token) {
    var text = new StringOutput();
    var view = new View(Page.alone("", blocks), path, token, assets, words, clock.instant());
    JteblocksGenerated.render(new OwaspHtmlTemplateOutput(text), null, view, blocks);
    return text.toString();
  }

  byte[] write(HttpRequest<?> request, Page page, String token) {
    var text = new StringOutput();
    JtepageGenerated.render(
        new OwaspHtmlTemplateOutput(text),
        null,
        new View(page, site.path(request), token, assets, words, clock.instant()));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
