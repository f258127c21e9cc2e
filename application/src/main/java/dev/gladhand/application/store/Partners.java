package dev.gladhand.application.store;

import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The partners, each with one client. Blocks; throws {@link StoreUnavailable}. */
public interface Partners {
  void add(Partner partner);

  Optional<Partner> find(PartnerId id);

  Optional<Partner> findByClient(String clientId);

  List<Partner> list();

  /**
   * Stores a changed partner if it is still as it was when it was read.
   *
   * @return false when it was changed since, or there is no such partner
   */
  boolean update(Partner read, Partner changed);

  /**
   * @param secretHash a keyed hash of the client's secret; the secret itself is nowhere
   * @param secretVersion grows with each rotation: tokens of an earlier version are refused
   * @param redirectOrigins where fleets that connect may be sent, such as {@code
   *     https://app.example.com}
   */
  record Partner(
      PartnerId id,
      String name,
      String clientId,
      String secretHash,
      long secretVersion,
      Set<String> scopes,
      boolean disabled,
      Set<String> redirectOrigins,
      Instant createdAt,
      Instant updatedAt) {
    public Partner {
      scopes = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(scopes));
      redirectOrigins =
          java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(redirectOrigins));
    }

    /** One whose fleets are sent nowhere. */
    public Partner(
        PartnerId id,
        String name,
        String clientId,
        String secretHash,
        long secretVersion,
        Set<String> scopes,
        boolean disabled,
        Instant createdAt,
        Instant updatedAt) {
      this(
          id,
          name,
          clientId,
          secretHash,
          secretVersion,
          scopes,
          disabled,
          Set.of(),
          createdAt,
          updatedAt);
    }

    @Override
    public String toString() {
      return "Partner[" + id + "]";
    }
  }
}
