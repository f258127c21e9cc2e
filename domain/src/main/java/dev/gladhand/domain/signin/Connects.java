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
 * Lets fleets sign in at their TSP by OAuth 2's authorization code, in place of typing credentials.
 * What it obtains an adapter's {@link Renewer} renews. Stateless; thread-safe.
 */
public interface Connects {
  /** Whether the TSP takes PKCE's code challenge (S256). */
  boolean pkce();

  /** Where the browser goes to sign in: an absolute URL with its query. No call is made. */
  URI signIn(OauthApp app, SignIn asked);

  /**
   * Exchanges the code that the browser has brought for tokens. One call, on a virtual thread;
   * throws nothing.
   */
  Obtained exchange(OauthApp app, Exchange asked);

  /**
   * What a browser is sent with.
   *
   * @param settings of the connection to be made
   * @param state comes back with the code
   * @param challenge PKCE's, or null where the TSP takes none
   */
  record SignIn(Settings settings, URI redirectUri, String state, @Nullable String challenge) {
    @Override
    public String toString() {
      return "SignIn";
    }
  }

  /**
   * What a code is exchanged with.
   *
   * @param verifier PKCE's, or null where the TSP takes none
   * @param timeout bound of the whole exchange
   * @param now from which the life of tokens counts
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

  /** What an exchange came to. */
  sealed interface Obtained {
    /** Credentials, whole, which the adapter's schema reads. */
    record Tokens(Credentials credentials) implements Obtained {}

    /**
     * @param refused whether the TSP does not take the code; else it may be tried again from the
     *     start
     */
    record Failed(TspError error, boolean refused) implements Obtained {}
  }
}
