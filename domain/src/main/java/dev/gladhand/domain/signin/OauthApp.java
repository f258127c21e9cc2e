package dev.gladhand.domain.signin;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application that the operator has registered at a TSP, by which fleets sign in.
 *
 * @param scopes asked for at the sign-in; empty where the TSP's own registration says them
 * @param authorizeUrl where fleets sign in, in place of the TSP's usual address; null for that
 * @param tokenUrl where tokens come from, in place of the TSP's usual address; null for that
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
