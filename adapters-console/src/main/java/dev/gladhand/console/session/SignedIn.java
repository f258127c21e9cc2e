package dev.gladhand.console.session;

import dev.gladhand.application.partner.Client;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.domain.connection.PartnerId;
import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client of a session; its roles are its scopes.
 *
 * @param partner null for the operator's client
 * @param session the id of the session
 * @param version the version of the secret that was used to sign in
 */
@SuppressWarnings(
    "serial") // The framework's type is serializable, but this object is never serialized.
public record SignedIn(
    String clientId,
    @Nullable PartnerId partner,
    Set<String> scopes,
    String session,
    String version)
    implements Authentication {
  public SignedIn {
    scopes = Set.copyOf(scopes);
  }

  public static SignedIn of(Client client, String session) {
    return new SignedIn(client.id(), client.partner(), client.scopes(), session, client.version());
  }

  public boolean admin() {
    return scopes.contains(Scopes.ADMIN);
  }

  /** Whether this client has a scope; the admin may do everything. */
  public boolean may(String scope) {
    return admin() || scopes.contains(scope);
  }

  @Override
  public String getName() {
    return clientId;
  }

  @Override
  public Collection<String> getRoles() {
    return scopes;
  }

  @Override
  public Map<String, Object> getAttributes() {
    return Map.of();
  }
}
