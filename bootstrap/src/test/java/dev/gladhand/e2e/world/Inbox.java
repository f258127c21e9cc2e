package dev.gladhand.e2e.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Description;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Receivers of webhooks for the whole run, each with a separate path; they keep all requests. */
public final class Inbox {
  public static final Inbox SHARED = new Inbox();

  private final HttpServer server;
  private final Map<String, Box> boxes = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  private Inbox() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String target() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Makes a receiver that accepts every event. */
  public Box box() {
    var path = "/box/" + count.incrementAndGet();
    var box = new Box("http://" + target() + path);
    boxes.put(path, box);
    return box;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var box = boxes.get(exchange.getRequestURI().getPath());
      var status = 404;
      if (box != null) {
        status = box.answer.getAsInt();
        exchange.getResponseHeaders().putAll(box.headers);
        box.deliveries.add(new Delivery(exchange, status, body));
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  /** A received request and the status of its answer. */
  public record Delivery(HttpExchange request, int answered, String body) {
    public String header(String name) {
      return String.valueOf(request.getRequestHeaders().getFirst(name));
    }

    public JsonNode json() {
      try {
        return Http.JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }

    public String event() {
      return json().get("event_name").asText();
    }

    /** Returns the signature that the delivery must have for this secret. */
    public String signature(String secret) throws GeneralSecurityException {
      var key =
          secret.startsWith("whsec_")
              ? Base64.getDecoder().decode(secret.substring(6))
              : secret.getBytes(StandardCharsets.UTF_8);
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var signed = header("webhook-id") + "." + header("webhook-timestamp") + "." + body;
      var made = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(made);
    }

    public boolean taken() {
      return answered / 100 == 2;
    }
  }

  /** One receiver. */
  public static final class Box {
    private final String url;
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private volatile IntSupplier answer = () -> 204;
    private volatile Map<String, List<String>> headers = Map.of();

    private Box(String url) {
      this.url = url;
    }

    public String url() {
      return url;
    }

    public void answers(int status) {
      answers(() -> status);
    }

    public void answers(IntSupplier status) {
      answer = status;
    }

    public void alsoAnswers(String header, String value) {
      headers = Map.of(header, List.of(value));
    }

    public List<Delivery> all() {
      return deliveries;
    }

    /** Waits until so many deliveries have arrived, and returns the first ones. */
    public List<Delivery> first(int wanted) {
      var first =
          Await.value(
                  url + " has " + wanted,
                  Partner.SOON,
                  () -> deliveries,
                  all -> all.size() >= wanted)
              .subList(0, wanted);
      first.forEach(one -> Description.checkEvent(one.event(), one.body()));
      return first;
    }

    public List<String> events() {
      return deliveries.stream().map(Delivery::event).sorted().toList();
    }
  }
}
