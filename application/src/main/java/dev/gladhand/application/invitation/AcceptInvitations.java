package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.connection.ConnectionLanes;
import dev.gladhand.application.connection.FleetIds;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.Invitation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores what a fleet has connected: the connection, the invitation and their events in one
 * transaction. Blocks; throws {@code StoreUnavailable}; thread-safe.
 */
public final class AcceptInvitations {
  private static final int MOST_TRIES = 10;

  private final OpenInvitations open;
  private final Invitations invitations;
  private final Connections connections;
  private final ConnectionLanes lanes;
  private final FleetIds fleets;
  private final PartnerCaps caps;
  private final Audit audit;

  public AcceptInvitations(
      OpenInvitations open,
      Invitations invitations,
      Connections connections,
      ConnectionLanes lanes,
      FleetIds fleets,
      PartnerCaps caps,
      Audit audit) {
    this.open = open;
    this.invitations = invitations;
    this.connections = connections;
    this.lanes = lanes;
    this.fleets = fleets;
    this.caps = caps;
    this.audit = audit;
  }

  /**
   * The connection that a fleet makes.
   *
   * @param id the id of the connection: a new id, or the present one in a reconnect
   */
  record Found(ConnectionId id, TspId tsp, Credentials credentials, Settings settings) {}

  /** Thrown inside a transaction to roll it back. */
  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient @Nullable Refusal refusal;

    /**
     * @param refusal the answer to the caller; null if the caller may try again
     */
    Undone(@Nullable Refusal refusal) {
      super("undone", null, false, false);
      this.refusal = refusal;
    }
  }

  /**
   * Accepts the invitation with this secret and stores the connection; returns the changed
   * invitation. Refused if the link has become invalid since it was opened.
   */
  Answer<Invitation> accept(String secret, Found found) {
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      if (!(open.find(secret) instanceof Answer.Ok<OpenInvitations.Open>(var opened))
          || !takes(opened.invitation())) {
        return OpenInvitations.nothing();
      }
      var accepted = opened.invitation().accepted(found.id(), open.now());
      try {
        if (stored(accepted, found)) {
          tell(accepted, found.id());
          return Answer.ok(accepted);
        }
      } catch (Undone undone) {
        if (undone.refusal != null) {
          return Answer.refused(undone.refusal);
        }
      }
    }
    return OpenInvitations.busy();
  }

  /**
   * Whether a fleet can still connect by the invitation. An invitation to reconnect a connection
   * can be used once.
   */
  boolean takes(Invitation invitation) {
    return invitation.accepts(open.now())
        && (invitation.terms().connection() == null || invitation.connections().isEmpty());
  }

  private boolean stored(Invitation accepted, Found found) {
    return audit.record(
        () -> {
          if (!invitations.update(accepted, AuditAction.INVITATION_ACCEPTED.wire())) {
            return false;
          }
          if (accepted.terms().connection() == null) {
            add(accepted, found);
          } else {
            replace(accepted, found);
          }
          return true;
        },
        done -> done ? entries(accepted, found) : List.of());
  }

  private static List<AuditEntry> entries(Invitation accepted, Found found) {
    var reconnect = accepted.terms().connection() != null;
    return List.of(
        AuditEntry.done(
            reconnect ? AuditAction.CONNECTION_RECONNECTED : AuditAction.CONNECTION_CREATED,
            found.id(),
            accepted.partner(),
            "credentials",
            "settings",
            "fleet_ref",
            "permissions"),
        AuditEntry.done(
            AuditAction.INVITATION_ACCEPTED,
            accepted.id(),
            accepted.partner(),
            "status",
            "connection_ids"));
  }

  private void add(Invitation accepted, Found found) {
    var terms = accepted.terms();
    var now = accepted.updatedAt();
    var connection =
        new Connection(
            found.id(),
            accepted.partner(),
            found.tsp(),
            fleets.of(accepted.partner(), terms.fleetRef()),
            terms.fleetRef(),
            found.settings(),
            ConnectionStatus.ACTIVE,
            terms.fleetName(),
            terms.permissions(),
            now,
            now,
            null,
            1);
    if (!connections.add(
        connection, found.credentials(), "connection.created", caps.connections())) {
      throw new Undone(caps.noMoreConnections());
    }
  }

  /** Replaces the credentials of a connection and resumes the writes that wait for them. */
  private void replace(Invitation accepted, Found found) {
    var present = connections.find(accepted.partner(), found.id()).orElse(null);
    if (present == null || present.status() == ConnectionStatus.DELETED) {
      throw new Undone(new Refusal.NotFound("the connection was deleted"));
    }
    var changed = reconnected(present, accepted, found.settings(), accepted.updatedAt());
    if (!connections.update(
        changed, found.credentials(), AuditAction.CONNECTION_RECONNECTED.wire())) {
      throw new Undone(null);
    }
    lanes.resume(present.id());
  }

  /**
   * The connection with the permissions that the fleet has now agreed to; an invitation without
   * permissions leaves them unchanged.
   */
  private Connection reconnected(
      Connection present, Invitation accepted, Settings settings, Instant now) {
    var terms = accepted.terms();
    var sameFleet = terms.fleetRef().equals(present.fleetRef());
    return new Connection(
        present.id(),
        present.partner(),
        present.tsp(),
        sameFleet ? present.fleetId() : fleets.of(present.partner(), terms.fleetRef()),
        terms.fleetRef(),
        settings,
        ConnectionStatus.ACTIVE,
        present.description(),
        terms.permissions() == null ? present.permissions() : terms.permissions(),
        present.createdAt(),
        now,
        null,
        present.version() + 1);
  }

  private void tell(Invitation accepted, ConnectionId id) {
    if (accepted.terms().connection() != null) {
      lanes.tellResumed(id);
    }
  }
}
