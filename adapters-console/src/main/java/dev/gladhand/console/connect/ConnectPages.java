package dev.gladhand.console.connect;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.invitation.ConnectFleets;
import dev.gladhand.application.invitation.ConnectFleets.Result;
import dev.gladhand.application.invitation.OpenInvitations;
import dev.gladhand.application.invitation.OpenInvitations.Open;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Browsers;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.invitation.InvitationStatus;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Map;

/**
 * The pages on which a fleet connects its account at a TSP itself. Anybody who has the link may use
 * them. Every unusable link gets the same 404, whatever the reason.
 */
@PagesAt(ConnectTexts.PATH)
@Secured(SecurityRule.IS_ANONYMOUS)
final class ConnectPages {
  private final ConnectFrame frame;
  private final Browsers browsers;
  private final ConnectTexts texts;
  private final OpenInvitations open;
  private final ConnectFleets connect;

  ConnectPages(
      ConnectFrame frame,
      Browsers browsers,
      ConnectTexts texts,
      OpenInvitations open,
      ConnectFleets connect) {
    this.frame = frame;
    this.browsers = browsers;
    this.texts = texts;
    this.open = open;
    this.connect = connect;
  }

  @Get
  HttpResponse<?> start(HttpRequest<?> request) {
    var secret = ConnectFrame.query(request).text(ConnectTexts.INVITE);
    var opened = frame.done(open.view(secret));
    var invitation = opened.invitation();
    if (invitation.status() == InvitationStatus.DECLINED) {
      return frame.show(request, 200, opened, texts.declined(opened));
    }
    var choices = connect.choices(invitation);
    return frame.show(
        request,
        200,
        opened,
        connect.takes(invitation) || choices.isEmpty()
            ? texts.start(opened, secret, choices)
            : texts.done(opened, secret, choices.getFirst().displayName(), false));
  }

  @Post("/decline")
  HttpResponse<?> decline(HttpRequest<?> request) {
    var form = browsers.form(request);
    var secret = form.text(ConnectTexts.INVITE);
    var before = frame.done(open.find(secret));
    var opened =
        ConnectFrame.as(
            request, before, () -> frame.done(open.decline(secret, form.optional("reason"))));
    var invitation = opened.invitation();
    var url = invitation.terms().failureUrl();
    return Pages.redirect(
        invitation.status() == InvitationStatus.DECLINED && url != null
            ? ConnectFrame.leading(url, invitation, "status", "declined")
            : ConnectTexts.at("", secret));
  }

  @Get("/{slug}")
  HttpResponse<?> form(HttpRequest<?> request, String slug) {
    var query = ConnectFrame.query(request);
    var secret = query.text(ConnectTexts.INVITE);
    var opened = frame.accepting(secret);
    var form = frame.form(opened.invitation(), slug, query.text("kind"));
    var page = texts.form(opened, secret, form, new Inputs(Map.of()), List.of(), List.of());
    return frame.show(request, 200, opened, form.adapter(), page);
  }

  @Post("/{slug}")
  HttpResponse<?> connect(HttpRequest<?> request, String slug) {
    var typed = browsers.form(request);
    var secret = typed.text(ConnectTexts.INVITE);
    var opened = frame.accepting(secret);
    var kind = typed.text("kind");
    var form = frame.form(opened.invitation(), slug, kind.isEmpty() ? "0" : kind);
    var answer =
        ConnectFrame.as(
            request,
            opened,
            () -> connect.connect(secret, slug, form.credentials(typed), form.settings(typed)));
    return switch (answer) {
      case Answer.Ok<Result>(Result.Connected(var invitation, var id)) ->
          ConnectFrame.connected(invitation, id, slug, secret);
      case Answer.Ok<Result>(Result.NotTaken(var bad)) ->
          again(
              request,
              ConnectFrame.status(bad.why()),
              opened,
              form,
              typed,
              List.of(),
              texts.notTaken(opened, form.adapter(), bad.why(), bad.details()));
      case Answer.Refused<Result>(Refusal.Invalid(var faults)) ->
          again(request, 422, opened, form, typed, faults, List.of());
      case Answer.Refused<Result>(var refusal) -> throw frame.stop(refusal);
    };
  }

  private HttpResponse<?> again(
      HttpRequest<?> request,
      int status,
      Open opened,
      ProviderForm form,
      Inputs typed,
      List<FieldFault> faults,
      List<Block> first) {
    var secret = typed.text(ConnectTexts.INVITE);
    var page = texts.form(opened, secret, form, typed, faults, first);
    return frame.show(request, status, opened, form.adapter(), page);
  }

  @Get("/{slug}/connected")
  HttpResponse<?> connected(HttpRequest<?> request, String slug) {
    var secret = ConnectFrame.query(request).text(ConnectTexts.INVITE);
    var opened = frame.done(open.find(secret));
    var invitation = opened.invitation();
    if (invitation.connections().isEmpty()) {
      throw frame.dead();
    }
    var provider = frame.done(connect.choice(invitation, slug)).displayName();
    var page = texts.done(opened, secret, provider, connect.takes(invitation));
    return frame.show(request, 200, opened, page);
  }
}
