package dev.gladhand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.http.answer.Accepted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types, encodings and the headers of every answer. */
class NegotiationTest {
  private static final String TOKEN = "Authorization: Bearer t";
  private static final String JSON = "Content-Type: application/json";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.with(Map.of("echo", true), new TokenOf("echo:read", "echo:write"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/event-stream | s",
        "application/json | j",
        "*/* | j",
        "application/json, text/event-stream | j",
        "text/event-stream, application/json | j",
        "text/event-stream;q=0, application/json | j",
        "text/event-stream;q=0.5, application/json;q=0.4 | s",
        "text/event-stream;q=0.4, */*;q=0.5 | j",
        "application/json;q=0.1, text/* | s",
        "TEXT/Event-Stream ; Q=1 | s",
        "text/event-stream;q=2 | j",
        "image/png | j",
        ";;, , x | j",
      })
  void theTypeWithTheGreatestWeightIsAnswered(String accept, String answered) {
    var best = Accepted.read(List.of(accept)).best("application/json", "text/event-stream");
    assertEquals(answered.equals("s") ? "text/event-stream" : "application/json", best);
  }

  @Test
  void severalLinesAreOneList() {
    var accepted = Accepted.read(List.of("text/html", "text/event-stream"));
    assertEquals("text/event-stream", accepted.best("application/json", "text/event-stream"));
    assertEquals("a/a", Accepted.read(List.of()).best("a/a", "b/b"));
  }

  private static byte[] encoded(String text, boolean gzip) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = gzip ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "x-gzip", "deflate", "x-deflate", "GZIP", "identity, gzip", "gzip,"})
  void anEncodedBodyIsDecoded(String encoding) throws IOException {
    var body = encoded("{\"a\":1}", !encoding.contains("deflate"));
    var reply =
        server.wire().send("POST", "/v2/echo", body, TOKEN, JSON, "Content-Encoding: " + encoding);
    assertEquals(200, reply.status(), reply::toString);
    assertEquals("{\"a\":1}", reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate", "x-deflate"})
  void aBodyThatIsNotEncodedSoIsA400(String encoding) throws IOException {
    var cut = encoded("{\"a\":1}", !encoding.contains("deflate"));
    for (var body :
        List.of(
            "{\"a\":1}".getBytes(StandardCharsets.UTF_8),
            new byte[] {0, 1, 2},
            java.util.Arrays.copyOf(cut, cut.length / 2))) {
      for (var path : List.of("/v2/echo", "/v2/echo/0190163d-8694-739b-aea5-966c26f8ad91")) {
        var method = path.equals("/v2/echo") ? "POST" : "PATCH";
        var encodedAs = "Content-Encoding: " + encoding;
        var reply = server.wire().send(method, path, body, TOKEN, JSON, encodedAs);
        assertEquals(400, reply.status(), reply::toString);
        var chunked = server.wire().chunked(method, path, body, TOKEN, JSON, encodedAs);
        assertEquals(400, chunked.status(), chunked::toString);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "br",
        "zstd",
        "snappy",
        "Snappy",
        "compress",
        "gzip, gzip",
        "gzip, br",
        "br, gzip",
        "snappy,",
        ", snappy",
        "identity, snappy",
        "gzip;q=1",
        "nonsense",
        "*"
      })
  void anUnknownEncodingIsA415(String encoding) throws IOException {
    for (var body : List.of("{}".getBytes(StandardCharsets.UTF_8), encoded("{}", true))) {
      var as = "Content-Encoding: " + encoding;
      for (var reply :
          List.of(
              server.wire().send("POST", "/v2/echo", body, TOKEN, JSON, as),
              server.wire().chunked("POST", "/v2/echo", body, TOKEN, JSON, as))) {
        assertEquals(415, reply.status(), reply::toString);
        assertEquals("gzip, deflate", reply.header("Accept-Encoding"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip, snappy", "snappy, gzip", "gzip, gzip", "identity, br", "deflate, nonsense"})
  void twoLinesOfEncodingsAreOneList(String first, String second) throws IOException {
    var reply =
        server
            .wire()
            .send(
                "POST",
                "/v2/echo",
                encoded("{}", true),
                TOKEN,
                JSON,
                "Content-Encoding: " + first,
                "Content-Encoding: " + second);
    assertEquals(415, reply.status(), reply::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "", "identity, identity", ","})
  void aBodyThatSaysItIsAsItIsIsRead(String encoding) {
    var reply =
        server.wire().send("POST", "/v2/echo", "{}", TOKEN, JSON, "Content-Encoding: " + encoding);
    assertEquals(200, reply.status(), reply::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* | gzip",
        "gzip | gzip",
        "br, zstd, snappy, gzip;q=0.5 | gzip",
        "snappy | ",
        "br | ",
        "identity | ",
        "gzip;q=0 | ",
        "gzip;q=0, * | ",
        "*;q=0 | ",
        "identity, gzip;q=0.5 | ",
        "gzip;q=x | ",
      })
  void answersAreInGzipOrAsTheyAre(String accept, String encoding) {
    for (var path : List.of("/openapi.yaml", "/docs/swagger-ui.css")) {
      var reply = server.wire().send("GET", path, (String) null, "Accept-Encoding: " + accept);
      assertEquals(200, reply.status());
      assertEquals(encoding, reply.header("Content-Encoding"));
      assertTrue(reply.header("Vary").contains("Accept-Encoding"), reply.headers()::toString);
    }
  }

  @Test
  void aShortAnswerIsNotCompressed() {
    var reply =
        server.wire().send("GET", "/v2/echo", (String) null, TOKEN, "Accept-Encoding: gzip");
    assertNull(reply.header("Content-Encoding"));
    assertEquals(200, reply.status());
  }

  @Test
  void everyAnswerIsKeptByNobodyAndReadAsWhatItIs() {
    for (var path : List.of("/v2/echo", "/v2/none", "/v2/echo/failure", "/none")) {
      for (var token : List.of(TOKEN, "X-None: 1")) {
        var reply = server.wire().send("GET", path, (String) null, token);
        assertEquals("no-store", reply.header("Cache-Control"), path);
        assertEquals("nosniff", reply.header("X-Content-Type-Options"), path);
      }
    }
  }

  @Test
  void errorsAreProblemsForThoseThatNameThem() {
    for (var accept :
        List.of("application/problem+json", "application/json, application/problem+json")) {
      var reply =
          server.wire().send("GET", "/v2/echo?x=1", (String) null, TOKEN, "Accept: " + accept);
      assertEquals(400, reply.status());
      assertEquals("application/problem+json", reply.header("Content-Type"));
      var problem = reply.object();
      assertEquals("about:blank", problem.get("type"));
      assertEquals("Bad Request", problem.get("title"));
      assertEquals(new java.math.BigDecimal(400), problem.get("status"));
      assertTrue(String.valueOf(problem.get("detail")).contains("the query parameter x"));
    }
    for (var accept :
        List.of("application/json", "*/*", "application/problem+json;q=0.5, application/json")) {
      var reply =
          server.wire().send("GET", "/v2/echo?x=1", (String) null, TOKEN, "Accept: " + accept);
      assertEquals("application/json", reply.header("Content-Type"));
      assertTrue(reply.object().containsKey("code"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/none, 404",
    "GET, /v2/echo/failure, 500",
    "POST, /v2/echo/failure, 405",
    "POST, /v2/echo, 415",
    "GET, /none, 404",
    "GET, /v2/echo?size=x, 400",
  })
  void everyErrorIsAProblem(String method, String path, int status) {
    var reply =
        server.wire().send(method, path, (String) null, TOKEN, "Accept: application/problem+json");
    assertEquals(status, reply.status(), reply::toString);
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals(new java.math.BigDecimal(status), reply.object().get("status"));
    assertFalse(reply.object().containsKey("code"));
  }

  @Test
  void theFaultsOfABodyAreErrorsOfTheProblem() {
    var reply =
        server
            .wire()
            .send("POST", "/v2/echo", "[1]", TOKEN, JSON, "Accept: application/problem+json");
    assertEquals(422, reply.status());
    var fault = (Map<?, ?>) ((List<?>) reply.object().get("errors")).getFirst();
    assertEquals("[1]", fault.get("input"));
    assertEquals("object_type", fault.get("error_type"));
  }

  @Test
  void anOriginIsNoReasonToRefuse() {
    for (var path : List.of("/v2/echo", "/docs", "/openapi.yaml")) {
      for (var origin : List.of("https://evil.example", "null", "http://localhost:3000")) {
        var reply = server.wire().send("GET", path, (String) null, TOKEN, "Origin: " + origin);
        assertEquals(200, reply.status(), path);
        assertNull(reply.header("Access-Control-Allow-Origin"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /none, 404",
    "DELETE, /v2/none, 404",
    "OPTIONS, /v2/none, 404",
    "OPTIONS, /v2/echo, 405",
    "DELETE, /v2/echo, 405",
    "OPTIONS, /health/liveness, 405",
    "TRACE, /v2/echo, 405",
    "PROPFIND, /v2/echo, 405",
  })
  void unknownPathsAndMethodsAreAnsweredByTheContract(String method, String path, int status) {
    var reply = server.wire().send(method, path, (String) null, TOKEN);
    assertEquals(status, reply.status(), reply::toString);
    assertEquals(new java.math.BigDecimal(status), reply.object().get("code"));
    if (status == 405) {
      assertTrue(reply.header("Allow").contains("GET"), reply.headers()::toString);
    }
  }

  @Test
  void aPatchMayCallItselfOne() {
    var path = "/v2/echo/0190163d-8694-739b-aea5-966c26f8ad91";
    var merge = "Content-Type: application/merge-patch+json";
    assertEquals(200, server.wire().send("PATCH", path, "{}", TOKEN, merge).status());
    assertEquals(415, server.wire().send("POST", "/v2/echo", "{}", TOKEN, merge).status());
  }

  @Test
  void anUnknownParameterIsNamed() {
    var path = "/v2/echo/0190163d-8694-739b-aea5-966c26f8ad91";
    for (var reply :
        List.of(
            server.wire().send("POST", "/v2/echo?dryRun=true", "{}", TOKEN, JSON),
            server.wire().send("PATCH", path + "?dryRun", "{}", TOKEN, JSON),
            server.wire().send("GET", "/v2/echo?flag=true&dryRun=", (String) null, TOKEN),
            server.wire().send("HEAD", "/v2/echo?dryRun=", (String) null, TOKEN))) {
      assertEquals(400, reply.status(), reply::toString);
      assertTrue(reply.body().isEmpty() || reply.body().contains("dryRun"), reply::toString);
    }
    assertEquals(
        200, server.wire().send("GET", "/v2/echo?flag=true", (String) null, TOKEN).status());
  }
}
