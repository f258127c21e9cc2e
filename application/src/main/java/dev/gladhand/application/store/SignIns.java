package dev.gladhand.application.store;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.InvitationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sign-ins at TSPs that are under way: who was sent there, and for what. Each is good for one
 * return, until its time is over by the store's clock. Every method is one transaction, blocks, may
 * be called from any thread, and throws {@link StoreUnavailable}.
 */
public interface SignIns {
  /**
   * A sign-in under way.
   *
   * @param stateHash lower-case hexadecimal SHA-256 of the state that comes back
   * @param browserHash the same of what the browser is known by
   * @param settings what the fleet has said besides, as the API writes settings
   */
  record SignIn(
      String stateHash,
      InvitationId invitation,
      TspId tsp,
      String browserHash,
      Map<String, @Nullable Object> settings) {}

  /** Keeps it for so long; those whose time is over go. */
  void begin(SignIn begun, Duration life);

  /** The sign-in of a state, which is then gone; of several calls at once one gets it. */
  Optional<SignIn> take(String stateHash);
}
