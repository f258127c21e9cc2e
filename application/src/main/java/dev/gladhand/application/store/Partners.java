package dev.gladhand.application.store;

import dev.gladhand.domain.connection.PartnerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The store of partners, each with one client. Blocks; throws {@link StoreUnavailable}. */
public interface Partners {
  void add(Partner partner);

  Optional<Partner> find(PartnerId id);

  Optional<Partner> findByClient(String clientId);

  List<Partner> list();

  /**
   * Stores a changed partner if it was not changed since it was read.
   *
   * @return false if it was changed since, or if there is no such partner
   */
  boolean update(Partner read, Partner changed);

  /**
   * A partner.
   *
   * @param secretHash a keyed hash of the client's secret; the secret itself is not stored
   * @param secretVersion grows with each rotation of the secret and when a scope is removed; tokens
   *     of an earlier version are refused
   * @param redirectOrigins the origins to which fleets may be sent after connecting, such as {@code
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

    /** A partner without redirect origins. */
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
