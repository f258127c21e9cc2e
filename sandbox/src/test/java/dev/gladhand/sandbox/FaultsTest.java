package dev.gladhand.sandbox;

import static dev.gladhand.sandbox.Caller.ANA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FaultsTest extends SandboxTest {
  private static final String PATH = "/v1/fleet/messages";
  private static final String BODY = Caller.message("fault", ANA);

  @ParameterizedTest
  @EnumSource(Fault.When.class)
  void resetsAtTheMomentAskedFor(Fault.When when) throws Exception {
    server.faults().add(FaultRule.once(Fault.reset(when)));
    try (var socket = send(BODY)) {
      assertThrows(IOException.class, () -> readAll(socket));
    }
    boolean applies = when == Fault.When.AFTER_APPLYING || when == Fault.When.MID_ANSWER;
    assertEquals(applies ? 1 : 0, applied("samsara").size());
    var entry = server.journal().received(Query.of("samsara")).getFirst();
    assertEquals("reset", entry.fault());
    assertEquals(when == Fault.When.BEFORE_READING ? "" : BODY, entry.bodyText());
    assertEquals(200, post("after").statusCode());
  }

  @Test
  void hangsWithOrWithoutApplying() throws Exception {
    server.faults().add(FaultRule.once(Fault.hang()));
    server.faults().add(FaultRule.once(Fault.applyThenHang()));
    for (int applied = 0; applied <= 1; applied++) {
      try (var socket = send(BODY)) {
        assertTrue(
            server
                .journal()
                .awaitReceived(Query.of("samsara"), applied + 1, Duration.ofSeconds(5)));
        assertTrue(
            server.journal().awaitApplied(Query.of("samsara"), applied, Duration.ofSeconds(5)));
        socket.setSoTimeout(100);
        assertThrows(SocketTimeoutException.class, () -> readAll(socket));
      }
    }
    assertEquals(1, applied("samsara").size());
  }

  @Test
  void closesWithoutAWord() throws Exception {
    server.faults().add(FaultRule.once(new Fault.Close(false)));
    try (var socket = send(BODY)) {
      assertEquals("", readAll(socket));
    }
  }

  @Test
  void closesAConnectionThatLooksOpen() throws Exception {
    server.faults().add(FaultRule.once(new Fault.CloseAfter()));
    try (var socket = send(BODY)) {
      String answer = readAll(socket);
      assertTrue(answer.startsWith("HTTP/1.1 200 OK"));
      assertFalse(answer.contains("Connection: close"));
    }
  }

  @Test
  void sendsHalfABody() throws Exception {
    server.faults().add(FaultRule.once(new Fault.HalfBody()));
    try (var socket = send(BODY)) {
      String answer = readAll(socket);
      int length = Integer.parseInt(answer.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
      int sent = answer.length() - answer.indexOf("\r\n\r\n") - 4;
      assertTrue(sent > 0 && sent < length, sent + " of " + length);
    }
    assertEquals(1, applied("samsara").size());
  }

  @Test
  void bodiesAndHeadersCanBeEndless() throws Exception {
    server.faults().add(FaultRule.once(new Fault.EndlessBody(true)));
    server.faults().add(FaultRule.once(new Fault.EndlessHead(false)));
    for (int i = 0; i < 2; i++) {
      try (var socket = send(BODY)) {
        assertEquals(8 << 20, socket.getInputStream().readNBytes(8 << 20).length);
      }
    }
    assertEquals(1, applied("samsara").size());
  }

  @Test
  void dribblesTheBody() throws Exception {
    server.faults().add(FaultRule.once(new Fault.Dribble(Duration.ofMillis(2))));
    long begun = System.nanoTime();
    HttpResponse<String> response = post("slow");
    assertEquals("{\"data\":[{\"driverId\":" + ANA + ",\"text\":\"slow\"}]}", response.body());
    assertTrue(System.nanoTime() - begun > response.body().length() * 2_000_000L);
  }

  @Test
  void answersPagesGarbageAndWrongContentTypes() throws Exception {
    server.faults().add(FaultRule.once(new Fault.Html(200, false)));
    HttpResponse<String> page = post("page");
    assertEquals(200, page.statusCode());
    assertTrue(page.body().startsWith("<!DOCTYPE html>"));
    server.faults().add(FaultRule.once(new Fault.ContentType("text/plain")));
    assertEquals("text/plain", post("x").headers().firstValue("Content-Type").orElseThrow());
    server.faults().add(FaultRule.once(new Fault.Garbage(false)));
    try (var socket = send(BODY)) {
      assertFalse(readAll(socket).startsWith("HTTP/"));
    }
  }

  @Test
  void answersAnyRetryAfter() throws Exception {
    for (String value :
        new String[] {"0.4", "Fri, 31 Dec 2027 23:59:59 GMT", "soon", "9".repeat(20)}) {
      server.faults().add(FaultRule.once(Fault.tooManyRequests(value)));
      HttpResponse<String> response = post("limited");
      assertEquals(429, response.statusCode());
      assertEquals(value, response.headers().firstValue("Retry-After").orElseThrow());
    }
    assertTrue(applied("samsara").isEmpty());
  }

  @Test
  void redirects() throws Exception {
    server.faults().add(FaultRule.once(Fault.redirect(302, "http://127.0.0.1:1/elsewhere")));
    HttpResponse<String> response = post("redirected");
    assertEquals(302, response.statusCode());
    assertEquals(
        "http://127.0.0.1:1/elsewhere", response.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void packsALotIntoALittle() throws Exception {
    server.faults().add(FaultRule.once(new Fault.GzipBomb(64 << 20, false)));
    try (var socket = send(BODY)) {
      byte[] all = socket.getInputStream().readNBytes(400_000);
      assertTrue(all.length < 200_000, "packed " + all.length);
      String head = new String(all, 0, 300, StandardCharsets.ISO_8859_1);
      assertTrue(head.contains("Content-Encoding: gzip"));
    }
    server.faults().add(FaultRule.once(new Fault.GzipBomb(1 << 20, false)));
    var connection =
        (HttpURLConnection) URI.create(server.samsaraUrl() + PATH).toURL().openConnection();
    try (InputStream in = new GZIPInputStream(connection.getInputStream())) {
      assertEquals((1 << 20) + "{\"data\":\"\"}".length(), in.readAllBytes().length);
    }
  }

  @Test
  void delaysBeforeOrAfterApplying() throws Exception {
    server.faults().add(FaultRule.once(new Fault.Delay(Duration.ofMillis(150), true)));
    long begun = System.nanoTime();
    assertEquals(200, post("late").statusCode());
    assertTrue(System.nanoTime() - begun >= 150_000_000L);
  }

  @Test
  void refusesConnectionsUntilToldOtherwise() throws Exception {
    server.refuse("samsara", true);
    assertThrows(IOException.class, () -> post("refused"));
    server.refuse("samsara", false);
    assertEquals(200, post("accepted").statusCode());
  }

  @Test
  void hitsByRule() throws Exception {
    Fault fault = Fault.respond(500, "{}");
    server.faults().add(FaultRule.always(fault).provider("superoffice"));
    server.faults().add(FaultRule.always(fault).method("GET"));
    server.faults().add(FaultRule.always(fault).path("/v1/fleet"));
    assertEquals(200, post("untouched").statusCode());
    server.faults().clear();
    server.faults().add(FaultRule.always(fault).path("/v1/.*").contains("unlucky"));
    assertEquals(200, post("lucky").statusCode());
    assertEquals(500, post("unlucky").statusCode());
    server.faults().clear();
    long third = server.faults().add(FaultRule.always(fault).nth(3));
    int[] seen = {
      post("1").statusCode(), post("2").statusCode(), post("3").statusCode(), post("4").statusCode()
    };
    assertEquals("[200, 200, 500, 200]", Arrays.toString(seen));
    assertEquals(1, server.faults().hits(third));
    server.faults().clear();
    server.faults().add(FaultRule.always(fault).probability(0.5));
    int failed = 0;
    for (int i = 0; i < 200; i++) {
      failed += post("p" + i).statusCode() == 500 ? 1 : 0;
    }
    assertTrue(failed > 60 && failed < 140, failed + " of 200");
  }

  private HttpResponse<String> post(String text) throws Exception {
    return samsara.post(PATH, Caller.message(text, ANA));
  }

  private Socket send(String body) throws IOException {
    URI uri = URI.create(server.samsaraUrl());
    var socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            ("POST "
                    + PATH
                    + " HTTP/1.1\r\nHost: sandbox\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer samsara-sandbox-token\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static String readAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
