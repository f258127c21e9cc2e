package dev.gladhand.console.connect;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.invitation.ConnectFleets.Result;
import dev.gladhand.application.invitation.SignInFleets;
import dev.gladhand.application.invitation.SignInFleets.Begun;
import dev.gladhand.application.invitation.SignInFleets.Returned;
import dev.gladhand.application.invitation.SignInStates;
import dev.gladhand.application.invitation.TryCredentials.Trial;
import dev.gladhand.application.invitation.TryCredentials.Why;
import dev.gladhand.console.page.Browsers;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Site;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Map;

/**
 * Redirects a fleet's browser to its provider for a sign-in, and serves the address to which the
 * provider redirects it afterwards.
 */
@PagesAt(ConnectTexts.PATH)
@Secured(SecurityRule.IS_ANONYMOUS)
final class ProviderSignInPages {
  private final ConnectFrame frame;
  private final Browsers browsers;
  private final ConnectTexts texts;
  private final SignInFleets signIns;
  private final Site site;

  ProviderSignInPages(
      ConnectFrame frame, Browsers browsers, ConnectTexts texts, SignInFleets signIns, Site site) {
    this.frame = frame;
    this.browsers = browsers;
    this.texts = texts;
    this.signIns = signIns;
    this.site = site;
  }

  /** Starts a sign-in. The browser gets a cookie that identifies it when it comes back. */
  @Post("/{slug}/sign-in")
  HttpResponse<?> leave(HttpRequest<?> request, String slug) {
    var typed = browsers.form(request);
    var secret = typed.text(ConnectTexts.INVITE);
    var opened = frame.accepting(secret);
    var form = frame.form(opened.invitation(), slug, "");
    if (form.kind() != ProviderForm.SIGN_IN) {
      throw frame.dead();
    }
    var browser = browsers.of(request).id();
    return switch (signIns.begin(secret, slug, browser, form.settings(typed))) {
      case Answer.Ok<Begun>(var begun) ->
          Pages.redirect(begun.url().toString())
              .cookie(cookie(request, begun.state(), secret).maxAge(SignInStates.LIFE));
      case Answer.Refused<Begun>(Refusal.Invalid(var faults)) ->
          frame.show(
              request,
              422,
              opened,
              form.adapter(),
              texts.form(opened, secret, form, typed, faults, List.of()));
      case Answer.Refused<Begun>(var refusal) -> throw frame.stop(refusal);
    };
  }

  /** The address to which providers redirect browsers after a sign-in. */
  @Get("/callback")
  HttpResponse<?> comeBack(HttpRequest<?> request) {
    var query = ConnectFrame.query(request);
    var state = query.text("state");
    var secret =
        request
            .getCookies()
            .findCookie(cookieName(state))
            .map(Cookie::getValue)
            .orElseThrow(frame::unusable);
    var response =
        switch (signIns.takeBack(state, secret, browsers.of(request).id())) {
          case Answer.Ok<Returned>(var returned) -> finished(request, returned, secret, query);
          case Answer.Refused<Returned>(Refusal.Malformed _) -> again(request, secret);
          case Answer.Refused<Returned>(var refusal) -> throw frame.stop(refusal);
        };
    return response.cookie(cookie(request, state, "").maxAge(0));
  }

  /**
   * Shows the page to start again: the link is valid, but its sign-in is lost, for example because
   * a node stopped.
   */
  private MutableHttpResponse<byte[]> again(HttpRequest<?> request, String secret) {
    return frame.show(request, 400, frame.accepting(secret), texts.unusable(secret));
  }

  private MutableHttpResponse<byte[]> finished(
      HttpRequest<?> request, Returned returned, String secret, Inputs query) {
    if (query.text("error").equals("access_denied")) {
      return Pages.redirect(ConnectTexts.at("", secret));
    }
    var code = query.text("code");
    if (!code.matches("[\\x21-\\x7e]{1,4000}")) {
      var error = query.text("error").matches("[a-z_]{1,50}") ? query.text("error") : "no code";
      return notTaken(request, returned, secret, new Trial.Bad(Why.FAILED, error));
    }
    var answer =
        ConnectFrame.as(request, returned.open(), () -> signIns.finish(returned, secret, code));
    return switch (answer) {
      case Answer.Ok<Result>(Result.Connected(var invitation, var id)) ->
          ConnectFrame.connected(invitation, id, returned.adapter().id().slug(), secret);
      case Answer.Ok<Result>(Result.NotTaken(var bad)) -> notTaken(request, returned, secret, bad);
      case Answer.Refused<Result>(var refusal) -> throw frame.stop(refusal);
    };
  }

  private MutableHttpResponse<byte[]> notTaken(
      HttpRequest<?> request, Returned returned, String secret, Trial.Bad bad) {
    var opened = returned.open();
    var adapter = returned.adapter();
    var form = frame.form(opened.invitation(), adapter.id().slug(), "");
    var why = texts.notTaken(opened, adapter, bad.why(), bad.details());
    var page = texts.form(opened, secret, form, new Inputs(Map.of()), List.of(), why);
    return frame.show(request, ConnectFrame.status(bad.why()), opened, adapter, page);
  }

  /** The name of a sign-in's own cookie, so that two sign-ins in one browser do not conflict. */
  private static String cookieName(String state) {
    return "gladhand_connect_" + Integer.toHexString(state.hashCode());
  }

  private Cookie cookie(HttpRequest<?> request, String state, String secret) {
    return Cookie.of(cookieName(state), secret)
        .httpOnly(true)
        .sameSite(SameSite.Lax)
        .secure(site.https(request))
        .path(site.path(request) + ConnectTexts.PATH);
  }
}
