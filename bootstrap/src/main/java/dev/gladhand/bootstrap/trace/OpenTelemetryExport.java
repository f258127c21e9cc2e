package dev.gladhand.bootstrap.trace;

import dev.gladhand.application.delivery.Sender;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.domain.tsp.TspCalls;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.semconv.ServiceAttributes;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sends spans to the collector that OpenTelemetry's variables name, by OTLP over HTTP. */
final class OpenTelemetryExport implements TraceExport {
  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");
  private static final int ENDS_WITHIN_SECONDS = 3;

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  private OpenTelemetryExport(OpenTelemetrySdk sdk, String version) {
    this.sdk = sdk;
    this.tracer =
        sdk.getTracerProvider()
            .tracerBuilder("gladhand")
            .setInstrumentationVersion(version)
            .build();
  }

  static OpenTelemetryExport start(String version, String node) {
    try {
      var sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              // The operator's settings override this one; the library's default protocol is gRPC.
              .addPropertiesSupplier(
                  () ->
                      Map.of(
                          "otel.exporter.otlp.protocol", "http/protobuf",
                          "otel.bsp.schedule.delay", "1000"))
              // These override the operator's settings: metrics are at /prometheus, and logs are
              // written to the output.
              .addPropertiesCustomizer(
                  _ -> Map.of("otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
              .addResourceCustomizer((resource, _) -> resource(resource, version, node))
              .addSpanExporterCustomizer(
                  (exporter, _) -> new QuietExporter(exporter, System::nanoTime))
              .build()
              .getOpenTelemetrySdk();
      return new OpenTelemetryExport(sdk, version);
    } catch (RuntimeException e) {
      throw TraceSettings.wrong(e);
    }
  }

  /**
   * OpenTelemetry's resource, which describes this node in every span: name, version and id.
   * Attributes that the operator has set are kept.
   */
  private static Resource resource(Resource named, String version, String node) {
    var ours =
        Attributes.builder()
            .put(ServiceAttributes.SERVICE_VERSION, version)
            .put(INSTANCE, node)
            .build();
    var name = named.getAttribute(ServiceAttributes.SERVICE_NAME);
    var called =
        name == null || name.startsWith("unknown_service")
            ? named.merge(
                Resource.create(Attributes.of(ServiceAttributes.SERVICE_NAME, "gladhand")))
            : named;
    return Resource.create(ours).merge(called);
  }

  @Override
  public Tracing tracing() {
    return new ExportedTracing(tracer);
  }

  @Override
  public TspCalls tracedCalls(TspCalls calls) {
    return new TracedCalls(calls, tracer);
  }

  @Override
  public Sender tracedSender(Sender sender) {
    return new TracedSender(sender, tracer);
  }

  @Override
  public void close() {
    sdk.shutdown().join(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
  }
}
