package dev.gladhand.domain.invitation;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An invitation: a link by which a fleet connects its account itself, the terms of the partner, and
 * what the fleet has done so far. Immutable; times to the microsecond.
 *
 * @param linkHash lower-case hexadecimal SHA-256 of the link's secret; the secret itself is not
 *     stored
 * @param viewedAt when the present link was first opened; null if it was not opened yet
 * @param connections what the fleet has connected, oldest first
 * @param version grows by one with each change, so that of two concurrent changes one is refused
 */
public record Invitation(
    InvitationId id,
    PartnerId partner,
    Terms terms,
    InvitationStatus status,
    String linkHash,
    Instant expiresAt,
    @Nullable Instant viewedAt,
    @Nullable Instant acceptedAt,
    @Nullable Instant declinedAt,
    @Nullable String declineReason,
    List<ConnectionId> connections,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  public Invitation {
    connections = List.copyOf(connections);
  }

  /** A new invitation, which nobody has opened yet. */
  public static Invitation issued(
      InvitationId id,
      PartnerId partner,
      Terms terms,
      String linkHash,
      Instant expiresAt,
      Instant now) {
    return new Invitation(
        id,
        partner,
        terms,
        InvitationStatus.ACTIVE,
        linkHash,
        expiresAt,
        null,
        null,
        null,
        null,
        List.of(),
        now,
        now,
        1);
  }

  /**
   * The status at this time. An active invitation counts as expired from its expiry on, even if the
   * store does not say so yet.
   */
  public InvitationStatus statusAt(Instant now) {
    return status == InvitationStatus.ACTIVE && !now.isBefore(expiresAt)
        ? InvitationStatus.EXPIRED
        : status;
  }

  /**
   * Whether the link opens its page at this time: neither has the invitation expired, nor has the
   * partner withdrawn it.
   */
  public boolean opens(Instant now) {
    return now.isBefore(expiresAt)
        && status != InvitationStatus.EXPIRED
        && status != InvitationStatus.DELETED;
  }

  /** Whether a fleet may connect by the link at this time. */
  public boolean accepts(Instant now) {
    return opens(now) && status != InvitationStatus.DECLINED;
  }

  /**
   * The same invitation with the link, the terms and the expiry of another one. It is active again,
   * and what the fleet did with the earlier link is removed.
   */
  public Invitation refreshedBy(Invitation fresh) {
    return new Invitation(
        id,
        partner,
        fresh.terms,
        InvitationStatus.ACTIVE,
        fresh.linkHash,
        fresh.expiresAt,
        null,
        null,
        null,
        null,
        List.of(),
        createdAt,
        fresh.createdAt,
        version + 1);
  }

  public Invitation viewed(Instant now) {
    return with(status, now, acceptedAt, declinedAt, declineReason, connections, now);
  }

  public Invitation accepted(ConnectionId connection, Instant now) {
    var all = Stream.concat(connections.stream(), Stream.of(connection)).distinct().toList();
    var first = acceptedAt == null ? now : acceptedAt;
    return with(InvitationStatus.ACCEPTED, viewedAt, first, null, null, all, now);
  }

  public Invitation declined(@Nullable String reason, Instant now) {
    return with(InvitationStatus.DECLINED, viewedAt, acceptedAt, now, reason, connections, now);
  }

  public Invitation expired(Instant now) {
    return ended(InvitationStatus.EXPIRED, now);
  }

  public Invitation deleted(Instant now) {
    return ended(InvitationStatus.DELETED, now);
  }

  private Invitation ended(InvitationStatus how, Instant now) {
    return with(how, viewedAt, acceptedAt, declinedAt, declineReason, connections, now);
  }

  private Invitation with(
      InvitationStatus nextStatus,
      @Nullable Instant viewed,
      @Nullable Instant accepted,
      @Nullable Instant declined,
      @Nullable String reason,
      List<ConnectionId> connected,
      Instant now) {
    return new Invitation(
        id,
        partner,
        terms,
        nextStatus,
        linkHash,
        expiresAt,
        viewed,
        accepted,
        declined,
        reason,
        connected,
        createdAt,
        now,
        version + 1);
  }

  @Override
  public String toString() {
    return "Invitation[" + id + ", " + status + "]";
  }
}
