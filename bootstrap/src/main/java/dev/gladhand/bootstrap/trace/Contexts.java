package dev.gladhand.bootstrap.trace;

import dev.gladhand.domain.operation.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts the stored trace context to OpenTelemetry's and back. */
final class Contexts {
  // The positions of the parts of a traceparent: 00-TRACE-SPAN-FLAGS.
  private static final int TRACE = 3;
  private static final int TRACE_ENDS = 35;
  private static final int SPAN = 36;
  private static final int SPAN_ENDS = 52;
  private static final int FLAGS = 53;

  private Contexts() {}

  /** The context whose spans are children of the stored span; null begins a new trace. */
  static Context of(@Nullable TraceContext trace) {
    return trace == null ? Context.root() : Context.root().with(Span.wrap(span(trace)));
  }

  static SpanContext span(TraceContext trace) {
    var parent = trace.parent();
    return SpanContext.createFromRemoteParent(
        parent.substring(TRACE, TRACE_ENDS),
        parent.substring(SPAN, SPAN_ENDS),
        TraceFlags.fromHex(parent, FLAGS),
        state(trace.state()));
  }

  private static TraceState state(@Nullable String text) {
    var state = TraceState.builder();
    if (text != null) {
      // The builder puts the entry that was added last first.
      for (var member : List.of(text.split(",", -1)).reversed()) {
        var equals = member.indexOf('=');
        state.put(member.substring(0, equals), member.substring(equals + 1));
      }
    }
    return state.build();
  }

  static TraceContext of(SpanContext span) {
    var state =
        span.getTraceState().asMap().entrySet().stream()
            .map(member -> member.getKey() + "=" + member.getValue())
            .collect(Collectors.joining(","));
    return new TraceContext(
        "00-" + span.getTraceId() + "-" + span.getSpanId() + (span.isSampled() ? "-01" : "-00"),
        state.isEmpty() || state.length() > TraceContext.LONGEST_STATE ? null : state);
  }
}
