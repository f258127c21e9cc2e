package dev.gladhand.http;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;

/**
 * Puts the id of the request into its log lines and its response. Outside of the gate, whose
 * refusals pass it too.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(-100)
final class RequestIdFilter {
  private final Draining draining;

  RequestIdFilter(Draining draining) {
    this.draining = draining;
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    context.add(new MdcPropagationContext(Map.of(RequestIds.LOGGED_AS, RequestIds.of(request))));
  }

  @ResponseFilter
  void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
    response.getHeaders().set(RequestIds.HEADER, RequestIds.of(request));
    if (request.removeAttribute(Gate.INSIDE, Boolean.class).isPresent()) {
      draining.left();
    }
  }
}
