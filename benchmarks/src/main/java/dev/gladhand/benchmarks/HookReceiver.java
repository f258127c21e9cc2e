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
 * A receiver of webhooks that answers at once, and measures how long each event takes from the
 * change that it is about to its arrival.
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

  /**
   * An event that took long.
   *
   * @param happened the time of the change that the event is about
   * @param micros the microseconds from this time until the event arrived
   */
  record Slow(Instant happened, long micros) {
    static final Slow NONE = new Slow(Instant.EPOCH, -1);
  }

  /**
   * The event that took longest since the last call of this method; {@code NONE} if none arrived.
   */
  Slow slowest() {
    return slowest.getAndSet(Slow.NONE);
  }

  /** The delays, in microseconds, of the events that arrived since the last call of this method. */
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
