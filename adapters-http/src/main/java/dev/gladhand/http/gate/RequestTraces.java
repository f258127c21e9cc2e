package dev.gladhand.http.gate;

import dev.gladhand.application.trace.OpenSpan;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.http.request.Call;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * The spans of requests that make operations, from the start of their route to their answer.
 * Thread-safe.
 */
@Singleton
public final class RequestTraces {
  private static final String ATTRIBUTE = "gladhand.span";

  private final Tracing tracing;

  RequestTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /**
   * Begins the span of a call if tracing is on. Returns the trace context to store with the
   * operations that the call makes: the span's, or else the caller's; null if there is none.
   */
  public @Nullable TraceContext begin(Call call) {
    var caller = call.trace();
    if (!tracing.on()) {
      return caller;
    }
    var request = call.request();
    var route =
        RouteAttributes.getRouteInfo(request).orElse(null) instanceof UriRouteInfo<?, ?> known
            ? known.getUriMatchTemplate().toPathString()
            : request.getPath();
    var span = tracing.request(request.getMethodName(), route, request.getPath(), caller);
    request.setAttribute(ATTRIBUTE, span);
    return span.context();
  }

  /**
   * Notes in the span which operation the call has made. If the call repeats an earlier request, it
   * is the operation that the earlier request made.
   */
  public void about(Call call, ResourceOperation operation) {
    if (tracing.on()) {
      call.request()
          .getAttribute(ATTRIBUTE, OpenSpan.class)
          .ifPresent(span -> span.about(operation));
    }
  }

  /**
   * The trace context of the span of a request that is not answered yet; null if the request has no
   * span.
   */
  @Nullable TraceContext of(HttpRequest<?> request) {
    return tracing.on()
        ? request.getAttribute(ATTRIBUTE, OpenSpan.class).map(OpenSpan::context).orElse(null)
        : null;
  }

  /** Ends the span of a request that is answered. */
  void end(HttpRequest<?> request, int status) {
    if (tracing.on()) {
      request
          .removeAttribute(ATTRIBUTE, OpenSpan.class)
          .ifPresent(
              span -> {
                span.answered(status);
                span.close();
              });
    }
  }
}
