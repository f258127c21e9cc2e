package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds invitations by the secret of their link. All secrets that open no invitation get the same
 * answer, whatever the reason. Blocks; throws {@code StoreUnavailable}; thread-safe.
 */
public final class OpenInvitations {
  private static final String VIEWED = "invitation.viewed";
  private static final int MOST_TRIES = 10;
  private static final int LONGEST_REASON = 1000;

  private final Invitations invitations;
  private final Partners partners;
  private final InstantSource clock;
  private final Audit audit;

  public OpenInvitations(
      Invitations invitations, Partners partners, InstantSource clock, Audit audit) {
    this.invitations = invitations;
    this.partners = partners;
    this.clock = clock;
    this.audit = audit;
  }

  /**
   * An invitation with a valid link.
   *
   * @param partner the name of the partner that invites
   */
  public record Open(Invitation invitation, String partner) {}

  public Answer<Open> find(String secret) {
    return InvitationLinks.known(secret)
        .flatMap(invitations::findByLink)
        .filter(found -> found.opens(now()))
        .flatMap(this::ofPartner)
        .map(Answer::ok)
        .orElseGet(OpenInvitations::nothing);
  }

  private Optional<Open> ofPartner(Invitation found) {
    return partners
        .find(found.partner())
        .filter(partner -> !partner.disabled())
        .map(partner -> new Open(found, partner.name()));
  }

  static <T> Answer<T> nothing() {
    return Answer.notFound("the link is not valid");
  }

  /**
   * Finds the invitation as {@link #find} does, and stores the first view of an active one with its
   * event.
   */
  public Answer<Open> view(String secret) {
    var found = find(secret);
    if (found instanceof Answer.Ok<Open>(var open)
        && open.invitation().status() == InvitationStatus.ACTIVE
        && open.invitation().viewedAt() == null) {
      // If another request was faster, the event is already written.
      invitations.update(open.invitation().viewed(now()), VIEWED);
    }
    return found;
  }

  /**
   * Declines the invitation. An invitation by which a fleet has already connected stays accepted.
   *
   * @param reason for the partner, cut at 1,000 characters; null for none
   */
  public Answer<Open> decline(String secret, @Nullable String reason) {
    var cut =
        reason == null || reason.length() <= LONGEST_REASON
            ? reason
            : reason.substring(0, reason.offsetByCodePoints(0, codePoints(reason)));
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      var found = find(secret);
      if (!(found instanceof Answer.Ok<Open>(var open))
          || open.invitation().status() != InvitationStatus.ACTIVE) {
        return found;
      }
      var declined = open.invitation().declined(cut, now());
      var done =
          audit.record(
              () -> invitations.update(declined, AuditAction.INVITATION_DECLINED.wire()),
              changed -> changed,
              AuditEntry.done(
                  AuditAction.INVITATION_DECLINED, declined.id(), declined.partner(), "status"));
      if (done) {
        return Answer.ok(new Open(declined, open.partner()));
      }
    }
    return busy();
  }

  private static int codePoints(String reason) {
    return reason.codePointCount(0, LONGEST_REASON - 1);
  }

  static <T> Answer<T> busy() {
    return Answer.refused(
        new Refusal.Conflict(
            "other requests are changing the invitation: try again", Duration.ofSeconds(1)));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
