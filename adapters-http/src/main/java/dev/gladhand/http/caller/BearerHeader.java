package dev.gladhand.http.caller;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.token.bearer.BearerTokenReader;
import io.micronaut.security.token.reader.TokenReader;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Reads the bearer token of a request to a protected route. A request with two {@code
 * Authorization} headers counts as one without a token. A header of another scheme may hold a
 * secret and is never logged.
 */
@Singleton
@Replaces(BearerTokenReader.class)
final class BearerHeader implements TokenReader<HttpRequest<?>> {
  private static final String BEARER = "bearer ";

  @Override
  public Optional<String> findToken(HttpRequest<?> request) {
    var given = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
    if (given.size() != 1
        || !given.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())
        || isOpen(request)) {
      return Optional.empty();
    }
    return Optional.of(given.getFirst().substring(BEARER.length()).strip());
  }

  /**
   * Whether the route is open to everybody. The token of a request to such a route is not checked.
   */
  private static boolean isOpen(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().stringValue(Secured.class))
        .filter(SecurityRule.IS_ANONYMOUS::equals)
        .isPresent();
  }
}
