package dev.gladhand.bootstrap.trace;

import dev.gladhand.application.delivery.Sender;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.tsp.TspCalls;
import java.util.Map;

/**
 * Decides by OpenTelemetry's variables whether and where spans are sent. If they name no collector,
 * no class of OpenTelemetry is loaded, and calls are made without spans.
 */
public interface TraceExport extends AutoCloseable {
  Tracing tracing();

  /**
   * Adds a span to each call that belongs to an operation. Returns {@code calls} unchanged if no
   * spans are sent.
   */
  TspCalls tracedCalls(TspCalls calls);

  /**
   * Adds a span to each delivery of an operation's event. Returns {@code sender} unchanged if no
   * spans are sent.
   */
  Sender tracedSender(Sender sender);

  /** Sends the spans that are not sent yet, and ends the export; takes a few seconds at most. */
  @Override
  void close();

  /**
   * Makes the export; throws {@link WrongTraceSettings} if a variable has a value that cannot be
   * used.
   *
   * @param environment the environment of this process
   * @param version the version of this build
   * @param node the id of this node
   */
  static TraceExport of(Map<String, String> environment, String version, String node) {
    return TraceSettings.nameACollector(environment)
        ? OpenTelemetryExport.start(version, node)
        : NoExport.NONE;
  }

  /** Makes and sends no spans, for a node whose variables name no collector. */
  enum NoExport implements TraceExport {
    NONE;

    @Override
    public Tracing tracing() {
      return Tracing.NONE;
    }

    @Override
    public TspCalls tracedCalls(TspCalls calls) {
      return calls;
    }

    @Override
    public Sender tracedSender(Sender sender) {
      return sender;
    }

    @Override
    public void close() {}
  }
}
