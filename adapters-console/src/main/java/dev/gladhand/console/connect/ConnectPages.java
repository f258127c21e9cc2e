package dev.gladhand.console.connect;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Acting;
import dev.gladhand.application.audit.Actor;
import dev.gladhand.application.invitation.ConnectFleets;
import dev.gladhand.application.invitation.ConnectFleets.Result;
import dev.gladhand.application.invitation.OpenInvitations;
import dev.gladhand.application.invitation.OpenInvitations.Open;
import dev.gladhand.application.invitation.TryCredentials.Why;
import dev.gladhand.application.invitation.WebOrigins;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Browsers;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Page;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationStatus;
import dev.gladhand.domain.payload.FieldFault;
import dev.gladhand.domain.tsp.TspAdapter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages by which a fleet connects itself. Whoever has the link may use them; a link that opens
 * nothing is one and the same 404, whatever the reason.
 */
@Controller(ConnectTexts.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
@Consumes(MediaType.ALL)
@Secured(SecurityRule.IS_ANONYMOUS)
final class ConnectPages {
  private final Pages pages;
  private final Browsers browsers;
  private final ConnectTexts texts;
  private final OpenInvitations open;
  private final ConnectFleets connect;

  ConnectPages(
      Pages pages,
      Browsers browsers,
      ConnectTexts texts,
      OpenInvitations open,
      ConnectFleets connect) {
    this.pages = pages;
    this.browsers = browsers;
    this.texts = texts;
    this.open = open;
    this.connect = connect;
  }

  @Get
  HttpResponse<?> start(HttpRequest<?> request) {
    var secret = query(request).text(ConnectTexts.INVITE);
    var opened = done(open.view(secret));
    var invitation = opened.invitation();
    if (invitation.status() == InvitationStatus.DECLINED) {
      return show(request, 200, opened, texts.declined(opened));
    }
    var choices = connect.choices(invitation);
    return show(
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
    var before = done(open.find(secret));
    var opened = as(request, before, () -> done(open.decline(secret, form.optional("reason"))));
    if (opened.invitation().status() != InvitationStatus.DECLINED) {
      return Pages.redirect(ConnectTexts.at("", secret));
    }
    var url = opened.invitation().terms().failureUrl();
    return url == null
        ? Pages.redirect(ConnectTexts.at("", secret))
        : Pages.redirect(leading(url, opened.invitation(), "status", "declined"));
  }

  @Get("/{slug}")
  HttpResponse<?> form(HttpRequest<?> request, String slug) {
    var query = query(request);
    var secret = query.text(ConnectTexts.INVITE);
    var opened = accepting(secret);
    var form = form(opened.invitation(), slug, query.text("kind"));
    var page = texts.form(opened, secret, form, new Inputs(Map.of()), List.of(), List.of());
    return show(request, 200, opened, page);
  }

  @Post("/{slug}")
  HttpResponse<?> connect(HttpRequest<?> request, String slug) {
    var typed = browsers.form(request);
    var secret = typed.text(ConnectTexts.INVITE);
    var opened = accepting(secret);
    var form = form(opened.invitation(), slug, typed.text("kind"));
    var answer =
        as(
            request,
            opened,
            () -> connect.connect(secret, slug, form.credentials(typed), form.settings(typed)));
    return switch (answer) {
      case Answer.Ok<Result>(Result.Connected(var invitation, var id)) -> {
        var url = invitation.terms().successUrl();
        yield Pages.redirect(
            url == null
                ? ConnectTexts.at("/" + slug + "/connected", secret)
                : leading(url, invitation, "connection_id", id.toString(), "status", "success"));
      }
      case Answer.Ok<Result>(Result.NotTaken(var bad)) ->
          again(
              request,
              status(bad.why()),
              opened,
              form,
              typed,
              List.of(),
              texts.notTaken(opened, form.adapter(), bad.why(), bad.details()));
      case Answer.Refused<Result>(Refusal.Invalid(var faults)) ->
          again(request, 422, opened, form, typed, faults, List.of());
      case Answer.Refused<Result>(var refusal) -> throw stop(refusal);
    };
  }

  @Get("/{slug}/connected")
  HttpResponse<?> connected(HttpRequest<?> request, String slug) {
    var secret = query(request).text(ConnectTexts.INVITE);
    var opened = done(open.find(secret));
    var invitation = opened.invitation();
    if (invitation.connections().isEmpty()) {
      throw dead();
    }
    var provider = done(connect.choice(invitation, slug)).displayName();
    var page = texts.done(opened, secret, provider, connect.takes(invitation));
    return show(request, 200, opened, page);
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
    return show(request, status, opened, page);
  }

  private static int status(Why why) {
    return switch (why) {
      case REFUSED -> 422;
      case UNREACHABLE, FAILED -> 502;
      case SLOW -> 504;
      case BUSY -> 503;
    };
  }

  private Open accepting(String secret) {
    var opened = done(open.find(secret));
    if (!connect.takes(opened.invitation())) {
      throw dead();
    }
    return opened;
  }

  private ProviderForm form(Invitation invitation, String slug, String kind) {
    TspAdapter adapter = done(connect.choice(invitation, slug));
    var kinds = adapter.credentials().asked().alternatives().size();
    var chosen = kind.matches("[0-9]{1,2}") ? Math.min(Integer.parseInt(kind), kinds - 1) : 0;
    return new ProviderForm(adapter, chosen, connect.fixed(invitation, adapter.id()).keySet());
  }

  /** Its forms may lead to where the partner wants the browser afterwards. */
  private MutableHttpResponse<byte[]> show(
      HttpRequest<?> request, int status, Open opened, Page page) {
    var terms = opened.invitation().terms();
    var origins = new TreeSet<String>();
    for (var url : new @Nullable String[] {terms.successUrl(), terms.failureUrl()}) {
      if (url != null) {
        origins.add(WebOrigins.of(url));
      }
    }
    return Pages.leadingTo(String.join(" ", origins), pages.show(request, status, page));
  }

  private static String leading(String url, Invitation invitation, String... more) {
    var to = new StringBuilder(url).append(url.indexOf('?') < 0 ? '?' : '&');
    to.append("invitation_id=").append(invitation.id());
    to.append("&fleet_ref=").append(Inputs.escape(invitation.terms().fleetRef()));
    for (var i = 0; i < more.length; i += 2) {
      to.append('&').append(more[i]).append('=').append(Inputs.escape(more[i + 1]));
    }
    return to.toString();
  }

  private static Inputs query(HttpRequest<?> request) {
    return Inputs.parse(request.getUri().getRawQuery());
  }

  /** Does something in the name of the invitation, so that the audit tells how it came about. */
  private static <T> T as(HttpRequest<?> request, Open opened, Supplier<T> work) {
    var address = request.getRemoteAddress().getAddress().getHostAddress();
    var given = request.getHeaders().get("X-Request-ID");
    var id = given != null && given.matches("[A-Za-z0-9._-]{1,128}") ? given : null;
    var invitation = opened.invitation().id().toString();
    return Acting.as(new Actor(Actor.Kind.INVITATION, invitation, id, address), work);
  }

  private <T> T done(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> value;
      case Answer.Refused<T>(var refusal) -> throw stop(refusal);
    };
  }

  private Stop stop(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound _ -> dead();
      case Refusal.Conflict(var why, var wait) ->
          new Stop(409, wait.isZero() ? why : texts.word("connect_busy_page"));
      case Refusal.Forbidden(var why) -> new Stop(403, why);
      case Refusal.Invalid _ -> new Stop(422, texts.word("connect_faults"));
      case Refusal.Malformed(var why) -> new Stop(400, why);
      case Refusal.TooLarge(var why) -> new Stop(413, why);
      case Refusal.NotSupported(var why) -> new Stop(501, why);
      case Refusal.TooMany(var why, _) -> new Stop(429, why);
      case Refusal.Unavailable(var why, _) -> new Stop(503, why);
    };
  }

  private Stop dead() {
    return new Stop(404, texts.word("connect_dead"));
  }
}
