package dev.gladhand.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.e2e.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A receiver of webhooks that follows the documentation: it removes duplicates by id and orders
 * events by their sequence.
 */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, JsonNode> byId = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, JsonNode> bySequence = new ConcurrentSkipListMap<>();
  private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();
  private final AtomicInteger received = new AtomicInteger();
  private final IntSupplier answer;

  /**
   * @param answer the status of each answer; an event is accepted only with 2xx
   */
  public Receiver(IntSupplier answer) {
    this.answer = answer;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      received.incrementAndGet();
      var status = answer.getAsInt();
      if (status / 100 == 2) {
        var json = Http.JSON.readTree(body);
        arrivedAt.putIfAbsent(json.get("id").asText(), System.currentTimeMillis());
        byId.putIfAbsent(json.get("id").asText(), json);
        bySequence.putIfAbsent(json.get("sequence").asLong(), json);
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  public String url() {
    return "http://" + target() + "/hook";
  }

  public String target() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public int received() {
    return received.get();
  }

  public Map<String, JsonNode> byId() {
    return byId;
  }

  public Map<String, Long> arrivedAt() {
    return arrivedAt;
  }

  public ConcurrentSkipListMap<Long, JsonNode> bySequence() {
    return bySequence;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
