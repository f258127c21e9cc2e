package dev.gladhand.application.store;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of invitations. Every method is one transaction, blocks, may be called from any thread,
 * and throws {@link StoreUnavailable}. The store's time decides what has expired.
 */
public interface Invitations {
  /**
   * Stores a new invitation with the event {@code invitation.created}. If the partner has an active
   * or declined one for the same fleet, that one gets the link, the terms and the expiry instead,
   * without an event. Of several concurrent calls for one fleet, the first makes the invitation.
   *
   * @param most the most active invitations that the partner may have
   */
  Issued issue(Invitation fresh, int most);

  /** The result of {@link Invitations#issue}. */
  sealed interface Issued {
    record Made(Invitation invitation) implements Issued {}

    record Refreshed(Invitation invitation) implements Issued {}

    /** The partner has the most active invitations that it may have. */
    record TooMany() implements Issued {}
  }

  Optional<Invitation> find(PartnerId partner, InvitationId id);

  /**
   * The invitation of a link.
   *
   * @param linkHash the hash of the link's secret
   */
  Optional<Invitation> findByLink(String linkHash);

  /**
   * Stores a changed invitation if it was not changed since it was read; {@code version} must be
   * the version that was read plus one.
   *
   * @param event such as {@code invitation.viewed}
   * @return false if it was changed since
   */
  boolean update(Invitation changed, String event);

  /**
   * A page of the partner's invitations, ordered by id, that begins after {@code after}, or with
   * the first one if that is null. Deleted ones are included.
   *
   * @param status null for all; an invitation whose time is over counts as expired
   * @param fleetRef null for all
   */
  List<Invitation> list(
      PartnerId partner,
      @Nullable InvitationStatus status,
      @Nullable String fleetRef,
      @Nullable InvitationId after,
      int size);

  /**
   * Marks active invitations whose time is over as expired, each with its event, at most {@code
   * limit}. If several nodes do so at once, each invitation is marked by one of them.
   *
   * @return how many were marked
   */
  int expire(int limit);
}
