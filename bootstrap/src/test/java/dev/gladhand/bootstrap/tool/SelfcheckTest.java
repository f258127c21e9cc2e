package dev.gladhand.bootstrap.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an installation is found. */
class SelfcheckTest {
  private static final String CANARY = "canary-0123456789";

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void aNodeThatTakesEverythingFails() throws IOException {
    var node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext("/", SelfcheckTest::takeEverything);
    node.start();
    try {
      var code =
          Tool.run(
              Map.of(
                  "GLADHAND_URL", "http://127.0.0.1:" + node.getAddress().getPort(),
                  "GLADHAND_ADMIN_CLIENT_ID", "operator",
                  "GLADHAND_ADMIN_CLIENT_SECRET", "secret",
                  "GLADHAND_ALLOWED_TARGETS", "10.0.0.1:80"),
              InputStream.nullInputStream(),
              out,
              out,
              "selfcheck",
              "--sandbox-port",
              "0");
      assertEquals(20, code, this::said);
    } finally {
      node.stop(0);
    }
    var lines = said().lines().map(line -> line.replaceAll(" +", " ")).toList();
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("FAILED node")), this::said);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("WARNING keys")), this::said);
    assertTrue(
        lines.contains(
            "WARNING allowed targets GLADHAND_ALLOWED_TARGETS lets partners call 10.0.0.1:80"),
        this::said);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "FAILED inner addresses the node would call [base_url https://127.0.0.1/ (201)")),
        this::said);
    assertTrue(
        lines.stream()
            .anyMatch(
                line ->
                    line.startsWith(
                        "FAILED partners a partner could see another partner's objects by [GET ")),
        this::said);
  }

  @Test
  void aHeldNodeIsAWarningAndIsGivenNoWrite() throws IOException {
    for (var held : List.of("1.0", "0.0", "none")) {
      var node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var metrics = "# TYPE gladhand_node_held gauge\ngladhand_node_held " + held + "\n";
      node.createContext(
          "/",
          call ->
              answer(call, call.getRequestURI().getPath().equals("/prometheus") ? metrics : "{}"));
      node.start();
      try {
        var url = URI.create("http://127.0.0.1:" + node.getAddress().getPort());
        assertEquals(
            held.equals("1.0"),
            new NodeChecks(
                    new Node(url, null),
                    Map.of("GLADHAND_MANAGEMENT_PORT", Integer.toString(url.getPort())),
                    new Findings(out))
                .run());
      } finally {
        node.stop(0);
      }
    }
    var found =
        said()
            .lines()
            .filter(line -> line.contains(" held  "))
            .map(line -> line.split(" ", 2)[0])
            .toList();
    assertEquals(List.of("WARNING", "OK", "SKIPPED"), found, this::said);
  }

  private static void answer(HttpExchange call, String text) throws IOException {
    try (call) {
      var body = text.getBytes(StandardCharsets.UTF_8);
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
    }
  }

  /** As a node would that refuses nothing. */
  private static void takeEverything(HttpExchange call) throws IOException {
    try (call) {
      var path = call.getRequestURI().getPath();
      call.getRequestBody().readAllBytes();
      var status =
          path.startsWith("/health")
              ? 500
              : path.startsWith("/v2/telematics")
                  ? 202
                  : call.getRequestMethod().equals("POST")
                          && !path.matches("/oauth2/token|.*/rotate-secret")
                      ? 201
                      : 200;
      var body =
          """
          {"id":"1","items":[],"client_id":"c","client_secret":"s","access_token":"t",
           "status":"success","rewrap":{"left":3}}"""
              .getBytes(StandardCharsets.UTF_8);
      call.sendResponseHeaders(status, body.length);
      call.getResponseBody().write(body);
    }
  }

  @Test
  void aSecretIsFoundWhereverItStands() throws IOException {
    var clean = Files.writeString(folder.resolve("clean"), "canary-0123456788\n".repeat(10_000));
    var across =
        Files.writeString(folder.resolve("across"), "x".repeat((1 << 16) - 5) + CANARY + "\n");
    var coded =
        Files.writeString(
            folder.resolve("coded"),
            Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)));
    assertEquals(0, search(List.of(clean), null));
    assertEquals(20, search(List.of(clean, across), null));
    assertEquals(20, search(List.of(coded), null));
    assertEquals(20, search(List.of(), "cat " + across));
    assertEquals(0, search(List.of(), "cat " + clean));
    assertEquals(0, search(List.of(), null));
    assertTrue(said().contains("SKIPPED"), this::said);
  }

  @Test
  void aSecretIsFoundAmongOtherTextThatIsEncodedWithIt() throws IOException {
    for (var text :
        List.of("%s", "1%s", "12%s23", "{\"token\":\"%s\"}", "{\"t\":\"%s\",\"a\":1}")) {
      var bytes = text.formatted(CANARY).getBytes(StandardCharsets.UTF_8);
      var log = Files.writeString(folder.resolve("log"), Base64.getEncoder().encodeToString(bytes));
      assertEquals(20, search(List.of(log), null), text);
    }
  }

  @Test
  void aCommandThatWritesMuchAfterTheSecretEnds() throws IOException {
    assertEquals(20, search(List.of(), "echo " + CANARY + "; head -c 1000000 /dev/zero"));
  }

  private int search(List<Path> logs, @Nullable String dump) throws IOException {
    var findings = new Findings(out);
    new CanarySearch(CANARY, logs, dump).run(findings);
    return findings.exitCode();
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
