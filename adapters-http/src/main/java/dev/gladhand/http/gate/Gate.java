package dev.gladhand.http.gate;

import dev.gladhand.application.Draining;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.ActivePartners;
import dev.gladhand.http.request.BodyMemory;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.CallBinder;
import dev.gladhand.http.request.Caller;
import dev.gladhand.http.request.RequestBodies;
import dev.gladhand.http.request.StreamPlaces;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Refuses new work while the node drains, and receives the bodies of requests. It runs after the
 * token, scope and method were checked, and checks the media type and then the size: the order that
 * the contract promises. Does not block.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Gate.AFTER_SECURITY)
public final class Gate {
  static final String INSIDE = "gladhand.inside";

  /** The order right after {@code ServerFilterPhase.SECURITY}, whose filter checks the token. */
  static final int AFTER_SECURITY = 39_250;

  private static final CompletionStage<Optional<HttpResponse<?>>> PASS =
      CompletableFuture.completedFuture(Optional.empty());

  private final Draining draining;
  private final UnderWay underWay;
  private final StreamPlaces places;
  private final BodyMemory memory;
  private final ActivePartners active;

  Gate(
      Draining draining,
      UnderWay underWay,
      StreamPlaces places,
      BodyMemory memory,
      ActivePartners active) {
    this.active = active;
    this.draining = draining;
    this.underWay = underWay;
    this.places = places;
    this.memory = memory;
  }

  @RequestFilter
  CompletionStage<Optional<HttpResponse<?>>> enter(HttpRequest<?> request) {
    var route = RouteAttributes.getRouteMatch(request).orElse(null);
    if (route == null) {
      // The router answers 404 or 405.
      return PASS;
    }
    if (draining.begun() && route.getAnnotationMetadata().hasAnnotation(NewWork.class)) {
      throw Halt.unavailable(
          "the node is about to stop; nothing was accepted", Duration.ofSeconds(1));
    }
    var body = RequestBodies.of(request, route, places, memory);
    if (body.isDone() && !body.isCompletedExceptionally()) {
      return inside(request, route, body.join());
    }
    return body.thenCompose(taken -> inside(request, route, taken));
  }

  private CompletionStage<Optional<HttpResponse<?>>> inside(
      HttpRequest<?> request, RouteMatch<?> route, RequestBodies.Taken body) {
    var caller = request.getUserPrincipal(Caller.class).orElse(null);
    request.setAttribute(CallBinder.ATTRIBUTE, new Call(request, route, caller, body));
    request.setAttribute(INSIDE, true);
    if (caller != null && caller.partner() != null) {
      active.called(caller.partner());
    }
    underWay.entered();
    return PASS;
  }
}
