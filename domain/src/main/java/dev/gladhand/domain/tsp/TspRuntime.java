package dev.gladhand.domain.tsp;

import dev.gladhand.domain.signin.OauthApps;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What the program gives an adapter for its whole life.
 *
 * @param calls makes HTTP calls to TSPs
 * @param random cryptographically strong; makes secrets such as a first password
 * @param allowed whether the operator permits calls to an address that is not one of the TSP's own;
 *     only its scheme, host and port count
 * @param apps the operator's applications, through which fleets sign in
 */
public record TspRuntime(
    TspCalls calls,
    InstantSource clock,
    RandomGenerator random,
    Predicate<URI> allowed,
    OauthApps apps) {

  /**
   * A runtime that permits calls only to the TSP's own hosts, and has no OAuth application at the
   * TSP.
   */
  public TspRuntime(TspCalls calls, InstantSource clock, RandomGenerator random) {
    this(calls, clock, random, _ -> false, OauthApps.NONE);
  }
}
