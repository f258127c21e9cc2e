package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.BaseUrls;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.Invitations.Issued;
import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import dev.gladhand.domain.invitation.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates and deletes invitations. Blocks; throws {@code StoreUnavailable}. */
public final class InviteFleets {
  private static final int MOST_TRIES = 10;
  private static final Duration NO_ADDRESS = Duration.ofMinutes(1);

  private final Invitations invitations;
  private final Partners partners;
  private final Connections connections;
  private final InvitationBody bodies;
  private final InvitationLinks links;
  private final Supplier<UUID> ids;
  private final InstantSource clock;
  private final PartnerCaps caps;
  private final Audit audit;

  /**
   * @param ids makes UUIDv7s
   */
  public InviteFleets(
      Invitations invitations,
      Partners partners,
      Connections connections,
      Adapters adapters,
      OperatorTargets targets,
      InvitationLinks links,
      Supplier<UUID> ids,
      InstantSource clock,
      PartnerCaps caps,
      Audit audit) {
    this.invitations = invitations;
    this.partners = partners;
    this.connections = connections;
    this.bodies = new InvitationBody(adapters, new BaseUrls(targets), new WebOrigins(targets));
    this.links = links;
    this.ids = ids;
    this.clock = clock;
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
    var registered = partners.find(partner).map(Partners.Partner::redirectOrigins).orElse(Set.of());
    return bodies
        .read(body, registered)
        .flatMap(
            draft ->
                connection(partner, draft.terms())
                    .flatMap(_ -> send(partner, draft, body.keySet())));
  }

  /** Checks that the connection of a reconnect is the partner's own. */
  private Answer<PartnerId> connection(PartnerId partner, Terms terms) {
    var id = terms.connection();
    return id == null
        ? Answer.ok(partner)
        : ReadConnections.find(connections, partner, id).map(_ -> partner);
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
    var now = now();
    var fresh =
        Invitation.issued(
            new InvitationId(ids.get()),
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
    return Answer.ok(new Sent(new InvitationView(invitation, link.url(), now()), refreshed));
  }

  public Answer<InvitationView> get(PartnerId partner, InvitationId id) {
    return find(partner, id).map(this::view);
  }

  /**
   * A page by id that begins after {@code after}.
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
          var deleted = known.deleted(now());
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
    return new InvitationView(invitation, null, now());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
