package dev.gladhand.bootstrap.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TraceSettingsTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
  private static final Map<String, String> NAMED = Map.of(ENDPOINT, "http://127.0.0.1:4318");

  private static Map<String, String> also(String variable, String value) {
    var all = new HashMap<>(NAMED);
    all.put(variable, value);
    return all;
  }

  private static String wrong(Map<String, String> environment) {
    return String.valueOf(
        assertThrows(WrongTraceSettings.class, () -> TraceSettings.nameACollector(environment))
            .getMessage());
  }

  @Test
  void anEndpointIsWhatItTakes() {
    assertTrue(TraceSettings.nameACollector(NAMED));
    assertTrue(
        TraceSettings.nameACollector(
            Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:4318/v1/traces")));
    assertTrue(TraceSettings.nameACollector(also(PROTOCOL, "http/protobuf")));
    assertTrue(TraceSettings.nameACollector(also("OTEL_TRACES_EXPORTER", "otlp")));
    assertFalse(TraceSettings.nameACollector(Map.of()));
    assertFalse(TraceSettings.nameACollector(Map.of(ENDPOINT, " ")));
    assertFalse(TraceSettings.nameACollector(also("OTEL_TRACES_EXPORTER", "none")));
    assertFalse(TraceSettings.nameACollector(also("OTEL_SDK_DISABLED", "true")));
    assertFalse(TraceSettings.nameACollector(Map.of(PROTOCOL, "grpc")));
  }

  @Test
  void aProtocolOrExporterThatIsNotBuiltInStopsTheStart() {
    assertEquals(PROTOCOL + ": must be http/protobuf", wrong(also(PROTOCOL, "grpc")));
    assertEquals(
        "OTEL_TRACES_EXPORTER: must be otlp or none",
        wrong(also("OTEL_TRACES_EXPORTER", "zipkin")));
    var traces = also(PROTOCOL, "grpc");
    traces.put("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf");
    assertTrue(TraceSettings.nameACollector(traces));
  }

  @Test
  void whatTheLibraryRefusesIsNamedWithoutItsValue() {
    var refused =
        new IllegalStateException(
            "outer", new IllegalArgumentException("Invalid: otel.exporter.otlp.headers=s3cret"));
    assertEquals(
        "OTEL_EXPORTER_OTLP_HEADERS: cannot be used", TraceSettings.wrong(refused).getMessage());
    var unnamed = TraceSettings.wrong(new IllegalArgumentException("s3cret"));
    assertFalse(String.valueOf(unnamed.getMessage()).contains("s3cret"));
  }
}
