package dev.gladhand.e2e.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the operator says of receivers, and receivers whose answers can hardly be read. The store
 * has no part in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReceiversTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
  private HttpServer receiver;
  private World world;
  private Partner partner;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    receiver.createContext("/", this::answer);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.start();
    world =
        World.start(
            Stores.Kind.H2,
            folder,
            Map.of(
                "GLADHAND_ALLOWED_RECEIVERS", target(),
                "GLADHAND_WEBHOOK_GRACE", "1s",
                "GLADHAND_WEBHOOK_SCHEDULE", "0s,50ms,50ms,50ms"));
    partner = Partner.of(world.node(), "Received Inc");
  }

  @AfterAll
  void stop() {
    world.close();
    receiver.stop(0);
  }

  private String target() {
    return "127.0.0.1:" + receiver.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().getPath();
      received.add(path);
      var headers = exchange.getResponseHeaders();
      switch (path) {
        case "/gzip" -> headers.set("Content-Encoding", "gzip");
        case "/many" -> {
          for (int i = 0; i < 120; i++) {
            headers.set("X-" + i, "y");
          }
        }
        case "/cookies" -> headers.set("Set-Cookie", "c=" + "x".repeat(40_000));
        default -> {
          // Nothing else is wrong.
        }
      }
      var body = "inner words".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(path.equals("/broken") ? 500 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Http.Reply subscribe(String target, String path) {
    return partner.send(
        "POST",
        Hook.PATH,
        "{\"url\":\"http://%s%s\",\"event_name\":\"connection.*\"}".formatted(target, path));
  }

  private Hook hook(String path) {
    var made = subscribe(target(), path).expect(201).json();
    return new Hook(partner, made.get("id").asText(), made.get("secret").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/gzip", "/many", "/cookies"})
  void aStatusThatWasReadCountsAsDelivered(String path) {
    var hook = hook(path);
    hook.post("test").expect(202);
    var logs =
        Await.value(
            "the delivery is told", SOON, () -> hook.logs("").get("items"), all -> !all.isEmpty());
    assertEquals("success", logs.get(0).get("status").asText(), logs::toString);
    assertEquals(200, logs.get(0).get("status_code").asInt());
    assertEquals(1, received.stream().filter(path::equals).count());
  }

  @Test
  void theGraceOfANewSubscriptionIsASetting() {
    var hook = hook("/broken");
    Await.until(
        () -> "the subscription becomes stale: " + hook.shown(),
        SOON,
        () -> {
          hook.post("test");
          return hook.shown().get("status").asText().equals("stale");
        });
    var told = hook.logs("").get("items").toString();
    assertTrue(told.contains("answered 500"), told);
    assertTrue(!told.contains("inner words"), told);
  }

  @Test
  void receiversHaveAnAllowListOfTheirOwn() {
    var provider = World.target(world.sandbox().samsaraUrl());
    subscribe(provider, "/hook").expect(422);
    subscribe(target(), "/allowed").expect(201);
  }
}
