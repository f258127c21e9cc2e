package dev.gladhand.application.store;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.invitation.Invitation;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The invitations of fleets. Every method is one transaction, blocks, may be called from any
 * thread, and throws {@link StoreUnavailable}. What has expired is judged by the store's time.
 */
public interface Invitations {
  /**
   * Stores a new invitation with the event {@code invitation.created}; where the partner has one of
   * the same fleet that is active or declined, that one takes the link, the terms and the expiry
   * over instead, without an event. Of several at once for one fleet the first makes it.
   *
   * @param most how many active ones the partner may have
   */
  Issued issue(Invitation fresh, int most);

  /** What became of an issue. */
  sealed interface Issued {
    record Made(Invitation invitation) implements Issued {}

    record Refreshed(Invitation invitation) implements Issued {}

    /** The partner has as many as it may have. */
    record TooMany() implements Issued {}
  }

  Optional<Invitation> find(PartnerId partner, InvitationId id);

  /**
   * @param linkHash of the secret that a link carries
   */
  Optional<Invitation> findByLink(String linkHash);

  /**
   * Stores a changed invitation if nobody changed it since it was read ({@code version} is the one
   * it had then plus one).
   *
   * @param event such as {@code invitation.viewed}
   * @return false when it was changed since
   */
  boolean update(Invitation changed, String event);

  /**
   * A page by id, after {@code after}, deleted ones included.
   *
   * @param status null for all; those whose time is over count as expired
   * @param fleetRef null for all
   */
  List<Invitation> list(
      PartnerId partner,
      @Nullable InvitationStatus status,
      @Nullable String fleetRef,
      @Nullable InvitationId after,
      int size);

  /**
   * Marks active ones whose time is over as expired, each with its event, at most {@code limit}; of
   * several callers one does it.
   *
   * @return how many
   */
  int expire(int limit);
}
