package dev.gladhand.bootstrap.trace;

import dev.gladhand.application.delivery.Sender;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of each delivery of an operation's event, and sends the span's trace context to the
 * receiver.
 */
final class TracedSender implements Sender {
  private static final AttributeKey<String> WEBHOOK = AttributeKey.stringKey("gladhand.webhook.id");
  private static final AttributeKey<String> EVENT = AttributeKey.stringKey("gladhand.event.id");
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("gladhand.event.name");
  private static final AttributeKey<Long> ATTEMPT =
      AttributeKey.longKey("gladhand.delivery.attempt");

  private final Sender sender;
  private final Tracer tracer;

  TracedSender(Sender sender, Tracer tracer) {
    this.sender = sender;
    this.tracer = tracer;
  }

  @Override
  public @Nullable Receipt send(Outgoing outgoing) {
    if (outgoing.trace() == null) {
      return sender.send(outgoing);
    }
    var span =
        ClientSpans.of(tracer, Contexts.of(outgoing.trace()), "POST", outgoing.url())
            .setAttribute(WEBHOOK, outgoing.webhook().toString())
            .setAttribute(EVENT, outgoing.event().toString())
            .setAttribute(NAME, outgoing.eventName())
            .setAttribute(ATTEMPT, (long) outgoing.attempt())
            .startSpan();
    try {
      var receipt = sender.send(outgoing.in(Contexts.of(span.getSpanContext())));
      if (receipt == null) {
        ClientSpans.failed(span, "busy");
      } else if (receipt.status() != null) {
        ClientSpans.answered(span, receipt.status());
      } else {
        ClientSpans.failed(span, "network");
      }
      return receipt;
    } finally {
      span.end();
    }
  }
}
