package dev.gladhand.http;

import dev.gladhand.domain.connection.PartnerId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a token speaks for.
 *
 * @param partner null for the operator's own client, which is no partner
 */
public record Caller(String clientId, @Nullable PartnerId partner, Set<String> scopes) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
