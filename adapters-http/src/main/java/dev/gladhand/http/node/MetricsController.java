package dev.gladhand.http.node;

import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.nio.charset.StandardCharsets;

/** Serves the node's metrics to Prometheus. */
@Api("/prometheus")
final class MetricsController {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** The media type of OpenMetrics, the format that supports exemplars. */
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry;

  MetricsController(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Get
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> scrape(Call call) {
    var accepted = call.header("Accept");
    var format =
        accepted != null && accepted.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    return Replies.bytes(200, format, registry.scrape(format).getBytes(StandardCharsets.UTF_8));
  }
}
