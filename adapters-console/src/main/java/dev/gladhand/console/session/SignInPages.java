package dev.gladhand.console.session;

import dev.gladhand.application.partner.CheckSecret;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Browsers;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Page;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Site;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signs clients in with their id and secret, and out again. */
@PagesAt("/")
final class SignInPages {
  private static final String START = "/console";

  private final Pages pages;
  private final Browsers browsers;
  private final Site site;
  private final CheckSecret secrets;
  private final Sessions sessions;

  SignInPages(Pages pages, Browsers browsers, Site site, CheckSecret secrets, Sessions sessions) {
    this.pages = pages;
    this.browsers = browsers;
    this.site = site;
    this.secrets = secrets;
    this.sessions = sessions;
  }

  @Get
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> root() {
    return Pages.redirect(START);
  }

  @Get("/console/sign-in")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> form(HttpRequest<?> request) {
    var next = Inputs.parse(request.getUri().getRawQuery()).text("next");
    return pages.show(request, 200, page("", next, null));
  }

  @Post("/console/sign-in")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> signIn(HttpRequest<?> request) {
    var form = browsers.form(request);
    var id = form.text("client_id");
    var next = form.text("next");
    var address = request.getRemoteAddress().getAddress().getHostAddress();
    return switch (secrets.check(id, Set.of(form.text("client_secret")), address)) {
      case CheckSecret.Result.Right(var client) ->
          Pages.redirect(isOurs(next) ? next : START)
              .cookie(cookie(request, sessions.begin(client)).maxAge(Sessions.LIFE));
      case CheckSecret.Result.Wrong _ ->
          pages.show(
              request,
              403,
              page(id, next, "The client is not known, or the secret is not its own."));
      case CheckSecret.Result.TooMany(var wait) ->
          pages
              .show(request, 429, page(id, next, "Too many wrong secrets. Wait for a minute."))
              .header("Retry-After", Long.toString(wait.toSeconds() + 1));
    };
  }

  @Post("/console/sign-out")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<?> signOut(HttpRequest<?> request) {
    browsers.form(request);
    request.getUserPrincipal(SignedIn.class).ifPresent(who -> sessions.end(who.session()));
    return Pages.redirect("/console/sign-in").cookie(cookie(request, "").maxAge(0));
  }

  private Cookie cookie(HttpRequest<?> request, String value) {
    return Cookie.of(SessionReader.COOKIE, value)
        .httpOnly(true)
        .sameSite(SameSite.Strict)
        .secure(site.https(request))
        .path(site.path(request) + START);
  }

  /** Whether an address is on this site, and not on another host with a similar beginning. */
  static boolean isOurs(String next) {
    var question = next.indexOf('?');
    var path = question < 0 ? next : next.substring(0, question);
    return (path.equals("/console") || path.startsWith("/console/"))
        && path.chars().allMatch(SignInPages::plain)
        && next.chars().allMatch(c -> c >= '!' && c <= '~' && c != '\\');
  }

  private static boolean plain(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || "/_.-".indexOf(c) >= 0;
  }

  private static Page page(String id, String next, @Nullable String fault) {
    var blocks = new ArrayList<Block>();
    if (fault != null) {
      blocks.add(Block.bad(fault));
    }
    blocks.add(
        Block.Form.post(
            "/console/sign-in",
            List.of(
                Field.text("client_id", "Client id", id).asRequired(),
                Field.password("client_secret", "Client secret").asRequired(),
                Field.hidden("next", next)),
            "Sign in",
            "Sign in"));
    return Page.alone("Sign in", blocks);
  }
}
