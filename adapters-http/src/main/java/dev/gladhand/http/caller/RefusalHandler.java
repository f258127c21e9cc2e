package dev.gladhand.http.caller;

import dev.gladhand.http.answer.Errors;
import dev.gladhand.http.answer.Halt;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.AuthorizationException;
import io.micronaut.security.authentication.DefaultAuthorizationExceptionHandler;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Arrays;

/**
 * Answers 401 to callers without a token, and 403 with the missing scope to callers that lack one.
 */
@Singleton
@Replaces(DefaultAuthorizationExceptionHandler.class)
final class RefusalHandler implements ExceptionHandler<AuthorizationException, HttpResponse<?>> {
  @Override
  @SuppressWarnings("rawtypes") // The framework's interface uses the raw type.
  public HttpResponse<?> handle(HttpRequest request, AuthorizationException refused) {
    var caller = refused.getAuthentication();
    if (caller == null) {
      return Errors.of(Halt.unauthorized("a bearer token is required"));
    }
    var route = RouteAttributes.getRouteMatch((HttpRequest<?>) request);
    var lacking =
        route.stream()
            .map(one -> one.getAnnotationMetadata().stringValues(Secured.class))
            .flatMap(Arrays::stream)
            .filter(scope -> !caller.getRoles().contains(scope))
            .findFirst();
    return Errors.of(Halt.missingScope(lacking.orElse("(none)")));
  }
}
