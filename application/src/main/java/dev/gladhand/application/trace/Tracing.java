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

  /** Whether spans are reported; work that only serves them may otherwise be skipped. */
  boolean on();

  /**
   * Begins the span of a request that may make operations.
   *
   * @param route the template of the path
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
   * Begins the span of the operation's attempt. The exchanges that this thread makes with the TSP
   * until the span is closed, on this thread, belong to it.
   */
  OpenSpan attempt(ResourceOperation operation);

  /**
   * Reports the operation's attempt that its node did not finish: a span from its begin until now,
   * which is already ended.
   */
  void lost(ResourceOperation operation, Instant begun);

  /**
   * Begins the span of a look-up of the operation's last attempt; otherwise like {@link #attempt}.
   */
  OpenSpan lookUp(ResourceOperation operation);
}
