package dev.gladhand.application.trace;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reports spans of operations to a collector. Spans contain neither data of partners nor
 * credentials. Thread-safe; returns at once; never throws, even if spans are lost.
 */
public interface Tracing {
  /** Reports no spans, and passes on the trace contexts that callers sent. */
  Tracing NONE = new NoTracing();

  /** Whether spans are reported; if not, the caller may skip work that is done only for spans. */
  boolean on();

  /**
   * Begins the span of a request that may make operations.
   *
   * @param route the template of the path, with names in place of ids
   * @param path the path without its query
   * @param caller the trace context of the request; null if the request begins a new trace
   */
  OpenSpan request(String method, String route, String path, @Nullable TraceContext caller);

  /**
   * Begins the span of a retry, linked to the trace of the failed operation.
   *
   * @param request the trace of the request; null if a new trace begins
   */
  OpenSpan retry(ResourceOperation failed, @Nullable TraceContext request);

  /**
   * Begins the span of an attempt of the operation. It is closed on the thread that began it;
   * exchanges that this thread makes with the TSP until then become part of it.
   */
  OpenSpan attempt(ResourceOperation operation);

  /**
   * Reports an attempt that its node did not finish, as a span that begins at {@code begun} and
   * ends now.
   */
  void lost(ResourceOperation operation, Instant begun);

  /**
   * Begins the span of a look-up of the operation's last attempt; otherwise like {@link #attempt}.
   */
  OpenSpan lookUp(ResourceOperation operation);
}
