package dev.gladhand.tsp.kit.login;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.TspAccess;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Renews sessions by signing in again. The TSP does not say when a session will end, so a renewal
 * is due before a call only if the credentials contain no session.
 *
 * @param session the credential that holds the session
 * @param canSignIn whether these credentials are of a kind that can sign in
 */
public record SessionRenewer(
    Field<String> session, Predicate<Credentials> canSignIn, SessionSignIn signIn)
    implements Renewer {
  /**
   * Signs in at the TSP with one call, and returns the credentials with the new session or why
   * there are none.
   */
  public interface SessionSignIn {
    Renewal of(TspAccess tsp, Instant now);
  }

  @Override
  public boolean renewable(Credentials credentials) {
    return canSignIn.test(credentials);
  }

  @Override
  public boolean expired(Credentials credentials, Instant now) {
    return renewable(credentials) && credentials.get(session) == null;
  }

  @Override
  public Renewal renew(TspAccess tsp, Instant now) {
    return signIn.of(tsp, now);
  }
}
