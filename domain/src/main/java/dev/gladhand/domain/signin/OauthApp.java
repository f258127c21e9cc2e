package dev.gladhand.domain.signin;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application that the operator has registered at a TSP; fleets sign in through it.
 *
 * @param scopes the scopes asked for at the sign-in; empty if the registration at the TSP states
 *     them
 * @param authorizeUrl the address where fleets sign in; null for the TSP's usual one
 * @param tokenUrl the address that gives tokens; null for the TSP's usual one
 */
public record OauthApp(
    String clientId,
    String clientSecret,
    List<String> scopes,
    @Nullable URI authorizeUrl,
    @Nullable URI tokenUrl) {
  public OauthApp {
    scopes = List.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "OauthApp[" + clientId + "]";
  }
}
