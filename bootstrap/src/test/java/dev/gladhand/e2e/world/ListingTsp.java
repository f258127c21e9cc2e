package dev.gladhand.e2e.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A provider with Samsara's listings whose cursors form a circle, or whose calls hang. */
public final class ListingTsp implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Instant> calls = new CopyOnWriteArrayList<>();
  private final List<String> hanging = new CopyOnWriteArrayList<>();

  public ListingTsp() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/circle", this::circle);
    server.createContext("/hangs", this::hang);
    server.createContext("/one", exchange -> answer(exchange, ""));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String target() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns the times at which pages of the circle were requested. */
  public List<Instant> calls() {
    return calls;
  }

  /** Returns the number of calls that hang. */
  public int hanging() {
    return hanging.size();
  }

  private void circle(HttpExchange exchange) throws IOException {
    calls.add(Instant.now());
    var asked = String.valueOf(exchange.getRequestURI().getQuery());
    answer(exchange, asked.contains("after=a") ? "b" : "a");
  }

  private void hang(HttpExchange exchange) throws IOException {
    hanging.add(exchange.getRequestURI().getPath());
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer(exchange, "");
  }

  private static void answer(HttpExchange exchange, String next) throws IOException {
    try (exchange) {
      var body =
          "{\"data\":[],\"pagination\":{\"endCursor\":\"%s\",\"hasNextPage\":%s}}"
              .formatted(next, !next.isEmpty())
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
  }
}
