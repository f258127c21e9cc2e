package dev.gladhand.bootstrap.trace;

import dev.gladhand.domain.tsp.TspCalls;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each call to a TSP that belongs to an operation's attempt or look-up. The TSP
 * does not get the trace context.
 */
final class TracedCalls implements TspCalls {
  private final TspCalls calls;
  private final Tracer tracer;

  TracedCalls(TspCalls calls, Tracer tracer) {
    this.calls = calls;
    this.tracer = tracer;
  }

  @Override
  public Answer exchange(Call call) {
    var context = Context.current();
    var operation = context.get(ExportedTracing.OPERATION);
    if (operation == null) {
      return calls.exchange(call);
    }
    var span =
        ClientSpans.of(tracer, context, call.method(), uri(call.url()))
            .setAllAttributes(operation)
            .startSpan();
    try {
      var answer = calls.exchange(call);
      switch (answer) {
        case Answer.Replied replied -> ClientSpans.answered(span, replied.status());
        case Answer.Failed failed -> {
          if (failed.status() != null) {
            ClientSpans.answered(span, failed.status());
          }
          ClientSpans.failed(span, failed.kind().name().toLowerCase(Locale.ROOT));
        }
      }
      return answer;
    } finally {
      span.end();
    }
  }

  private static @Nullable URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
