package dev.gladhand.bootstrap.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes spans on to another exporter. If they do not reach the collector, logs this in one line,
 * and not often.
 */
final class QuietExporter implements SpanExporter {
  /**
   * The logger of the OpenTelemetry library, which is switched off, because each of its lines has a
   * stack trace. It is kept in a field, because the logging library forgets unused loggers and
   * their levels.
   */
  private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(QuietExporter.class);
  private static final long EVERY = Duration.ofMinutes(5).toNanos();

  private final SpanExporter exporter;
  private final LongSupplier nanos;
  private final AtomicLong quietUntil;

  /**
   * @param nanos the time of a monotonic clock, in nanoseconds
   */
  QuietExporter(SpanExporter exporter, LongSupplier nanos) {
    this.exporter = exporter;
    this.nanos = nanos;
    this.quietUntil = new AtomicLong(nanos.getAsLong());
    LIBRARY.setLevel(Level.OFF);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    var result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            lost(spans.size());
          }
        });
  }

  private void lost(int spans) {
    var now = nanos.getAsLong();
    var until = quietUntil.get();
    if (now - until >= 0 && quietUntil.compareAndSet(until, now + EVERY)) {
      LOG.warn(
          "{} spans did not reach the collector of traces and were dropped; while this continues,"
              + " this message is repeated every {} minutes",
          spans,
          Duration.ofNanos(EVERY).toMinutes());
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
