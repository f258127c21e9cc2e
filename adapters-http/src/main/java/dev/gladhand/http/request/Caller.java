package dev.gladhand.http.request;

import dev.gladhand.domain.connection.PartnerId;
import io.micronaut.security.authentication.Authentication;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The client of a token; its roles are the token's scopes.
 *
 * @param partner the partner of the client; null for the operator's client
 */
@SuppressWarnings(
    "serial") // The framework's type is serializable, but a caller is never serialized.
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
