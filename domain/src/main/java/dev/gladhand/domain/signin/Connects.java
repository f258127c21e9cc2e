package dev.gladhand.domain.signin;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Renewer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets a fleet sign in at its TSP by OAuth 2's authorization code, so that nobody types
 * credentials. The adapter's {@link Renewer} renews the credentials that are obtained so.
 * Stateless; thread-safe.
 */
public interface Connects {
  /** Whether the TSP supports PKCE's code challenge (S256). */
  boolean pkce();

  /** The absolute URL, with its query, where the browser signs in. No call is made. */
  URI signIn(OauthApp app, SignIn asked);

  /**
   * Exchanges the code that the browser has brought for tokens. Makes one call, on a virtual
   * thread; throws nothing.
   */
  Obtained exchange(OauthApp app, Exchange asked);

  /**
   * The values that go into the sign-in URL.
   *
   * @param settings the settings of the connection that will be made
   * @param state the value that the TSP gives back with the code
   * @param challenge PKCE's challenge; null if the TSP does not support it
   */
  record SignIn(Settings settings, URI redirectUri, String state, @Nullable String challenge) {
    @Override
    public String toString() {
      return "SignIn";
    }
  }

  /**
   * What is needed to exchange a code for tokens.
   *
   * @param verifier PKCE's verifier; null if the TSP does not support it
   * @param timeout the longest time that the whole exchange may take
   * @param now the time from which the life of tokens is counted
   */
  record Exchange(
      Settings settings,
      URI redirectUri,
      String code,
      @Nullable String verifier,
      Duration timeout,
      Instant now) {
    @Override
    public String toString() {
      return "Exchange";
    }
  }

  /** The result of an exchange. */
  sealed interface Obtained {
    /** Complete credentials, which the adapter's schema reads. */
    record Tokens(Credentials credentials) implements Obtained {}

    /**
     * The exchange failed.
     *
     * @param refused whether the TSP refused the code or the operator's application; if not, the
     *     cause may pass, and a new sign-in may succeed
     */
    record Failed(TspError error, boolean refused) implements Obtained {}
  }
}
