package dev.gladhand.console.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Knows a browser again by a random id in a cookie, from its first page on; forms are bound to it.
 * Thread-safe.
 */
@Singleton
public final class Browsers {
  /** {@code Lax}, so that it is sent when a provider's sign-in leads back here. */
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
   * @param token of its forms
   * @param known whether its cookie has been set
   */
  public record Browser(String id, String token, boolean known) {
    @Override
    public String toString() {
      return "Browser";
    }
  }

  /** The browser that a request comes from; a new one where its cookie says nothing. */
  public Browser of(HttpRequest<?> request) {
    var held =
        request
            .getCookies()
            .findCookie(COOKIE)
            .map(Cookie::getValue)
            .filter(id -> ID.matcher(id).matches());
    var id = held.orElseGet(this::make);
    return new Browser(id, csrf.token(id), held.isPresent());
  }

  /** Sets the cookie of a browser that has none yet. */
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

  /** The form of a request, where it carries the token of its browser; else a 403. Blocks. */
  public Inputs form(HttpRequest<?> request) {
    var form = Forms.read(request);
    if (!csrf.holds(of(request).id(), form.text(Csrf.FIELD))) {
      throw new Stop(
          403, "The form has no valid token of this browser. Load the page again and repeat.");
    }
    return form;
  }

  private String make() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
