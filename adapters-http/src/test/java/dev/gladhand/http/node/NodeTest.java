package dev.gladhand.http.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Draining;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.http.TestServer;
import dev.gladhand.http.TokenOf;
import dev.gladhand.http.Wire.Reply;
import dev.gladhand.http.auth.Fakes.MemoryPartners;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTest {
  private final MemoryPartners partners = new MemoryPartners();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.with(new TokenOf(), partners);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply get(String path) {
    return server.wire().send("GET", path, (String) null);
  }

  @Test
  void aNodeWithAStoreLivesAndIsReady() {
    assertEquals("{\"status\":\"UP\"}", get("/health/liveness").body());
    assertEquals("{\"status\":\"UP\"}", get("/health/readiness").body());
  }

  @Test
  void aNodeWithoutAStoreLivesAndIsNotReady() {
    partners.fail(
        new StoreUnavailable("no route to jdbc:secret", false, new IllegalStateException()));
    assertEquals(200, get("/health/liveness").status());
    var reply = get("/health/readiness");
    assertEquals(503, reply.status());
    assertEquals("1", reply.header("Retry-After"));
    assertFalse(reply.body().contains("jdbc"));
  }

  @Test
  void aNodeAboutToStopIsNotReady() {
    server.bean(Draining.class).begin();
    assertEquals(200, get("/health/liveness").status());
    assertEquals(503, get("/health/readiness").status());
  }

  @Test
  void requestsAreCountedByRouteAndNotByPath() {
    get("/health/liveness");
    get("/nowhere/" + "x".repeat(50));
    var reply = get("/prometheus");
    assertTrue(reply.header("Content-Type").startsWith("text/plain"));
    assertTrue(
        reply
            .body()
            .contains(
                "gladhand_http_requests_seconds_count{method=\"GET\",route=\"/health/liveness\",status=\"200\"} 1"),
        reply.body());
    assertFalse(reply.body().contains("nowhere"));
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    var page = get("/docs");
    assertEquals(200, page.status());
    assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
    assertTrue(
        page.header("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self'"));
    assertFalse(page.body().contains("http://") || page.body().contains("https://"));
  }

  @ParameterizedTest
  @CsvSource({
    "/docs/swagger-ui.css, 200",
    "/docs/swagger-ui-bundle.js, 200",
    "/docs/start.js, 200",
    "/docs/index.html, 404",
    "/docs/..%2Fopenapi.yaml, 404",
    "/docs/%2e%2e, 404",
  })
  void onlyThePagesOwnFilesAreServed(String path, int status) {
    assertEquals(status, get(path).status());
  }

  @Test
  void requestsUnderWayAreWaitedFor() {
    get("/health/liveness");
    assertTrue(
        server
            .bean(dev.gladhand.http.gate.UnderWay.class)
            .awaitNone(java.time.Duration.ofSeconds(5)));
  }

  @Test
  void behindAProxyThatAddsAPathEverythingIsUnderIt() {
    var page = server.wire().send("GET", "/docs", (String) null, "X-Forwarded-Prefix: /fleet/api");
    assertTrue(page.body().contains("src=\"/fleet/api/docs/start.js\""), page::body);
    var yaml =
        server
            .wire()
            .send("GET", "/openapi.yaml", (String) null, "X-Forwarded-Prefix: /fleet/api/");
    assertTrue(yaml.body().contains("- url: /fleet/api\n"), "the server");
    assertTrue(yaml.body().contains("tokenUrl: /fleet/api/oauth2/token\n"), "the token's URL");
  }

  @Test
  void thePublicAddressStandsWhereTheProxyNamesNoPath() {
    server.close();
    server =
        TestServer.with(
            Map.of("gladhand.public-url", "https://host.example/fleet/"), new TokenOf(), partners);
    assertTrue(get("/docs").body().contains("src=\"/fleet/docs/start.js\""));
    var yaml = get("/openapi.yaml").body();
    assertTrue(yaml.contains("- url: https://host.example/fleet\n"), "the server");
    assertTrue(yaml.contains("tokenUrl: https://host.example/fleet/oauth2/token\n"), "the token");
  }

  @Test
  void aPrefixThatIsNoPathIsPassedOver() {
    for (var prefix :
        new String[] {"\"><script>", "//evil.example", "/a b", "https://evil.example"}) {
      var page = server.wire().send("GET", "/docs", (String) null, "X-Forwarded-Prefix: " + prefix);
      assertTrue(page.body().contains("src=\"/docs/start.js\""), prefix);
    }
  }
}
