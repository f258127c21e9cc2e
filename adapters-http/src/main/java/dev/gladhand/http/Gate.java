package dev.gladhand.http;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes, in the order of the contract: token, scope, (method,) media type,
 * size. Does not block; what must, moves to a virtual thread.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(0)
final class Gate {
  static final String INSIDE = "gladhand.inside";
  private static final String GUARDED = "/v2/";
  private static final String BEARER = "bearer ";
  private static final CompletionStage<Optional<HttpResponse<?>>> PASS =
      CompletableFuture.completedFuture(Optional.empty());

  private final Tokens tokens;
  private final Draining draining;
  private final ExecutorService blocking;

  Gate(Tokens tokens, Draining draining, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.tokens = tokens;
    this.draining = draining;
    this.blocking = blocking;
  }

  @RequestFilter
  CompletionStage<Optional<HttpResponse<?>>> enter(HttpRequest<?> request) {
    var route = RouteAttributes.getRouteMatch(request).orElse(null);
    if (route == null ? !request.getPath().startsWith(GUARDED) : isOpen(route)) {
      return admit(request, route, null);
    }
    var token = token(request);
    var caller = tokens.remembered(token);
    if (caller != null) {
      return admit(request, route, caller);
    }
    return CompletableFuture.supplyAsync(() -> tokens.verify(token), blocking)
        .thenCompose(verified -> admit(request, route, verified));
  }

  private CompletionStage<Optional<HttpResponse<?>>> admit(
      HttpRequest<?> request, @Nullable RouteMatch<?> route, @Nullable Caller caller) {
    if (route == null) {
      // The router says which of 404 and 405 it is.
      return PASS;
    }
    if (caller != null) {
      // A route that names no scope is open to nobody.
      var scope = route.getAnnotationMetadata().stringValue(Scoped.class).orElse("(none)");
      if (!caller.scopes().contains(scope)) {
        throw Halt.missingScope(scope);
      }
    }
    if (draining.begun() && route.getAnnotationMetadata().hasAnnotation(NewWork.class)) {
      throw new Halt(
          503, "the node is about to stop; nothing was accepted", Map.of("Retry-After", "1"));
    }
    var body = RequestBodies.of(request, route);
    if (body.isDone() && !body.isCompletedExceptionally()) {
      return inside(request, route, caller, body.join());
    }
    return body.thenCompose(bytes -> inside(request, route, caller, bytes));
  }

  private CompletionStage<Optional<HttpResponse<?>>> inside(
      HttpRequest<?> request, RouteMatch<?> route, @Nullable Caller caller, byte[] body) {
    request.setAttribute(CallBinder.ATTRIBUTE, new Call(request, route, caller, body));
    request.setAttribute(INSIDE, true);
    draining.entered();
    return PASS;
  }

  private static boolean isOpen(RouteMatch<?> route) {
    return route.getAnnotationMetadata().hasAnnotation(Open.class);
  }

  private static String token(HttpRequest<?> request) {
    var given = request.getHeaders().getAll("Authorization");
    if (given.size() != 1 || !given.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw Halt.unauthorized("a bearer token is required");
    }
    return given.getFirst().substring(BEARER.length()).strip();
  }
}
