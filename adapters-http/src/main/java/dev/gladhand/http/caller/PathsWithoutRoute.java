package dev.gladhand.http.caller;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Lets a request for which there is no route pass to the router, which answers 404 or 405; below
 * {@code /v2/} only with a valid token. A route that exists and lacks a security rule stays refused
 * to everybody.
 */
@Singleton
final class PathsWithoutRoute implements SecurityRule<HttpRequest<?>> {
  private static final String GUARDED = "/v2/";

  @Override
  public Publisher<SecurityRuleResult> check(
      @Nullable HttpRequest<?> request, @Nullable Authentication caller) {
    var free =
        request != null
            && RouteAttributes.getRouteMatch(request).isEmpty()
            && (caller != null || !request.getPath().startsWith(GUARDED));
    return Publishers.just(free ? SecurityRuleResult.ALLOWED : SecurityRuleResult.UNKNOWN);
  }
}
