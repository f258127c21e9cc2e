package dev.gladhand.http.request;

import dev.gladhand.domain.connection.PartnerId;
import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client that a token speaks for; its roles are its scopes.
 *
 * @param partner null for the operator's own client, which is no partner
 */
@SuppressWarnings(
    "serial") // The framework's type is serializable; nothing here is ever serialized.
public record Caller(String clientId, @Nullable PartnerId partner, Set<String> scopes)
    implements Authentication {
  public Caller {
    scopes = Set.copyOf(scopes);
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
