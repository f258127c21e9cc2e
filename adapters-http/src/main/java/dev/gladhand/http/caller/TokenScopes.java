package dev.gladhand.http.caller;

import dev.gladhand.application.partner.Scopes;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.security.token.DefaultRolesFinder;
import io.micronaut.security.token.RolesFinder;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the scopes of a token as its caller's roles. A route that names several scopes needs all of
 * them. The scope {@code admin} includes the right to read the audit.
 */
@Singleton
@Replaces(DefaultRolesFinder.class)
final class TokenScopes implements RolesFinder {
  @Override
  public boolean hasAnyRequiredRoles(List<String> required, Collection<String> granted) {
    return required.stream()
        .allMatch(
            scope ->
                granted.contains(scope)
                    || scope.equals(Scopes.AUDIT_READ) && granted.contains(Scopes.ADMIN));
  }

  /**
   * The scopes in the claim {@code scope}, or in {@code scp} if there is no {@code scope}: words in
   * a string, or an array.
   */
  @Override
  public List<String> resolveRoles(@Nullable Map<String, Object> claims) {
    if (claims == null) {
      return List.of();
    }
    var given = claims.get("scope") != null ? claims.get("scope") : claims.get("scp");
    return switch (given) {
      case String words -> List.of(words.strip().split(" +"));
      case Collection<?> many -> many.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }
}
