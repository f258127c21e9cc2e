package dev.gladhand.bootstrap.trace;

import dev.gladhand.application.delivery.Sender;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.tsp.TspCalls;
import java.util.Map;

/**
 * Whether and where spans go, as the variables of OpenTelemetry say. Where they name no collector,
 * nothing of OpenTelemetry is loaded, and calls pass as they are.
 */
public interface TraceExport extends AutoCloseable {
  Tracing tracing();

  /** The same calls; those of operations are spans. */
  TspCalls tracedCalls(TspCalls calls);

  /** The same deliveries; those of operations are spans. */
  Sender tracedSender(Sender sender);

  /** Sends what is left, within a few seconds. */
  @Override
  void close();

  /**
   * Throws {@link WrongTraceSettings} where a variable has a value that cannot be used.
   *
   * @param environment the process's own
   * @param version of this build
   * @param node names this process among those on the same store
   */
  static TraceExport of(Map<String, String> environment, String version, String node) {
    return TraceSettings.nameACollector(environment)
        ? OpenTelemetryExport.start(version, node)
        : NoExport.NONE;
  }

  /** A node that is told no collector. */
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
