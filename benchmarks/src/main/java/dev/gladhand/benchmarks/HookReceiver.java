package dev.gladhand.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * A webhook receiver that answers at once, and measures how long after the change each event
 * arrives.
 */
final class HookReceiver implements AutoCloseable {
  private static final String TIMESTAMP = "\"timestamp\":\"";

  private final HttpServer server;
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicReference<Slow> slowest = new AtomicReference<>(Slow.NONE);
  private volatile Histogram micros = new ConcurrentHistogram(600_000_000, 3);

  HookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var now = Instant.now();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var from = body.indexOf(TIMESTAMP) + TIMESTAMP.length();
      var happened = Instant.parse(body.substring(from, body.indexOf('"', from)));
      var took = Math.max(0, Duration.between(happened, now).toNanos() / 1000);
      micros.recordValue(took);
      slowest.accumulateAndGet(new Slow(happened, took), (a, b) -> a.micros >= b.micros ? a : b);
      arrived.incrementAndGet();
      exchange.sendResponseHeaders(204, -1);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  int arrived() {
    return arrived.get();
  }

  /** An event that took long, with its delay in microseconds. */
  record Slow(Instant happened, long micros) {
    static final Slow NONE = new Slow(Instant.EPOCH, -1);
  }

  /** The slowest event since the last call. */
  Slow slowest() {
    return slowest.getAndSet(Slow.NONE);
  }

  /** The delays of the events since the last call. */
  Histogram take() {
    var taken = micros;
    micros = new ConcurrentHistogram(600_000_000, 3);
    return taken;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
