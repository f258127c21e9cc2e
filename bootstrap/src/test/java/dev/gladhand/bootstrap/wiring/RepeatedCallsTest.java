package dev.gladhand.bootstrap.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspCalls.Answer;
import dev.gladhand.domain.tsp.TspCalls.Call;
import dev.gladhand.domain.tsp.TspCalls.Kind;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.samsara.SamsaraAdapterFactory;
import dev.gladhand.tsp.superoffice.SuperOfficeAdapterFactory;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.value.MapPropertyResolver;
import io.micronaut.retry.event.RetryEvent;
import io.micronaut.retry.event.RetryEventListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedCallsTest {
  private static final String MESSAGE = "{\"recipient_id\":\"@1\",\"message_text\":\"hi\"}";

  private final AtomicInteger repeats = new AtomicInteger();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private volatile boolean opensAtARepeat = true;
  private volatile boolean losesAnswers;
  private HttpServer tsp;
  private InetSocketAddress address;
  private ApplicationContext context;
  private RepeatedCalls calls;

  /** The TSP refuses every connection until something is repeated. */
  @BeforeEach
  void start() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(free.getInetAddress(), free.getLocalPort());
    }
    var settings =
        NodeSettings.read(
            new MapPropertyResolver(
                Map.of(
                    "gladhand.master-key",
                    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                    "gladhand.allowed-targets",
                    "127.0.0.1:" + address.getPort())),
            Map.of());
    context = ApplicationContext.builder().singletons(settings).banner(false).build();
    context.registerSingleton(RetryEventListener.class, new Opening());
    context.start();
    calls = context.getBean(RepeatedCalls.class);
  }

  @AfterEach
  void stop() {
    context.close();
    if (tsp != null) {
      tsp.stop(0);
    }
  }

  private final class Opening implements RetryEventListener {
    @Override
    public void onApplicationEvent(RetryEvent event) {
      if (repeats.incrementAndGet() == 1 && opensAtARepeat) {
        open();
      }
    }
  }

  private void open() {
    try {
      tsp = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tsp.createContext("/", this::answer);
    tsp.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    received.add(exchange.getRequestMethod() + " " + path);
    exchange.getRequestBody().readAllBytes();
    if (!losesAnswers) {
      var body =
          switch (path) {
            case "/api/state/Cust12345" ->
                "{\"IsRunning\":true,\"Endpoint\":\"" + url() + "/Cust12345\"}";
            case "/oauth2/token" -> "{\"access_token\":\"new\",\"refresh_token\":\"next\"}";
            default -> "{}";
          };
      exchange.sendResponseHeaders(200, body.length());
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
    }
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + address.getPort();
  }

  private AdapterBench superOffice(String further) {
    return new AdapterBench(
        new SuperOfficeAdapterFactory(),
        "{\"base_url\":\"" + url() + "\",\"format\":\"sms/160\",\"plugin\":\"sms\"" + further + "}",
        "{\"scheme\":\"ticket\",\"ticket\":\"7T:abc\"}",
        calls,
        InstantSource.system());
  }

  private AdapterBench samsara() {
    return new AdapterBench(
        new SamsaraAdapterFactory(),
        "{\"base_url\":\"" + url() + "\"}",
        "{\"client_id\":\"c\",\"client_secret\":\"s\",\"refresh_token\":\"r\"}",
        calls,
        InstantSource.system());
  }

  private static Renewal renew(AdapterBench bench) {
    return bench.adapter.renewer().orElseThrow().renew(bench.access(), AdapterBench.NOW);
  }

  private Answer.Failed get(String url, Duration timeout) {
    return assertInstanceOf(
        Answer.Failed.class,
        calls.exchange(new Call("GET", url, Map.of(), null, timeout, 1000, false)));
  }

  @Test
  void aLookUpOfATenantThatWasRefusedIsMadeAgain() {
    var so = superOffice(",\"customer_id\":\"Cust12345\"");
    so.send(so.create(Resource.MESSAGE, MESSAGE));
    assertEquals(1, repeats.get());
    assertEquals("GET /api/state/Cust12345", received.getFirst());
    assertEquals(2, received.size(), received::toString);
  }

  @Test
  void aWriteThatWasRefusedIsNotMadeAgain() {
    var so = superOffice("");
    var outcome = so.send(so.create(Resource.MESSAGE, MESSAGE));
    assertFalse(assertInstanceOf(Outcome.Rejected.class, outcome).error().maybeApplied());
    assertEquals(0, repeats.get());
  }

  @Test
  void aRenewalThatWasRefusedIsMadeAgain() {
    assertInstanceOf(Renewal.Renewed.class, renew(samsara()));
    assertEquals(1, repeats.get());
    assertEquals(List.of("POST /oauth2/token"), received);
  }

  @Test
  void aRenewalWhoseAnswerIsLostIsSentOnce() {
    losesAnswers = true;
    open();
    assertInstanceOf(Renewal.TryLater.class, renew(samsara()));
    assertEquals(0, repeats.get());
    assertEquals(List.of("POST /oauth2/token"), received);
  }

  @Test
  void aLookUpThatIsRefusedForLongIsGivenUp() {
    opensAtARepeat = false;
    var failed = get(url(), Duration.ofSeconds(20));
    assertEquals(Kind.CONNECT, failed.kind());
    assertFalse(failed.maybeSent());
    assertEquals(2, repeats.get());
  }

  @Test
  void aLookUpWithLittleTimeLeftIsNotMadeAgain() {
    assertEquals(Kind.CONNECT, get(url(), Duration.ofMillis(900)).kind());
    assertEquals(0, repeats.get());
  }

  @Test
  void aCallThatMayNotBeMadeIsNotMadeAgain() {
    assertEquals(Kind.BLOCKED, get("http://127.0.0.2/", Duration.ofSeconds(20)).kind());
    assertEquals(0, repeats.get());
  }
}
