package dev.gladhand.application.invitation;

import dev.gladhand.application.RandomBytes;
import dev.gladhand.application.store.SignIns;
import dev.gladhand.application.store.SignIns.SignIn;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.InvitationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Issues the {@code state} value of each sign-in, and accepts it only once and only from the
 * browser for which it was issued. Blocks; throws {@code StoreUnavailable}; thread-safe.
 */
public final class SignInStates {
  /** How long a fleet may take to sign in. */
  public static final Duration LIFE = Duration.ofMinutes(10);

  private static final int BYTES = 32;
  private static final int LONGEST = 100;

  private final SignIns signIns;
  private final RandomGenerator random;

  /**
   * @param random a cryptographic source
   */
  public SignInStates(SignIns signIns, RandomGenerator random) {
    this.signIns = signIns;
    this.random = random;
  }

  /** Stores a sign-in under a new state, and returns the state. */
  String begin(
      InvitationId invitation, TspId tsp, String browser, Map<String, @Nullable Object> settings) {
    var state = RandomBytes.text(random, BYTES);
    signIns.begin(
        new SignIn(
            InvitationLinks.hash(state), invitation, tsp, InvitationLinks.hash(browser), settings),
        LIFE);
    return state;
  }

  /**
   * The sign-in of the state; empty if the state is not valid, or was issued for another browser.
   * In either case it is not valid for any browser afterwards.
   */
  Optional<SignIn> take(String state, String browser) {
    return state.isEmpty() || state.length() > LONGEST
        ? Optional.empty()
        : signIns
            .take(InvitationLinks.hash(state))
            .filter(taken -> taken.browserHash().equals(InvitationLinks.hash(browser)));
  }
}
