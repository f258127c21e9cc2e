package dev.gladhand.benchmarks.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Receives the webhooks of all victims, at one path for each, and records which events arrive, with
 * which sequence numbers and when.
 */
final class Receiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Box> boxes = new ConcurrentHashMap<>();

  /**
   * When the event of each operation's success first arrived, by operation id and by {@link
   * System#nanoTime}.
   */
  private final Map<String, Long> told = new ConcurrentHashMap<>();

  /** The deliveries of one subscription. */
  static final class Box {
    private final BitSet sequences = new BitSet();
    private final Map<String, Set<String>> events = new HashMap<>();

    private synchronized void take(int sequence, String operation, String event) {
      sequences.set(sequence);
      events.computeIfAbsent(operation, _ -> new HashSet<>()).add(event);
    }

    /**
     * Whether events have arrived, their sequence numbers have no gap, and the created and the
     * succeeded event of each of these operations have arrived.
     */
    synchronized boolean complete(Set<String> operations) {
      return !sequences.isEmpty()
          && sequences.nextClearBit(1) == sequences.length()
          && hasBoth(events, operations);
    }

    synchronized String shown() {
      return sequences.cardinality() + " of " + Math.max(0, sequences.length() - 1) + " events";
    }
  }

  /** Whether the created and the succeeded event of each operation are among these events. */
  static boolean hasBoth(Map<String, Set<String>> events, Set<String> operations) {
    var both = Set.of("resource_operation.created", "resource_operation.succeeded");
    return operations.stream().allMatch(id -> events.getOrDefault(id, Set.of()).containsAll(both));
  }

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url(String name) {
    boxes.put("/" + name, new Box());
    return "http://127.0.0.1:" + port() + "/" + name;
  }

  Box box(String name) {
    var box = boxes.get("/" + name);
    if (box == null) {
      throw new IllegalArgumentException(name);
    }
    return box;
  }

  /**
   * When the event of the operation's success first arrived, by {@link System#nanoTime}; the
   * present time if it has not arrived.
   */
  long toldAt(String operation) {
    return told.getOrDefault(operation, System.nanoTime());
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var event = JSON.readTree(exchange.getRequestBody().readAllBytes());
      var box = boxes.get(exchange.getRequestURI().getPath());
      var operation = event.at("/data/0/id").asText();
      var name = event.get("event_name").asText();
      if (box != null) {
        box.take(event.get("sequence").asInt(), operation, name);
        if (name.equals("resource_operation.succeeded")) {
          told.putIfAbsent(operation, System.nanoTime());
        }
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
