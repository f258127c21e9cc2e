package dev.gladhand.e2e.world;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Partner;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A collector of traces that accepts OTLP over HTTP and keeps all spans. */
public final class Collector implements AutoCloseable {
  public static final String KEY = "key-of-the-collector";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seen> spans = new CopyOnWriteArrayList<>();
  private final List<String> bytes = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int answer = 200;
  private volatile CountDownLatch open = new CountDownLatch(0);

  public Collector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/traces", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A span as it arrived; ids in hexadecimal, a link as trace and span. */
  public record Seen(
      String trace,
      String id,
      String parent,
      String name,
      Span.SpanKind kind,
      Map<String, String> attributes,
      List<String> links,
      Map<String, String> resource) {
    public boolean is(Span.SpanKind wanted) {
      return kind == wanted;
    }

    public String get(String attribute) {
      return attributes.getOrDefault(attribute, "");
    }
  }

  /** Returns the environment variables with which a node sends to this collector. */
  public Map<String, String> variables() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort(),
        "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
        "OTEL_EXPORTER_OTLP_HEADERS", "api-key=" + KEY,
        "OTEL_SERVICE_NAME", "gateway-of-the-tests",
        "OTEL_BSP_SCHEDULE_DELAY", "50");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      open.await();
      if (!KEY.equals(exchange.getRequestHeaders().getFirst("api-key"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      var body = exchange.getRequestBody().readAllBytes();
      if (answer == 200) {
        bytes.add(new String(body, StandardCharsets.UTF_8));
        keep(ExportTraceServiceRequest.parseFrom(body));
      }
      exchange.sendResponseHeaders(answer, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep(ExportTraceServiceRequest request) {
    for (var resource : request.getResourceSpansList()) {
      var of = map(resource.getResource().getAttributesList());
      for (var scope : resource.getScopeSpansList()) {
        for (var span : scope.getSpansList()) {
          spans.add(
              new Seen(
                  hex(span.getTraceId()),
                  hex(span.getSpanId()),
                  hex(span.getParentSpanId()),
                  span.getName(),
                  span.getKind(),
                  map(span.getAttributesList()),
                  span.getLinksList().stream()
                      .map(link -> hex(link.getTraceId()) + "-" + hex(link.getSpanId()))
                      .toList(),
                  of));
        }
      }
    }
  }

  private static Map<String, String> map(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                one ->
                    one.getValue().hasIntValue()
                        ? Long.toString(one.getValue().getIntValue())
                        : one.getValue().getStringValue(),
                (one, _) -> one,
                ConcurrentHashMap::new));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  public void answers(int status) {
    answer = status;
  }

  /** Stops answering until {@link #goesOn} is called. */
  public void hangs() {
    open = new CountDownLatch(1);
  }

  public void goesOn() {
    open.countDown();
  }

  /** Returns the number of requests, independent of their answers. */
  public int asked() {
    return asked.get();
  }

  public List<Seen> all() {
    return spans;
  }

  public List<Seen> of(String trace) {
    return spans.stream().filter(span -> span.trace().equals(trace)).toList();
  }

  /** Waits for a span of the trace that meets the condition, and returns the first one. */
  public Seen await(String trace, String what, Predicate<Seen> wanted) {
    return Await.value(
            trace + " has " + what,
            Partner.SOON,
            () -> of(trace),
            seen -> seen.stream().anyMatch(wanted))
        .stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  /** Returns all received bytes as text. */
  public String text() {
    return String.join("\n", bytes);
  }

  @Override
  public void close() {
    goesOn();
    server.stop(0);
    threads.close();
  }
}
