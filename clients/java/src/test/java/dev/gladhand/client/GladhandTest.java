package dev.gladhand.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.client.http.ApiException;
import dev.gladhand.client.model.NewMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client does when a node does not simply answer. */
class GladhandTest {
  private static final String OPERATION =
      "202 {\"id\":\"01940000-0000-7000-8000-000000000001\",\"status\":\"pending\"}";

  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer node;
  private Gladhand gladhand;

  @BeforeEach
  void start() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext("/", this::answer);
    node.start();
    gladhand =
        new Gladhand(
            "http://127.0.0.1:" + node.getAddress().getPort(),
            "client",
            "secret",
            new Repeats(Duration.ofMinutes(2), pauses::add));
  }

  @AfterEach
  void stop() {
    node.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      call.getRequestBody().readAllBytes();
      var path = call.getRequestURI().getPath();
      asked.add(path + " " + call.getRequestHeaders().getFirst("Idempotency-Key"));
      var answer =
          path.equals("/oauth2/token")
              ? "200 {\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"\"}"
              : answers.remove();
      var status = Integer.parseInt(answer.substring(0, 3));
      if (status == 429) {
        call.getResponseHeaders().set("Retry-After", "7");
      }
      var body = answer.substring(4).getBytes(StandardCharsets.UTF_8);
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(status, body.length);
      call.getResponseBody().write(body);
    }
  }

  private void send() throws ApiException {
    gladhand.write(
        key ->
            gladhand
                .writes()
                .createMessage(
                    new NewMessage().messageText("m"), null, null, null, key, null, null));
  }

  @Test
  void repeatsAWriteWithItsKeyAfterTheTimeThatTheNodeNames() throws Exception {
    answers.addAll(List.of("429 {}", "503 {}", OPERATION));
    send();
    assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(2)), pauses);
    var writes = asked.stream().filter(one -> one.startsWith("/v2/")).toList();
    assertEquals(3, writes.size());
    assertEquals(1, writes.stream().distinct().count(), "one key");
    assertTrue(!writes.getFirst().endsWith("null"), "a key");
  }

  @Test
  void takesANewTokenWhenTheOldOneHasEnded() throws Exception {
    answers.addAll(List.of("401 {}", OPERATION));
    send();
    assertEquals(2, asked.stream().filter(one -> one.startsWith("/oauth2/token")).count());
    assertEquals(List.of(), pauses);
  }

  @Test
  void givesUpWhereARepeatWouldNotHelp() {
    answers.add("422 {}");
    assertEquals(422, assertThrows(ApiException.class, this::send).getCode());
    for (var i = 0; i < 200; i++) {
      answers.add("503 {}");
    }
    assertEquals(503, assertThrows(ApiException.class, this::send).getCode());
    assertTrue(pauses.stream().reduce(Duration.ZERO, Duration::plus).toMinutes() < 2);
  }

  private static String event(long sequence) {
    return "{\"version\":\"1.0\",\"id\":\"01940000-0000-7000-8000-000000000001\",\"event_name\":\"x\",\"sequence\":"
        + sequence
        + ",\"timestamp\":\"2026-01-01T00:00:00Z\",\"data\":[]}";
  }

  @Test
  void theFeedEndsWhereAnEventIsMissing() {
    answers.add("200 {\"items\":[" + event(4) + "," + event(5) + "],\"next_after\":5}");
    answers.add("200 {\"items\":[" + event(7) + "],\"next_after\":7}");
    var feed = gladhand.feed(3);
    var seen = new ArrayList<Long>();
    assertThrows(Feed.Missed.class, () -> feed.forEach(event -> seen.add(event.getSequence())));
    assertEquals(List.of(4L, 5L), seen);
    assertEquals(5, feed.position());
  }
}
