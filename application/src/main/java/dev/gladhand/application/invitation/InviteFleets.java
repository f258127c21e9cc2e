package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.Invitations.Issued;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates and deletes invitations. Blocks; throws {@code StoreUnavailable}. */
public final class InviteFleets {
  private static final int MOST_TRIES = 10;
  private static final Duration NO_ADDRESS = Duration.ofMinutes(1);

  private final Invitations invitations;
  private final InvitationBody bodies;
  private final InvitationLinks links;
  private final ClockAndIds clockAndIds;
  private final PartnerCaps caps;
  private final Audit audit;

  public InviteFleets(
      Invitations invitations,
      InvitationBody bodies,
      InvitationLinks links,
      ClockAndIds clockAndIds,
      PartnerCaps caps,
      Audit audit) {
    this.invitations = invitations;
    this.bodies = bodies;
    this.links = links;
    this.clockAndIds = clockAndIds;
    this.caps = caps;
    this.audit = audit;
  }

  /**
   * An invitation with its link.
   *
   * @param refreshed whether an existing invitation got a new link
   */
  public record Sent(InvitationView view, boolean refreshed) {}

  /** Creates an invitation, or a new link for one that the fleet has not accepted yet. */
  public Answer<Sent> create(PartnerId partner, Map<String, ? extends @Nullable Object> body) {
    return bodies.read(partner, body).flatMap(draft -> send(partner, draft, body.keySet()));
  }

  private Answer<Sent> send(PartnerId partner, InvitationBody.Draft draft, Set<String> members) {
    var link = links.make();
    if (link.isEmpty()) {
      return Answer.refused(
          new Refusal.Unavailable(
              "GLADHAND_PUBLIC_URL is not set on this node: set it to the address at which fleets"
                  + " reach the node",
              NO_ADDRESS));
    }
    var now = clockAndIds.now();
    var fresh =
        Invitation.issued(
            new InvitationId(clockAndIds.id()),
            partner,
            draft.terms(),
            link.get().hash(),
            now.plus(draft.life()),
            now);
    var issued =
        audit.record(
            () -> invitations.issue(fresh, caps.invitations()), result -> told(result, members));
    return switch (issued) {
      case Issued.Made(var made) -> sent(made, link.get(), false);
      case Issued.Refreshed(var known) -> sent(known, link.get(), true);
      case Issued.TooMany() -> Answer.refused(caps.noMoreInvitations());
    };
  }

  private static List<AuditEntry> told(Issued issued, Set<String> members) {
    return switch (issued) {
      case Issued.Made(var made) ->
          List.of(
              AuditEntry.done(AuditAction.INVITATION_CREATED, made.id(), made.partner(), members));
      case Issued.Refreshed(var known) ->
          List.of(
              AuditEntry.done(
                  AuditAction.INVITATION_REFRESHED, known.id(), known.partner(), members));
      case Issued.TooMany() -> List.of();
    };
  }

  private Answer<Sent> sent(Invitation invitation, InvitationLinks.Link link, boolean refreshed) {
    return Answer.ok(
        new Sent(new InvitationView(invitation, link.url(), clockAndIds.now()), refreshed));
  }

  public Answer<InvitationView> get(PartnerId partner, InvitationId id) {
    return find(partner, id).map(this::view);
  }

  /**
   * A page of the partner's invitations, ordered by id, that begins after {@code after}, or with
   * the first one if that is null.
   *
   * @param status null for all
   * @param fleetRef null for all
   */
  public List<InvitationView> list(
      PartnerId partner,
      @Nullable InvitationStatus status,
      @Nullable String fleetRef,
      @Nullable InvitationId after,
      int size) {
    return invitations.list(partner, status, fleetRef, after, size).stream()
        .map(this::view)
        .toList();
  }

  /** Deletes the invitation, so that its link is invalid. A deleted invitation stays deleted. */
  public Answer<InvitationView> delete(PartnerId partner, InvitationId id) {
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      switch (find(partner, id)) {
        case Answer.Refused<Invitation>(var refusal) -> {
          return Answer.refused(refusal);
        }
        case Answer.Ok<Invitation>(var known) -> {
          if (known.status() == InvitationStatus.DELETED) {
            return Answer.ok(view(known));
          }
          var deleted = known.deleted(clockAndIds.now());
          var done =
              audit.record(
                  () -> invitations.update(deleted, AuditAction.INVITATION_DELETED.wire()),
                  changed -> changed,
                  AuditEntry.done(AuditAction.INVITATION_DELETED, id, partner, "status"));
          if (done) {
            return Answer.ok(view(deleted));
          }
        }
      }
    }
    return Answer.refused(
        new Refusal.Conflict(
            "invitation " + id + ": other requests are changing it; try again",
            Duration.ofSeconds(1)));
  }

  private Answer<Invitation> find(PartnerId partner, InvitationId id) {
    return invitations
        .find(partner, id)
        .map(Answer::ok)
        .orElseGet(() -> Answer.notFound("invitation " + id + " does not exist"));
  }

  private InvitationView view(Invitation invitation) {
    return new InvitationView(invitation, null, clockAndIds.now());
  }
}
