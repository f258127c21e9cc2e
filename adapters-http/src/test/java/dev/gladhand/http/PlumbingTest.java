package dev.gladhand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gladhand.application.Draining;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.gate.RequestIdFilter;
import dev.gladhand.http.request.Caller;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class PlumbingTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String READER = "Authorization: Bearer reader";
  private static final String WRITER = "Authorization: Bearer writer";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.with(Map.of("echo", true), new TwoTokens());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final class TwoTokens implements TokenValidator<HttpRequest<?>> {
    @Override
    public Publisher<Authentication> validateToken(String token, HttpRequest<?> request) {
      return switch (token) {
        case "reader" -> Mono.just(new Caller("r", null, Set.of("echo:read")));
        case "writer" ->
            Mono.<Authentication>just(new Caller("w", null, Set.of("echo:read", "echo:write")))
                .publishOn(Schedulers.boundedElastic());
        default -> Mono.error(Halt.unauthorized("the token is not valid"));
      };
    }
  }

  @Test
  void answersWhatItRead() {
    var reply =
        server.wire().send("POST", "/v2/echo", "{\"a\": 1.10, \"b\": [null, true]}", JSON, WRITER);
    assertEquals("{\"a\":1.10,\"b\":[null,true]}", reply.body());
    assertEquals(200, reply.status());
    assertEquals("application/json", reply.header("content-type"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/echo, 401, Unauthorized",
    "GET, /v2/nothing, 401, Unauthorized",
    "POST, /nothing, 404, Not Found",
    "GET, /, 404, Not Found",
  })
  void errorsWithoutATokenHaveTheBodyOfTheContract(
      String method, String path, int status, String message) {
    check(server.wire().send(method, path, (String) null), status, message);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/nothing, 404, Not Found",
    "DELETE, /v2/echo, 405, Method Not Allowed",
    "BREW, /v2/echo, 405, Method Not Allowed",
    "OPTIONS, /v2/echo, 405, Method Not Allowed",
    "PATCH, /v2/echo/1-1-1-1-1, 403, Forbidden",
    "GET, /v2/echo/failure, 500, Internal Server Error",
    "GET, /v2/echo/nobody, 403, Forbidden",
    "GET, /v2/echo?flag=1, 400, Bad Request",
    "GET, /v2/echo?flag=true&flag=true, 400, Bad Request",
    "GET, /v2/echo?flag=%zz, 400, Bad Request",
    "GET, /v2/echo?flag=%ff, 400, Bad Request",
    "GET, /v2/echo?size=0, 400, Bad Request",
    "GET, /v2/echo?size=1.5, 400, Bad Request",
    "GET, /v2/echo?other=%00, 400, Bad Request",
    "GET, /v2/%zz, 400, Bad Request",
    "GET, /v2/echo?a=<>, 400, Bad Request",
  })
  void errorsHaveTheBodyOfTheContract(String method, String path, int status, String message) {
    check(server.wire().send(method, path, (String) null, READER), status, message);
  }

  private static Map<String, Object> check(Wire.Reply reply, int status, String message) {
    var body = reply.object();
    assertEquals(status, reply.status(), reply.body());
    assertEquals(Integer.toString(status), body.get("code").toString());
    assertEquals(message, body.get("message"));
    assertTrue(body.containsKey("detail"));
    assertEquals(3, body.size());
    assertEquals("application/json", reply.header("content-type"));
    assertNotNull(reply.header("x-request-id"));
    assertFalse(reply.body().contains("xception"), reply.body());
    return body;
  }

  @Test
  void saysNothingOfAFailure() {
    var reply =
        server.wire().send("GET", "/v2/echo/failure", (String) null, READER, "X-Request-ID: abc");
    assertNull(reply.detail());
    assertFalse(reply.body().contains("secret"));
    assertEquals("abc", reply.header("X-Request-ID"));
  }

  @Test
  void namesTheMethodsThatAreAllowed() {
    var allow = server.wire().send("DELETE", "/v2/echo", (String) null, WRITER).header("Allow");
    assertTrue(allow.contains("POST") && allow.contains("GET"), allow);
  }

  @Test
  void takesOverOnlyAHarmlessRequestId() {
    var reply = server.wire().send("GET", "/v2/echo", (String) null, READER, "X-Request-ID: a b");
    assertTrue(reply.header("X-Request-ID").matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
  }

  @Test
  void aRequestThatItsCallerNamedHasALineInTheLog() {
    var logger = (Logger) LoggerFactory.getLogger(RequestIdFilter.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    var level = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      server.wire().send("GET", "/v2/echo", (String) null, READER);
      server.wire().send("GET", "/v2/nothing?q=canary", (String) null, READER, "X-Request-ID: n-1");
      server.wire().send("GET", "/v2/echo", (String) null, READER, "X-Request-ID: n-2");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(level);
    }
    var own =
        lines.list.stream()
            .filter(
                line -> line.getMDCPropertyMap().getOrDefault("request_id", "").startsWith("n-"))
            .map(line -> line.getFormattedMessage().replaceFirst(" in \\d+ ms$", ""))
            .toList();
    assertEquals(List.of("GET (no route) answered 404", "GET /v2/echo answered 200"), own);
    assertFalse(
        lines.list.stream().anyMatch(line -> line.getFormattedMessage().contains("canary")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "*/*", "nonsense"})
  void answersJsonWhateverIsAcceptable(String accept) {
    assertEquals(
        200,
        server.wire().send("GET", "/v2/echo", (String) null, READER, "Accept: " + accept).status());
    check(
        server.wire().send("GET", "/v2/none", (String) null, READER, "Accept: " + accept),
        404,
        "Not Found");
  }

  @Test
  void theFirstFaultInTheOrderOfTheContractIsTold() {
    var wire = server.wire();
    var much = "x".repeat(1024 * 1024 + 1);
    check(wire.send("POST", "/v2/echo", much, "Content-Type: text/plain"), 401, "Unauthorized");
    check(
        wire.send("POST", "/v2/echo", much, "Content-Type: text/plain", READER), 403, "Forbidden");
    check(
        wire.send("PUT", "/v2/echo", much, "Content-Type: text/plain", WRITER),
        405,
        "Method Not Allowed");
    check(
        wire.send("POST", "/v2/echo", much, "Content-Type: text/plain", WRITER),
        415,
        "Unsupported Media Type");
    check(wire.send("POST", "/v2/echo", much, JSON, WRITER), 413, "Payload Too Large");
    check(wire.send("POST", "/v2/echo", "[", JSON, WRITER), 400, "Bad Request");
    check(wire.send("POST", "/v2/echo", "[]", JSON, WRITER), 422, "Invalid Request Body");
  }

  @Test
  void refusesALongBodyWithoutALength() {
    var much = new byte[3 * 1024 * 1024];
    check(server.wire().chunked("POST", "/v2/echo", much, JSON, WRITER), 413, "Payload Too Large");
    check(server.wire().chunked("POST", "/v2/echo", much, JSON), 401, "Unauthorized");
  }

  @Test
  void aBodyThatSwellsWhenUnpackedIsRefused() throws java.io.IOException {
    for (var size : new int[] {2_000_000, 100_000_000}) {
      var packed = new java.io.ByteArrayOutputStream();
      try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
        gzip.write(new byte[size]);
      }
      var body = packed.toByteArray();
      var reply =
          server.wire().send("POST", "/v2/echo", body, JSON, WRITER, "Content-Encoding: gzip");
      check(reply, 413, "Payload Too Large");
    }
  }

  @Test
  void takesExactlyOneMebibyte() {
    var body = "{\"a\":\"" + "x".repeat(1024 * 1024 - 8) + "\"}";
    assertEquals(1024 * 1024, body.length());
    assertEquals(200, server.wire().send("POST", "/v2/echo", body, JSON, WRITER).status());
    assertEquals(
        200,
        server
            .wire()
            .chunked("POST", "/v2/echo", body.getBytes(StandardCharsets.UTF_8), JSON, WRITER)
            .status());
    check(
        server.wire().send("POST", "/v2/echo", body + " ", JSON, WRITER), 413, "Payload Too Large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json;charset=utf-8",
        "application/json; charset=\"UTF-8\"",
        "Application/JSON",
      })
  void takesJson(String type) {
    assertEquals(
        200,
        server.wire().send("POST", "/v2/echo", "{}", "Content-Type: " + type, WRITER).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "text/json",
        "nonsense",
      })
  void takesNothingElse(String type) {
    check(
        server.wire().send("POST", "/v2/echo", "{}", "Content-Type: " + type, WRITER),
        415,
        "Unsupported Media Type");
  }

  @Test
  void takesNoBodyWithoutAType() {
    check(server.wire().send("POST", "/v2/echo", "{}", WRITER), 415, "Unsupported Media Type");
    check(server.wire().send("POST", "/v2/echo", "", JSON, WRITER), 400, "Bad Request");
  }

  @Test
  void idsInPathsAreReadStrictly() {
    var id = UUID.randomUUID().toString();
    assertEquals(200, server.wire().send("PATCH", "/v2/echo/" + id, "{}", JSON, WRITER).status());
    check(server.wire().send("PATCH", "/v2/echo/1-1-1-1-1", "{}", JSON, WRITER), 404, "Not Found");
    check(
        server.wire().send("PATCH", "/v2/echo/" + id + "%00", "{}", JSON, WRITER),
        404,
        "Not Found");
  }

  @Test
  void aKeyIsTheSameWithAndWithoutQuotes() {
    assertEquals("k1", get("Idempotency-Key: k1").object().get("key"));
    assertEquals("k1", get("Idempotency-Key: \"k1\"").object().get("key"));
    assertEquals(
        255, get("Idempotency-Key: " + "k".repeat(255)).object().get("key").toString().length());
    check(get("Idempotency-Key: " + "k".repeat(256)), 400, "Bad Request");
    check(get("Idempotency-Key: "), 400, "Bad Request");
    check(get("Idempotency-Key: \"\""), 400, "Bad Request");
    check(get("Idempotency-Key: a b"), 400, "Bad Request");
    check(get("Idempotency-Key: k\u00e9"), 400, "Bad Request");
    check(get("Idempotency-Key: a", "Idempotency-Key: a"), 400, "Bad Request");
  }

  @Test
  void leniencyIsAPreference() {
    assertEquals(true, get("Prefer: handling=lenient").object().get("lenient"));
    assertEquals(true, get("Prefer: respond-async, handling=\"lenient\"").object().get("lenient"));
    assertEquals(true, get("Prefer: respond-async, handling=lenient;q=1").object().get("lenient"));
    assertEquals(false, get("Prefer: handling=strict").object().get("lenient"));
  }

  private static Wire.Reply get(String... headers) {
    var all = java.util.Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = READER;
    return server.wire().send("GET", "/v2/echo", (String) null, all);
  }

  @Test
  void aDrainingNodeTakesNoNewWork() {
    try (var draining = TestServer.with(Map.of("echo", true), new TwoTokens())) {
      draining.bean(Draining.class).begin();
      var reply = draining.wire().send("POST", "/v2/echo", "{}", JSON, WRITER);
      check(reply, 503, "Service Unavailable");
      assertEquals("1", reply.header("Retry-After"));
      assertEquals(200, draining.wire().send("GET", "/v2/echo", (String) null, READER).status());
    }
  }
}
