package dev.gladhand.bootstrap.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of outgoing calls by the semantic conventions for HTTP clients. The query and the
 * user of a URL are left out, because they may hold credentials.
 */
final class ClientSpans {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;
  private static final int ERRORS = 400;

  private ClientSpans() {}

  static SpanBuilder of(Tracer tracer, Context parent, String method, @Nullable URI uri) {
    var builder =
        tracer
            .spanBuilder(method)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent)
            .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method);
    if (uri == null || uri.getHost() == null) {
      return builder;
    }
    var usual = "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS : HTTP;
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    var path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return builder
        .setAttribute(ServerAttributes.SERVER_ADDRESS, uri.getHost())
        .setAttribute(ServerAttributes.SERVER_PORT, uri.getPort() < 0 ? usual : uri.getPort())
        .setAttribute(
            UrlAttributes.URL_FULL, uri.getScheme() + "://" + uri.getHost() + port + path);
  }

  static void answered(Span span, int status) {
    span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
    if (status >= ERRORS) {
      failed(span, Integer.toString(status));
    }
  }

  /**
   * Marks a span as failed.
   *
   * @param why the kind of failure, a word of a fixed set
   */
  static void failed(Span span, String why) {
    span.setAttribute(ErrorAttributes.ERROR_TYPE, why).setStatus(StatusCode.ERROR);
  }
}
