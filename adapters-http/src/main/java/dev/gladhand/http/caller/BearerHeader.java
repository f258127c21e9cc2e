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
 * Reads the bearer token of a request that needs one. A request with two {@code Authorization}
 * headers has none, and the header of another scheme, which may hold a secret, is never logged.
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

  /** What is open answers whatever token comes along: a wrong one costs nothing there. */
  private static boolean isOpen(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .flatMap(route -> route.getAnnotationMetadata().stringValue(Secured.class))
        .filter(SecurityRule.IS_ANONYMOUS::equals)
        .isPresent();
  }
}
