package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.trace.Tracing;
import dev.gladhand.bootstrap.settings.CannotStart;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.bootstrap.trace.TraceExport;
import dev.gladhand.bootstrap.trace.WrongTraceSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the beans that send traces. */
@Factory
final class TraceFactory {

  @Singleton
  @Bean(preDestroy = "close")
  TraceExport traceExport(NodeSettings settings) {
    try {
      return TraceExport.of(System.getenv(), EventFactory.VERSION, settings.engine().node());
    } catch (WrongTraceSettings e) {
      throw new CannotStart(String.valueOf(e.getMessage()));
    }
  }

  @Singleton
  Tracing tracing(TraceExport export) {
    return export.tracing();
  }
}
