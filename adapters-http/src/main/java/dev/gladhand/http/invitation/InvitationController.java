package dev.gladhand.http.invitation;

import dev.gladhand.application.invitation.InvitationView;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.page.ForwardPage;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;

/** Invites fleets to connect their accounts themselves. */
@Api(InvitationController.PATH)
final class InvitationController {
  static final String PATH = "/v2/orgs/invitations";

  private final InviteFleets invite;

  InvitationController(InviteFleets invite) {
    this.invite = invite;
  }

  @Post
  @Secured(Scopes.INVITATION_CREATE)
  @Takes
  HttpResponse<?> create(Call call) {
    return Replies.of(invite.create(call.partner(), call.body()), InvitationController::withLink);
  }

  /** The answer to a new or renewed invitation; no other answer contains its link. */
  private static MutableHttpResponse<byte[]> withLink(InviteFleets.Sent sent) {
    var view = sent.view();
    return Replies.json(sent.refreshed() ? 200 : 201, view.toJson())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.LOCATION, PATH + "/" + view.invitation().id());
  }

  @Knows({"status", "fleet_ref", "cursor", "size"})
  @Get
  @Secured(Scopes.INVITATION_READ)
  HttpResponse<?> list(Call call) {
    var query = call.query();
    var status =
        query.read(
            "status",
            "a status of invitations",
            word -> Wire.of(InvitationStatus.class, word).orElse(null));
    var fleetRef = query.text("fleet_ref");
    return Replies.ok(
        ForwardPage.of(call, "invitations")
            .of(
                (after, size) ->
                    invite.list(
                        call.partner(),
                        status,
                        fleetRef,
                        after == null ? null : new InvitationId(after),
                        size),
                view -> view.invitation().id().value(),
                InvitationView::toJson));
  }

  @Get("/{id}")
  @Secured(Scopes.INVITATION_READ)
  HttpResponse<?> get(Call call) {
    return Replies.of(invite.get(call.partner(), id(call)), view -> Replies.ok(view.toJson()));
  }

  @Delete("/{id}")
  @Secured(Scopes.INVITATION_DELETE)
  HttpResponse<?> delete(Call call) {
    return Replies.of(invite.delete(call.partner(), id(call)), _ -> Replies.noContent());
  }

  private static InvitationId id(Call call) {
    return new InvitationId(call.id("id", "invitation"));
  }
}
