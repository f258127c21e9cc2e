package dev.gladhand.bootstrap.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.http.auth.KeySetSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.value.MapPropertyResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchKeySetTest {
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int failures;
  private HttpServer issuer;
  private ApplicationContext context;
  private URI url;

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          var body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(calls.getAndIncrement() < failures ? 503 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    var settings =
        NodeSettings.read(
            new MapPropertyResolver(
                Map.of(
                    "gladhand.master-key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                    "gladhand.issuer-url", "https://login.example",
                    "gladhand.jwks-url", url.toString(),
                    "gladhand.audience", "gateway")),
            Map.of());
    context = ApplicationContext.builder().singletons(settings).banner(false).start();
  }

  @AfterEach
  void stop() {
    context.close();
    issuer.stop(0);
  }

  @Test
  void aFetchThatFailsIsRepeatedTwice() {
    failures = 2;
    assertEquals("{\"keys\":[]}", context.getBean(KeySetSource.class).fetch(url));
    assertEquals(3, calls.get());
  }

  @Test
  void anIssuerThatFailsForLongIsLeftAlone() {
    failures = 100;
    assertThrows(UncheckedIOException.class, () -> context.getBean(KeySetSource.class).fetch(url));
    assertEquals(3, calls.get());
  }
}
