package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.client.Victim;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * A partner with ordinary scopes does harm, and another goes on with its work while the harm is
 * done: the one is answered by the bound that it meets, the other is accepted and told.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
@Slow
class HostilePartnersTest {
  private static final String FAILS = "hostile failure";

  /** Their page, of 60 kB each, would take more than the 8 MiB of a page. */
  private static final int LONG_WRITES = 200;

  private static final String BULK_LINE =
      "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"one of many\"}";

  @Parameter private Stores.Kind kind;
  private World world;
  private ServerSocket silent;
  private Fleet hostile;
  private Victim victim;

  @BeforeParameterizedClassInvocation(injectArguments = false)
  void start(@TempDir Path folder) throws IOException {
    silent = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    world =
        World.start(
            kind,
            folder,
            Map.of(
                "GLADHAND_RETRY_FIRST",
                "1s",
                "GLADHAND_RETRY_LONGEST",
                "5m",
                "JAVA_TOOL_OPTIONS",
                "-Xmx256m"),
            Inbox.SHARED.target(),
            "127.0.0.1:" + silent.getLocalPort());
  }

  @AfterParameterizedClassInvocation
  void stop() throws IOException {
    world.close();
    silent.close();
  }

  @BeforeEach
  void begin() {
    world.sandbox().faults().clear();
    hostile = Fleet.atSamsara(world, "Hostile Inc");
    victim = Victim.of(world);
  }

  private static Http.Reply post(Fleet as, String text) {
    return as.partner()
        .send(
            "POST",
            Sample.MESSAGE.path(),
            as.fill(
                "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\""
                    + text
                    + "\"}"));
  }

  private int waiting(Fleet as) {
    return as.partner()
        .get(Route.C + "/resource-operations?status=pending&size=1000")
        .expect(200)
        .json()
        .get("items")
        .size();
  }

  @Test
  void largeBodiesAreRefusedAndKeepNobodyWaiting() throws Exception {
    var bodies =
        List.of(
            "{\"" + "n".repeat(500_000) + "\":[" + "0,".repeat(200_000) + "0]}",
            "{\"a\":[" + "\"\\u0000\",".repeat(90_000) + "0]}",
            "{\"a\":[" + "1e400,".repeat(90_000) + "0]}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies =
          IntStream.range(0, 12)
              .mapToObj(
                  n ->
                      threads.submit(
                          () ->
                              hostile
                                  .partner()
                                  .send("POST", Route.T + "/vehicles", bodies.get(n % 3))))
              .toList();
      victim.goesOn(3);
      var read = 0;
      for (var reply : replies) {
        var status = reply.get().status();
        // 429: they are more at once than one partner's bodies may take of the memory.
        assertTrue(List.of(400, 422, 429).contains(status), () -> "status " + status);
        read += status == 429 ? 0 : 1;
      }
      assertTrue(read > 0, "none was read");
    }
  }

  @Test
  void aHundredSubscriptionsToASilentReceiverKeepNobodyElsesEventsBack() {
    var url = "{\"url\":\"http://127.0.0.1:%d/%d\",\"event_name\":\"resource_operation.*\"}";
    var made =
        IntStream.range(0, 100)
            .mapToObj(
                n ->
                    hostile
                        .partner()
                        .send("POST", Route.W, url.formatted(silent.getLocalPort(), n))
                        .expect(201)
                        .json()
                        .get("id")
                        .asText())
            .toList();
    var refused =
        hostile.partner().send("POST", Route.W, url.formatted(silent.getLocalPort(), 100));
    assertEquals(409, refused.status(), refused::toString);
    assertTrue(refused.toString().contains("GLADHAND_PARTNER_WEBHOOKS"), refused::toString);
    // Each of them has more waiting than may be under way.
    for (var n = 0; n < 8; n++) {
      post(hostile, "for all of them").expect(202);
    }
    victim.goesOn(3);
    assertTrue(
        made.stream()
            .map(id -> new Hook(hostile.partner(), id, ""))
            .anyMatch(hook -> hook.metrics().get("waiting").asInt() > 0),
        "the hostile partner's deliveries still wait");
    for (var id : made) {
      hostile.partner().send("DELETE", Route.W + "/" + id, "").expect(204);
    }
  }

  @Test
  void receiversWithoutAnAddressKeepNobodyElsesEventsBack() {
    for (var n = 0; n < 20; n++) {
      var url = "https://r" + n + ".nowhere.invalid/h";
      hostile
          .partner()
          .send(
              "POST", Route.W, "{\"url\":\"" + url + "\",\"event_name\":\"resource_operation.*\"}")
          .expect(201);
    }
    for (var n = 0; n < 5; n++) {
      post(hostile, "for all of them").expect(202);
    }
    victim.goesOn(3);
  }

  @Test
  void onePartnersFailuresOpenNoCircuitForAnother() {
    var rule = FaultRule.always(Fault.respond(500, "{}")).provider("samsara").contains(FAILS);
    world.sandbox().faults().add(rule);
    for (var n = 0; n < 72; n++) {
      post(hostile, FAILS).expect(202);
    }
    Await.until(
        "its circuit is open",
        Partner.SOON,
        () ->
            Stream.of("circuit", "backoff")
                .anyMatch(
                    why ->
                        pending(hostile).stream()
                            .anyMatch(one -> one.get("waiting_on").asText().equals(why))));
    victim.goesOn(3);
    assertTrue(waiting(hostile) > 0, "the hostile partner's writes still fail");
  }

  @Test
  void callsThatHangKeepNobodyElsesWritesWaiting() {
    var hanging =
        hostile
            .partner()
            .samsara(
                "http://127.0.0.1:" + silent.getLocalPort(),
                ",\"max_concurrency\":200,\"rate_limit\":{\"per_second\":100000}");
    var line =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"hangs\"}\n"
            .formatted(hanging, hostile.partner().users(hanging, List.of(World.ANA)).getFirst());
    bulk(hostile.partner(), line.repeat(200)).expect(200);
    victim.goesOn(3);
    assertEquals(200, waiting(hostile), "the hostile partner's calls still hang");
    hostile.partner().send("DELETE", Route.C + "/" + hanging, "");
  }

  private static List<JsonNode> pending(Fleet as) {
    var items = new ArrayList<JsonNode>();
    as.partner()
        .get(Route.C + "/resource-operations?status=pending&size=100")
        .expect(200)
        .json()
        .get("items")
        .forEach(items::add);
    return items;
  }

  @Test
  void connectionsThatSayNothingAreClosedAndShutNobodyOut() throws IOException {
    var uri = URI.create(world.node().url());
    var open = new ArrayList<Socket>();
    try {
      for (var n = 0; n < 100; n++) {
        var socket = new Socket(InetAddress.ofLiteral(uri.getHost()), uri.getPort());
        open.add(socket);
        socket.setSoTimeout((int) Partner.SOON.toMillis());
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
      }
      victim.goesOn(3);
      for (var socket : open) {
        assertTrue(ends(socket), "half a head is given 10 s");
      }
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  /** Reads to the end; whether the other side closed it, however it did. */
  private static boolean ends(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void aClientWhoseSecretIsGuessedGetsItsTokens() {
    var id = victim.partner().clientId();
    var answers = IntStream.range(0, 30).mapToObj(n -> guess(id, "guess-" + n).status()).toList();
    assertEquals(10, answers.stream().filter(status -> status == 401).count());
    assertEquals(20, answers.stream().filter(status -> status == 429).count());
    guess(id, victim.partner().clientSecret()).expect(200);
    victim.goesOn(3);
  }

  private Http.Reply guess(String id, String secret) {
    return Http.send(
        "POST",
        world.node().url() + "/oauth2/token",
        "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret,
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  /** What is stored of one write is as long as its fields allow. */
  @Test
  void longWritesAreReadAndToldInTurn() throws Exception {
    var connection =
        hostile
            .partner()
            .samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_minute\":1}");
    var users =
        hostile
            .partner()
            .references(
                connection,
                IntStream.range(0, 1000)
                    .mapToObj(n -> Fleet.reference("user", Long.toString(281474976800000000L + n)))
                    .toList());
    for (var n = 0; n < 6; n++) {
      Hook.of(hostile.partner(), Inbox.SHARED.box(), "resource_operation.*");
    }
    var line =
        "{\"connection_id\":\"%s\",\"sender_id\":\"%s\",\"recipient_ids\":[\"%s\"],\"message_text\":\"m\"}\n"
            .formatted(connection, users.getFirst(), String.join("\",\"", users));
    hostile
        .partner()
        .send(
            "POST",
            Route.T + "/group-messages/bulk",
            line.repeat(LONG_WRITES),
            "Content-Type",
            "application/x-ndjson")
        .expect(200);
    var pages =
        List.of(Route.C + "/resource-operations?size=1000", "/v2/notifications/events?size=1000");
    // One after another: the last of them would be read for minutes.
    var awaited = 4;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies =
          IntStream.range(0, 12)
              .mapToObj(n -> threads.submit(() -> hostile.partner().get(pages.get(n % 2))))
              .toList();
      victim.goesOn(3);
      var read = 0;
      for (var reply : replies.subList(0, awaited)) {
        var page = reply.get();
        if (page.status() == 200) {
          assertTrue(
              page.json().get("items").size() < LONG_WRITES, "a page ends at its bound of bytes");
          read++;
        } else {
          // On a slow machine the turn of the last ones may not come in time.
          var why = page.expect(429).json().at("/detail/message").asText();
          assertTrue(why.contains("one after another"), page::toString);
        }
      }
      assertTrue(read > 0, "no page was read");
      threads.shutdownNow();
    }
  }

  @Test
  void bodiesThatTrickleKeepNobodysBulkWaiting() throws IOException {
    var uri = URI.create(world.node().url());
    var open = new ArrayList<Socket>();
    try {
      for (var n = 0; n < 8; n++) {
        var one = Partner.of(world.node(), "Trickle Inc " + n);
        Await.until(
            "its four bodies arrive",
            Partner.SOON,
            () -> {
              open.add(begun(uri, one));
              return bulk(one, "{}\n").status() == 429;
            });
      }
      var line = victim.fleet().fill(BULK_LINE) + "\n";
      var told = bulk(victim.partner(), line.repeat(3)).expect(200).raw().body();
      assertEquals(3, told.lines().filter(one -> one.contains("\"status\":202")).count(), told);
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  private static Http.Reply bulk(Partner partner, String lines) {
    return partner.send(
        "POST", Route.T + "/messages/bulk", lines, "Content-Type", "application/x-ndjson");
  }

  /** The head of a bulk request, and the first byte of its body. */
  private static Socket begun(URI node, Partner partner) {
    try {
      var socket = new Socket(InetAddress.ofLiteral(node.getHost()), node.getPort());
      socket
          .getOutputStream()
          .write(
              "POST %s/messages/bulk HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100000\r\n\r\n{"
                  .formatted(Route.T, partner.token())
                  .getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
