package dev.gladhand.application.trace;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the spans of operations go. Of what partners send, and of credentials, nothing is told.
 * Thread-safe; returns at once; throws nothing, whatever becomes of the spans.
 */
public interface Tracing {
  /** Tells nobody, and hands on what callers sent. */
  Tracing NONE = new NoTracing();

  /** Whether spans go anywhere; what only serves them may be left out otherwise. */
  boolean on();

  /**
   * A request that may make operations.
   *
   * @param route the template of its path
   * @param path without its query
   * @param caller the trace that it names; null where it begins one of its own
   */
  OpenSpan request(String method, String route, String path, @Nullable TraceContext caller);

  /**
   * The repetition of an operation, linked to what was done for it before.
   *
   * @param request to which it belongs; null where it begins a trace of its own
   */
  OpenSpan retry(ResourceOperation failed, @Nullable TraceContext request);

  /**
   * The operation's attempt that was begun. The exchanges that this thread makes with the TSP until
   * the span is closed, on this thread, belong to it.
   */
  OpenSpan attempt(ResourceOperation operation);

  /**
   * The operation's attempt that its node did not live to tell of: from when it began until now.
   * The span is ended.
   */
  void lost(ResourceOperation operation, Instant begun);

  /** The look-up of what became of the operation's last attempt; else as {@link #attempt}. */
  OpenSpan lookUp(ResourceOperation operation);
}
