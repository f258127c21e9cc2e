package dev.gladhand.http.node;

import dev.gladhand.application.trace.MeasuredTrace;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.configuration.metrics.micrometer.prometheus.PrometheusMeterRegistryFactory;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Adds exemplars to histograms: if traces are sent to a collector, each bucket names the trace of
 * one of its measurements.
 */
@Factory
final class ExemplarMeters {
  @Singleton
  @Replaces(value = PrometheusMeterRegistry.class, factory = PrometheusMeterRegistryFactory.class)
  PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(
        PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new Current());
  }

  /**
   * The trace of the current measurement. Its ids are read from their fixed positions in the {@code
   * traceparent}.
   */
  private static final class Current implements SpanContext {
    @Override
    public @Nullable String getCurrentTraceId() {
      return part(3, 35);
    }

    @Override
    public @Nullable String getCurrentSpanId() {
      return part(36, 52);
    }

    @Override
    public boolean isCurrentSpanSampled() {
      return "01".equals(part(53, 55));
    }

    @Override
    public void markCurrentSpanAsExemplar() {}

    private static @Nullable String part(int from, int to) {
      var trace = MeasuredTrace.current();
      return trace == null ? null : trace.parent().substring(from, to);
    }
  }
}
