package dev.gladhand.http.gate;

import dev.gladhand.application.trace.MeasuredTrace;
import dev.gladhand.http.answer.Problems;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.RequestIds;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Puts the id of a request into its log lines and its response, counts the request, and writes a
 * log line if the caller named the id. It is wrapped around {@link Gate}, so that it also handles
 * the requests that the gate refuses.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(-100)
public final class RequestIdFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestIdFilter.class);
  private static final String BEGUN = "gladhand.begun";

  private final RequestIds ids;
  private final UnderWay underWay;
  private final RequestMetrics metrics;
  private final RequestTraces traces;

  RequestIdFilter(RequestIds ids, UnderWay underWay, RequestMetrics metrics, RequestTraces traces) {
    this.ids = ids;
    this.underWay = underWay;
    this.metrics = metrics;
    this.traces = traces;
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    request.setAttribute(BEGUN, System.nanoTime());
    context.add(new RequestActor(request, ids));
    context.add(new LoggedId(ids.of(request)));
  }

  @ResponseFilter
  void end(HttpRequest<?> request, MutableHttpResponse<?> response) {
    CommonHeaders.set(request, response);
    Problems.told(request, response);
    response.getHeaders().set(RequestIds.HEADER, ids.of(request));
    if (request.removeAttribute(Gate.INSIDE, Boolean.class).isPresent()) {
      underWay.left();
      Call.of(request).ifPresent(Call::forgetBody);
    }
    var begun = request.getAttribute(BEGUN, Long.class).orElseGet(System::nanoTime);
    var route =
        RouteAttributes.getRouteInfo(request).orElse(null) instanceof UriRouteInfo<?, ?> known
            ? known
            : null;
    var nanos = System.nanoTime() - begun;
    MeasuredTrace.measure(
        traces.of(request),
        () -> metrics.count(request.getMethod(), route, response.code(), nanos));
    traces.end(request, response.code());
    if (ids.named(request)) {
      log(request, route, response, Duration.ofNanos(nanos));
    }
  }

  /**
   * Writes one log line for a request whose caller named its id, because that caller wants to find
   * the request in the log. The path is the route's template, which holds no text of callers. If
   * the request made an operation, the line has its location.
   */
  private void log(
      HttpRequest<?> request,
      @Nullable UriRouteInfo<?, ?> route,
      MutableHttpResponse<?> response,
      Duration took) {
    try (var _ = MDC.putCloseable(RequestIds.LOGGED_AS, ids.of(request))) {
      var location = response.getHeaders().get("Location");
      LOG.info(
          "{} {} answered {} in {} ms{}",
          request.getMethod(),
          route == null ? "(no route)" : route.getUriMatchTemplate().toPathString(),
          response.code(),
          took.toMillis(),
          location == null ? "" : ", " + location);
    }
  }
}
