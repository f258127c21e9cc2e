package dev.gladhand.application.store;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.InvitationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The store of sign-ins at TSPs that are under way. Each sign-in can be taken once, before its time
 * is over by the store's clock. Every method is one transaction, blocks, may be called from any
 * thread, and throws {@link StoreUnavailable}.
 */
public interface SignIns {
  /**
   * A sign-in under way.
   *
   * @param stateHash lower-case hexadecimal SHA-256 of the state that the TSP sends back
   * @param browserHash SHA-256, in the same form, of the value by which the browser is recognised
   * @param settings the settings that the fleet has added, as the API writes them
   */
  record SignIn(
      String stateHash,
      InvitationId invitation,
      TspId tsp,
      String browserHash,
      Map<String, @Nullable Object> settings) {}

  /** Stores a sign-in for this long; deletes those whose time is over. */
  void begin(SignIn begun, Duration life);

  /** Returns and deletes the sign-in of a state; of several concurrent calls, one gets it. */
  Optional<SignIn> take(String stateHash);
}
