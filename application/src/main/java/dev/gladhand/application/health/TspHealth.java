package dev.gladhand.application.health;

import dev.gladhand.application.BoundedCache;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Origin;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.share.Shares;
import java.time.Duration;

/**
 * What one node knows of a TSP's availability at one address. While the TSP is down, its circuits
 * let the connections make no calls but probes.
 *
 * @param all the circuit over all partners; it opens if several of them fail and no call succeeds
 * @param places the places for calls that the partners share at the address
 * @param partner the circuit over the connections of one partner
 * @param budget the budget of retries of the same partner
 */
public record TspHealth(Circuit all, CallPlaces places, Circuit partner, RetryBudget budget) {
  private static final int OPENS_AFTER = 20;

  /** The circuit of a partner opens only if this many of its connections fail. */
  private static final int CONNECTIONS = 3;

  private static final int PARTNERS = 3;
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final int MOST = 10_000;

  public TspHealth(Circuit all, CallPlaces places) {
    this(all, places, new Circuit(OPENS_AFTER, CONNECTIONS), new RetryBudget());
  }

  public static Circuit overPartners() {
    return Circuit.shared(OPENS_AFTER, PARTNERS, QUIET);
  }

  /**
   * The health of the TSPs at all addresses, by the host that is called, because one TSP may have
   * several hosts. Thread-safe.
   */
  public static final class All {
    private record Key(Origin origin, PartnerId partner) {}

    private record Address(Circuit circuit, CallPlaces places) {}

    private final Shares<PartnerId> calls = CallPlaces.ofNode();

    // Each use of a partner's entry also uses the entry of its origin, so that the origin's entry
    // is not removed before it.
    private final BoundedCache<Origin, Address> byOrigin = new BoundedCache<>(MOST);
    private final BoundedCache<Key, TspHealth> byPartner = new BoundedCache<>(MOST);

    public TspHealth of(TspAdapter adapter, Connection connection) {
      var origin = Origin.of(adapter.address(connection.settings()));
      var address = byOrigin.get(origin, _ -> new Address(overPartners(), new CallPlaces(calls)));
      return byPartner.get(
          new Key(origin, connection.partner()),
          _ -> new TspHealth(address.circuit, address.places));
    }
  }
}
