package dev.gladhand.bootstrap.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class QuietExporterTest {
  private static final class Away implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofFailure();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  @Test
  void saysOnceInFiveMinutesThatSpansAreLost() {
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    var log = (Logger) LoggerFactory.getLogger(QuietExporter.class);
    log.addAppender(lines);
    log.setAdditive(false);
    try {
      var nanos = new AtomicLong();
      var exporter = new QuietExporter(new Away(), nanos::get);
      for (var i = 0; i < 10; i++) {
        exporter.export(List.of());
      }
      assertEquals(1, lines.list.size());
      nanos.addAndGet(Duration.ofMinutes(5).toNanos());
      exporter.export(List.of());
      exporter.export(List.of());
      assertEquals(2, lines.list.size());
    } finally {
      log.detachAppender(lines);
      log.setAdditive(true);
    }
  }
}
