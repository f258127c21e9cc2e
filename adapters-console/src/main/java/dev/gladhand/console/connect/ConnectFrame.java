package dev.gladhand.console.connect;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Acting;
import dev.gladhand.application.audit.Actor;
import dev.gladhand.application.invitation.ConnectFleets;
import dev.gladhand.application.invitation.OpenInvitations;
import dev.gladhand.application.invitation.OpenInvitations.Open;
import dev.gladhand.application.invitation.SignInFleets;
import dev.gladhand.application.invitation.TryCredentials.Why;
import dev.gladhand.application.invitation.WebOrigins;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Page;
import dev.gladhand.console.page.PageActor;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.tsp.TspAdapter;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the pages for fleets share: the invitation of a link, the sites to which their forms may
 * lead, and the pages for refusals. Thread-safe.
 */
@Singleton
final class ConnectFrame {
  private final Pages pages;
  private final ConnectTexts texts;
  private final OpenInvitations open;
  private final ConnectFleets connect;
  private final SignInFleets signIns;

  ConnectFrame(
      Pages pages,
      ConnectTexts texts,
      OpenInvitations open,
      ConnectFleets connect,
      SignInFleets signIns) {
    this.pages = pages;
    this.texts = texts;
    this.open = open;
    this.connect = connect;
    this.signIns = signIns;
  }

  static Inputs query(HttpRequest<?> request) {
    return Inputs.parse(request.getUri().getRawQuery());
  }

  /**
   * The invitation if it can still be used to connect an account; otherwise ends the request with
   * the page for unusable links (404).
   */
  Open accepting(String secret) {
    var opened = done(open.find(secret));
    if (!connect.takes(opened.invitation())) {
      throw dead();
    }
    return opened;
  }

  /**
   * The form of a provider for one kind of credentials. {@code kind} is the number of the kind,
   * counted from zero. If it is empty, the form is for the sign-in at the provider if that is
   * offered, otherwise for the first kind.
   */
  ProviderForm form(Invitation invitation, String slug, String kind) {
    var adapter = done(connect.choice(invitation, slug));
    var kinds = adapter.credentials().asked().alternatives().size();
    var chosen = kind.matches("[0-9]{1,2}") ? Math.min(Integer.parseInt(kind), kinds - 1) : 0;
    return new ProviderForm(
        adapter,
        kind.isEmpty() && signIns.offers(adapter) ? ProviderForm.SIGN_IN : chosen,
        connect.fixed(invitation, adapter.id()).keySet(),
        texts.members(slug));
  }

  MutableHttpResponse<byte[]> show(HttpRequest<?> request, int status, Open opened, Page page) {
    return show(request, status, opened, null, page);
  }

  /**
   * Shows a page. Its forms may lead to the partner's redirect addresses and to the provider's
   * sign-in.
   *
   * @param adapter the adapter whose form the page contains, or null
   */
  MutableHttpResponse<byte[]> show(
      HttpRequest<?> request, int status, Open opened, @Nullable TspAdapter adapter, Page page) {
    var terms = opened.invitation().terms();
    var origins = new TreeSet<String>();
    Stream.of(terms.successUrl(), terms.failureUrl())
        .flatMap(Stream::ofNullable)
        .forEach(url -> origins.add(WebOrigins.of(url)));
    if (adapter != null && signIns.offers(adapter)) {
      origins.addAll(signIns.leadsTo(opened.invitation(), adapter));
    }
    return Pages.leadingTo(String.join(" ", origins), pages.show(request, status, page));
  }

  /**
   * Redirects the browser after the fleet has connected: to the partner's success URL, or else to
   * the page that says so.
   */
  static MutableHttpResponse<byte[]> connected(
      Invitation invitation, ConnectionId id, String slug, String secret) {
    var url = invitation.terms().successUrl();
    return Pages.redirect(
        url == null
            ? ConnectTexts.at("/" + slug + "/connected", secret)
            : leading(url, invitation, "connection_id", id.toString(), "status", "success"));
  }

  /**
   * The partner's redirect URL with added query parameters: the invitation's id, its fleet_ref, and
   * those in {@code more}, which alternates names and values.
   */
  static String leading(String url, Invitation invitation, String... more) {
    var to = new StringBuilder(url).append(url.indexOf('?') < 0 ? '?' : '&');
    to.append("invitation_id=").append(invitation.id());
    to.append("&fleet_ref=").append(Inputs.escape(invitation.terms().fleetRef()));
    for (var i = 0; i < more.length; i += 2) {
      to.append('&').append(more[i]).append('=').append(Inputs.escape(more[i + 1]));
    }
    return to.toString();
  }

  static int status(Why why) {
    return switch (why) {
      case REFUSED -> 422;
      case UNREACHABLE, FAILED -> 502;
      case SLOW -> 504;
      case BUSY -> 503;
    };
  }

  /** Runs work in the name of the invitation, which the audit then records as the actor. */
  static <T> T as(HttpRequest<?> request, Open opened, Supplier<T> work) {
    var invitation = opened.invitation().id().toString();
    return Acting.as(PageActor.of(request, Actor.Kind.INVITATION, invitation), work);
  }

  /** The value of an answer; a refusal ends the request with a page that says why. */
  <T> T done(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> value;
      case Answer.Refused<T>(var refusal) -> throw stop(refusal);
    };
  }

  Stop stop(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound _ -> dead();
      case Refusal.Conflict(var why, var wait) ->
          new Stop(409, wait.isZero() ? why : texts.word("connect_busy_page"));
      case Refusal.Forbidden(var why) -> new Stop(403, why);
      case Refusal.Invalid _ -> new Stop(422, texts.word("connect_faults"));
      case Refusal.Malformed _ -> unusable();
      case Refusal.TooLarge(var why) -> new Stop(413, why);
      case Refusal.NotSupported(var why) -> new Stop(501, why);
      case Refusal.TooMany(var why, _) -> new Stop(429, why);
      case Refusal.Unavailable(var why, _) -> new Stop(503, why);
    };
  }

  Stop dead() {
    return new Stop(404, texts.word("connect_dead"));
  }

  /** The page for a sign-in that does not exist or belongs to another browser. */
  Stop unusable() {
    return new Stop(400, texts.word("connect_unusable"));
  }
}
