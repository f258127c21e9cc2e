package dev.gladhand.http;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import java.util.Map;

/**
 * Puts the id of the request into its log lines and its response, and counts it. Outside of the
 * gate, whose refusals pass it too.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(-100)
final class RequestIdFilter {
  private static final String BEGUN = "gladhand.begun";

  private final RequestIds ids;
  private final Draining draining;
  private final RequestMetrics metrics;

  RequestIdFilter(RequestIds ids, Draining draining, RequestMetrics metrics) {
    this.ids = ids;
    this.draining = draining;
    this.metrics = metrics;
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    request.setAttribute(BEGUN, System.nanoTime());
    context.add(new MdcPropagationContext(Map.of(RequestIds.LOGGED_AS, ids.of(request))));
  }

  @ResponseFilter
  void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.getHeaders().set(RequestIds.HEADER, ids.of(request));
    if (request.removeAttribute(Gate.INSIDE, Boolean.class).isPresent()) {
      draining.left();
    }
    var begun = request.getAttribute(BEGUN, Long.class).orElseGet(System::nanoTime);
    var route =
        RouteAttributes.getRouteInfo(request).orElse(null) instanceof UriRouteInfo<?, ?> known
            ? known
            : null;
    metrics.count(request.getMethod(), route, response.code(), System.nanoTime() - begun);
  }
}
