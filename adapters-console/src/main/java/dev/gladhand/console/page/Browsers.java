package dev.gladhand.console.page;

import dev.gladhand.application.RandomBytes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * Identifies a browser by a random id in a cookie, from its first page on. Forms are bound to the
 * browser. Thread-safe.
 */
@Singleton
public final class Browsers {
  /**
   * The name of the cookie. It is set with {@code SameSite=Lax}, so that it is sent when a provider
   * redirects back after a sign-in.
   */
  private static final String COOKIE = "gladhand_browser";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{32}");
  private static final int BYTES = 24;

  private final Csrf csrf;
  private final Site site;
  private final SecureRandom random = new SecureRandom();

  Browsers(Csrf csrf, Site site) {
    this.csrf = csrf;
    this.site = site;
  }

  /**
   * A browser.
   *
   * @param token the token of the browser's forms
   * @param known whether the request had the browser's cookie; if not, {@code id} is new
   */
  public record Browser(String id, String token, boolean known) {
    @Override
    public String toString() {
      return "Browser";
    }
  }

  /** The browser of a request; a new one if its cookie is missing or not valid. */
  public Browser of(HttpRequest<?> request) {
    var held =
        request
            .getCookies()
            .findCookie(COOKIE)
            .map(Cookie::getValue)
            .filter(id -> ID.matcher(id).matches());
    var id = held.orElseGet(() -> RandomBytes.text(random, BYTES));
    return new Browser(id, csrf.token(id), held.isPresent());
  }

  /** Adds the cookie to the response if the browser is new, and returns the response. */
  public <B> MutableHttpResponse<B> keep(
      HttpRequest<?> request, Browser browser, MutableHttpResponse<B> response) {
    return browser.known()
        ? response
        : response.cookie(
            Cookie.of(COOKIE, browser.id())
                .httpOnly(true)
                .sameSite(SameSite.Lax)
                .secure(site.https(request))
                .path(site.path(request) + "/"));
  }

  /** Reads the form of a request. A form without the token of its browser is a 403. Blocks. */
  public Inputs form(HttpRequest<?> request) {
    var form = Forms.read(request);
    if (!csrf.holds(of(request).id(), form.text(Csrf.FIELD))) {
      throw new Stop(
          403, "The form has no valid token of this browser. Load the page again and repeat.");
    }
    return form;
  }
}
