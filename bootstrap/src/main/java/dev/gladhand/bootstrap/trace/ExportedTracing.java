package dev.gladhand.bootstrap.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gladhand.application.trace.OpenSpan;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reports spans to OpenTelemetry. Only this package decides what a span contains; a span contains
 * nothing of a request's or answer's body.
 */
final class ExportedTracing implements Tracing {
  /**
   * The key of the attributes of the operation whose attempt or look-up is under way on this
   * thread. The spans of the calls to the TSP get these attributes too.
   */
  static final ContextKey<Attributes> OPERATION = ContextKey.named("gladhand.operation");

  private static final AttributeKey<String> ID = AttributeKey.stringKey("gladhand.operation.id");
  private static final AttributeKey<String> TYPE =
      AttributeKey.stringKey("gladhand.operation.type");
  private static final AttributeKey<String> CONNECTION =
      AttributeKey.stringKey("gladhand.connection.id");
  private static final AttributeKey<String> TSP = AttributeKey.stringKey("gladhand.tsp");
  private static final AttributeKey<String> RESOURCE = AttributeKey.stringKey("gladhand.resource");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("gladhand.attempt");
  private static final AttributeKey<String> RETRIED_FROM =
      AttributeKey.stringKey("gladhand.operation.retried_from");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("gladhand.outcome");
  private static final String LOST = "lost";
  private static final int SERVER_ERRORS = 500;
  private static final int REMEMBERED = 10_000;

  private final Tracer tracer;

  /** The span of the last attempt of each operation that this node has attempted lately. */
  private final Cache<OperationId, SpanContext> attempts =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  ExportedTracing(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public boolean on() {
    return true;
  }

  @Override
  public OpenSpan request(String method, String route, String path, @Nullable TraceContext caller) {
    return new Begun(
        tracer
            .spanBuilder(method + " " + route)
            .setSpanKind(SpanKind.SERVER)
            .setParent(Contexts.of(caller))
            .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, method)
            .setAttribute(HttpAttributes.HTTP_ROUTE, route)
            .setAttribute(UrlAttributes.URL_PATH, path)
            .setAttribute(UrlAttributes.URL_SCHEME, "http")
            .startSpan(),
        null);
  }

  @Override
  public OpenSpan retry(ResourceOperation failed, @Nullable TraceContext request) {
    var builder =
        tracer
            .spanBuilder("retry " + named(failed))
            .setParent(Contexts.of(request))
            .setAttribute(RETRIED_FROM, failed.id().toString());
    if (failed.trace() != null) {
      builder.addLink(Contexts.span(failed.trace()));
    }
    return new Begun(builder.startSpan(), null);
  }

  @Override
  public OpenSpan attempt(ResourceOperation operation) {
    var span = afterTheOneBefore(operation, builder("attempt ", operation));
    return current(span, operation);
  }

  @Override
  public void lost(ResourceOperation operation, Instant begun) {
    var builder =
        builder("attempt ", operation)
            .setAttribute(OUTCOME, LOST)
            .setAttribute(ErrorAttributes.ERROR_TYPE, LOST)
            .setStartTimestamp(begun);
    afterTheOneBefore(operation, builder).setStatus(StatusCode.ERROR).end();
  }

  @Override
  public OpenSpan lookUp(ResourceOperation operation) {
    return current(builder("settle ", operation).startSpan(), operation);
  }

  private SpanBuilder builder(String what, ResourceOperation operation) {
    return tracer
        .spanBuilder(what + named(operation))
        .setParent(Contexts.of(operation.trace()))
        .setAllAttributes(ofAttempt(operation));
  }

  /**
   * Begins the span of an attempt. From the second attempt on, the new span is linked to the span
   * of the attempt before. If this node does not know that span, because another node made that
   * attempt or this node was restarted, the link is to the span of the request that made the
   * operation.
   */
  private Span afterTheOneBefore(ResourceOperation operation, SpanBuilder attempt) {
    if (operation.attempts() > 1) {
      var before = attempts.getIfPresent(operation.id());
      if (before != null) {
        attempt.addLink(before);
      } else if (operation.trace() != null) {
        attempt.addLink(Contexts.span(operation.trace()));
      }
    }
    var span = attempt.startSpan();
    attempts.put(operation.id(), span.getSpanContext());
    return span;
  }

  /** Makes the span current on this thread, until the returned object is closed. */
  @SuppressWarnings("MustBeClosedChecker")
  private static OpenSpan current(Span span, ResourceOperation operation) {
    var context = Contexts.of(operation.trace()).with(OPERATION, ofAttempt(operation));
    return new Begun(span, context.with(span).makeCurrent());
  }

  private static String named(ResourceOperation operation) {
    return operation.type().wire() + " " + operation.resource().wire();
  }

  private static Attributes ofAttempt(ResourceOperation operation) {
    return of(operation).toBuilder().put(ATTEMPT, (long) operation.attempts()).build();
  }

  private static Attributes of(ResourceOperation operation) {
    return Attributes.builder()
        .put(ID, operation.id().toString())
        .put(TYPE, operation.type().wire())
        .put(CONNECTION, operation.connection().toString())
        .put(TSP, operation.tsp().slug())
        .put(RESOURCE, operation.resource().wire())
        .build();
  }

  /**
   * A span that has begun.
   *
   * @param scope makes this thread's calls to a TSP children of the span; null if the span is not
   *     current
   */
  private record Begun(Span span, @Nullable Scope scope) implements OpenSpan {
    @Override
    public TraceContext context() {
      return Contexts.of(span.getSpanContext());
    }

    @Override
    public void about(ResourceOperation operation) {
      span.setAllAttributes(of(operation));
    }

    @Override
    public void outcome(String word, boolean failed) {
      span.setAttribute(OUTCOME, word);
      if (failed) {
        span.setAttribute(ErrorAttributes.ERROR_TYPE, word).setStatus(StatusCode.ERROR);
      }
    }

    @Override
    public void answered(int status) {
      span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
      if (status >= SERVER_ERRORS) {
        span.setAttribute(ErrorAttributes.ERROR_TYPE, Integer.toString(status))
            .setStatus(StatusCode.ERROR);
      }
    }

    @Override
    public void close() {
      if (scope != null) {
        scope.close();
      }
      span.end();
    }
  }
}
