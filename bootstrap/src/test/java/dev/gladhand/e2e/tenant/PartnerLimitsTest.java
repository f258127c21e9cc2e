package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What one partner may ask of one node, seen by that partner and by another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PartnerLimitsTest {
  private static final String MESSAGE =
      "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"n {n}\"}";

  private static final String BULK = Route.T + "/messages/bulk";

  private static final Map<String, String> PENDING = Map.of("GLADHAND_PARTNER_PENDING", "2");

  /** Only one test has this world: it counts the requests of all partners. */
  private static final Map<String, String> SYNC_CALLS =
      Map.of(
          "GLADHAND_PARTNER_SYNC_CALLS", "2",
          "GLADHAND_TSP_TIMEOUT", "2s");

  private final Map<Map<String, String>, World> worlds = new HashMap<>();

  @TempDir static Path folder;

  /** The world with these limits; each test has partners of its own in it. */
  private World limited(Map<String, String> limits) {
    return worlds.computeIfAbsent(limits, more -> World.start(Stores.Kind.H2, folder, more));
  }

  @AfterEach
  void calm() {
    worlds.values().forEach(world -> world.sandbox().faults().clear());
  }

  @AfterAll
  void stop() {
    assertAll(worlds.values().stream().map(world -> world::close));
  }

  private static Http.Reply post(Fleet fleet, String query) {
    return fleet.partner().send("POST", Sample.MESSAGE.path() + query, fleet.fill(MESSAGE));
  }

  private static void assertTooMany(Http.Reply reply, int seconds) {
    assertEquals(429, reply.status(), reply::toString);
    assertEquals(Integer.toString(seconds), reply.header("Retry-After"));
    assertEquals(seconds, reply.json().at("/detail/retry_after_seconds").asInt());
  }

  @Test
  void aFloodIsRefusedAndHarmsNobodyElse() {
    var world = limited(Map.of("GLADHAND_PARTNER_RATE", "1"));
    var flooding = Fleet.atSamsara(world, "Flood Inc");
    var other = Fleet.atSamsara(world, "Dispatch Inc");
    var refused = 0;
    for (var n = 0; n < 10; n++) {
      var reply = post(flooding, "");
      assertEquals("\"writes\";q=1;w=1", reply.header("RateLimit-Policy"));
      assertTrue(
          reply.header("RateLimit").matches("\"writes\";r=[01];t=1"),
          () -> reply.header("RateLimit"));
      if (reply.status() != 202) {
        assertTooMany(reply, 1);
        refused++;
      }
    }
    assertTrue(refused > 0);
    assertEquals(202, post(other, "").status());
  }

  @Test
  void aWriteToManyRecipientsUsesTheRateOfSeveral() {
    var world = limited(Map.of("GLADHAND_PARTNER_RATE", "1"));
    var path = Route.T + "/messages";
    var asynchronous = Partner.of(world.node(), "Async Inc");
    var first = asynchronous.send("POST", path, toMany(world, asynchronous, 300)).expect(202);
    assertTrue(first.header("RateLimit").matches("\"writes\";r=0;t=[123]\\d"), first::toString);
    assertWaits(asynchronous.send("POST", path, toMany(world, asynchronous, 300)));
    var sync = Partner.of(world.node(), "Sync Inc");
    var delivered = sync.send("POST", path + "?is_sync=true", toMany(world, sync, 300));
    assertTrue(delivered.status() != 429, delivered::toString);
    assertWaits(sync.send("POST", path, toMany(world, sync, 300)));
    var many = Partner.of(world.node(), "Bulk Inc");
    var line = toMany(world, many, 300) + "\n";
    var bulk = many.send("POST", BULK, line, "Content-Type", "application/x-ndjson").expect(200);
    assertEquals(202, bulk.json().get("status").asInt(), bulk::toString);
    assertWaits(many.send("POST", path, line));
  }

  @Test
  void aRetryUsesTheRateOfItsRecipients() {
    var world = limited(Map.of("GLADHAND_PARTNER_RATE", "20"));
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.respond(400, "{}")).provider("superoffice"));
    var partner = Partner.of(world.node(), "Retry Inc");
    var body = toMany(world, partner, 1000);
    var made = partner.send("POST", Route.T + "/messages", body).expect(202).json();
    var connection = made.get("connection_id").asText();
    var failed = partner.ended(connection, made.get("id").asText());
    assertEquals("failed", failed.get("status").asText(), failed::toString);
    var retry =
        Route.C + "/%s/resource-operations/%s/retry".formatted(connection, made.get("id").asText());
    Await.until(
        "the debt of the write is paid",
        Partner.SOON,
        () -> partner.send("POST", retry, "").status() == 202);
    // A hundred more writes than the one have been counted, five seconds' worth.
    assertWaits(partner.send("POST", Route.T + "/messages", body), "[3-6]");
  }

  /** The body of a write to this many recipients. */
  private static String toMany(World world, Partner partner, int recipients) {
    var through =
        partner.superOffice(
            world.sandbox().superOfficeUrl(), ",\"mode\":\"send_messages\",\"plugin\":\"sms\"");
    var all =
        IntStream.range(0, recipients)
            .mapToObj(n -> "\"+479000" + (1000 + n) + '"')
            .collect(Collectors.joining(","));
    return "{\"connection_id\":\"%s\",\"mode\":\"group\",\"source_recipient_ids\":[%s],\"message_text\":\"m\"}"
        .formatted(through, all);
  }

  /** Thirty more writes than the one that is allowed a second have been counted. */
  private static void assertWaits(Http.Reply reply) {
    assertWaits(reply, "[123]\\d");
  }

  private static void assertWaits(Http.Reply reply, String seconds) {
    assertEquals(429, reply.status(), reply::toString);
    assertTrue(reply.header("Retry-After").matches(seconds), reply::toString);
  }

  @Test
  void everyAnswerToAWriteOfAPartnerTellsTheRate() {
    var world = limited(Map.of("GLADHAND_PARTNER_RATE", "90"));
    var fleet = Fleet.atSamsara(world, "Dispatch Inc");
    var partner = fleet.partner();
    var tooLong = "{\"a\":\"" + "b".repeat(1024 * 1024) + "\"}";
    for (var sample : List.of(Sample.MESSAGE, Sample.VEHICLE_UPDATE)) {
      var method = sample.method();
      var path = fleet.fill(sample.path());
      assertTold(202, partner.send(method, path, fleet.fill(sample.body())));
      var reader = partner.withScopesBut("telematics:write");
      assertTold(403, reader.send(method, path, "{}"));
      assertTold(415, partner.send(method, path, "{}", "Content-Type", "text/plain"));
      assertTold(415, partner.send(method, path, "{}", "Content-Encoding", "snappy"));
      assertTold(413, partner.send(method, path, tooLong));
      assertTold(400, partner.send(method, path, "{"));
      assertTold(400, partner.send(method, path + "?none=1", "{}"));
      assertTold(422, partner.send(method, path, "{}"));
    }
    var bulk = Route.T + "/messages/bulk";
    assertTold(415, partner.send("POST", bulk, "{}"));
    assertTold(200, partner.send("POST", bulk, "{}", "Content-Type", "application/x-ndjson"));
    assertTold(400, partner.send("POST", "/mcp", "{"));
    assertEquals(
        "", partner.with("no token").send("POST", Sample.MESSAGE.path(), "{}").header("RateLimit"));
  }

  private static void assertTold(int status, Http.Reply reply) {
    assertEquals(status, reply.status(), reply::toString);
    assertEquals("\"writes\";q=90;w=1", reply.header("RateLimit-Policy"), reply::toString);
    assertTrue(reply.header("RateLimit").matches("\"writes\";r=\\d{1,2};t=1"), reply::toString);
  }

  @Test
  void whatHasEndedMakesRoomForMore() {
    var world = limited(PENDING);
    var fleet = Fleet.atSamsara(world, "Dispatch Inc");
    var rule = FaultRule.always(Fault.tooManyRequests("3600")).provider("samsara");
    world.sandbox().faults().add(rule);
    var waiting = post(fleet, "").expect(202).json();
    assertEquals("", post(fleet, "?is_sync=x").header("RateLimit-Policy"));
    post(fleet, "").expect(202);
    assertTooMany(post(fleet, ""), 5);
    var path =
        "/v2/integrations/connections/%s/resource-operations/%s/cancel"
            .formatted(fleet.connection(), waiting.get("id").asText());
    Await.until(
        "it may be cancelled",
        Partner.SOON,
        () -> fleet.partner().send("POST", path, "").status() == 200);
    Await.until("there is room", Partner.SOON, () -> post(fleet, "").status() == 202);
    assertTooMany(post(fleet, ""), 5);
  }

  private static Http.Reply bulk(Fleet fleet, String query, int lines) {
    var body = (fleet.fill(MESSAGE) + "\n").repeat(lines);
    return fleet.partner().send("POST", BULK + query, body, "Content-Type", "application/x-ndjson");
  }

  @Test
  void aBulkOfMoreThanMayBePendingIsRefusedWholeAndHarmsNobodyElse() {
    var world = limited(PENDING);
    var fleet = Fleet.atSamsara(world, "Bulk Inc");
    var other = Fleet.atSamsara(world, "Dispatch Inc");
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.tooManyRequests("3600")).provider("samsara"));
    var refused = bulk(fleet, "", 3);
    assertTooMany(refused, 5);
    assertTrue(refused.toString().contains("more than 2 operations"), refused::toString);
    var list = fleet.partner().get(Route.C + "/resource-operations").expect(200).json();
    assertEquals(0, list.get("items").size(), list::toString);
    assertEquals(3, bulk(fleet, "?dry_run=true", 3).expect(200).raw().body().lines().count());
    assertEquals(2, bulk(fleet, "", 2).expect(200).raw().body().lines().count());
    assertTooMany(bulk(fleet, "", 1), 5);
    assertTooMany(post(fleet, ""), 5);
    bulk(other, "", 2).expect(200);
  }

  /** A bulk request whose body does not go on. */
  private static Socket begunBulk(World world, Fleet fleet) {
    var uri = URI.create(world.node().url());
    try {
      var socket = new Socket(InetAddress.ofLiteral(uri.getHost()), uri.getPort());
      socket
          .getOutputStream()
          .write(
              ("POST %s HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-ndjson\r\n"
                      + "Authorization: Bearer %s\r\nContent-Length: 9999\r\n\r\n{")
                  .formatted(BULK, fleet.partner().token())
                  .getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAnswered(Socket socket) {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fourBulkRequestsOfAPartnerAreTakenAtOnceAndOthersHaveTheirOwn() throws IOException {
    var world = World.shared(Stores.Kind.H2);
    var fleet = Fleet.atSamsara(world, "Bulk Inc");
    var other = Fleet.atSamsara(world, "Dispatch Inc");
    var open = new ArrayList<Socket>();
    try {
      for (var n = 0; n < 4; n++) {
        open.add(begunBulk(world, fleet));
      }
      var refused =
          Await.value(
              "the fifth is refused",
              Partner.SOON,
              () -> {
                // One that came after a fifth was answered at once: it holds no place.
                for (var n = 0; n < 4; n++) {
                  if (isAnswered(open.get(n))) {
                    open.set(n, begunBulk(world, fleet));
                  }
                }
                return bulk(fleet, "", 1);
              },
              reply -> reply.status() == 429);
      assertTooMany(refused, 1);
      assertTrue(refused.toString().contains("at most 4 bulk requests"), refused::toString);
      bulk(other, "", 1).expect(200);
      post(fleet, "").expect(202);
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
    Await.until(
        "the places are free again", Partner.SOON, () -> bulk(fleet, "", 1).status() == 200);
  }

  @Test
  void aRetryIsCountedAsAWriteAndNeedsItsScope() {
    var world = limited(PENDING);
    var fleet = Fleet.atSamsara(world, "Dispatch Inc");
    var refuse = FaultRule.always(Fault.respond(400, "{}")).provider("samsara");
    world.sandbox().faults().add(refuse);
    var failed = fleet.ended(post(fleet, "").expect(202).json());
    assertEquals("failed", failed.get("status").asText());
    world.sandbox().faults().clear();
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(Fault.tooManyRequests("3600")).provider("samsara"));
    var retry =
        "/v2/integrations/connections/%s/resource-operations/%s/retry"
            .formatted(fleet.connection(), failed.get("id").asText());
    var reader = fleet.partner().withScopesBut("telematics:write");
    assertEquals(403, reader.send("POST", retry, "").status());
    for (var n = 0; n < 2; n++) {
      Await.until(
          "there is room",
          Partner.SOON,
          () -> fleet.partner().send("POST", retry, "").status() == 202);
    }
    assertTooMany(fleet.partner().send("POST", retry, ""), 5);
    // The operation is not even read.
    var unknown = retry.replace(failed.get("id").asText(), fleet.connection());
    assertTooMany(fleet.partner().send("POST", unknown, ""), 5);
    assertTooMany(post(fleet, ""), 5);
  }

  @Test
  void syncWritesThatFailedAreNotCountedForEver() throws ExecutionException, InterruptedException {
    var world = limited(SYNC_CALLS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var fleet = Fleet.atSamsara(world, "Dispatch Inc");
      post(fleet, "?is_sync=true").expect(200);
      world.sandbox().faults().add(FaultRule.always(Fault.hang()).provider("samsara"));
      for (var round = 0; round < 2; round++) {
        var before = fleet.lastRequest();
        var calls = new ArrayList<Future<Http.Reply>>();
        Callable<Http.Reply> call = () -> post(fleet, "?is_sync=true");
        calls.add(threads.submit(call));
        calls.add(threads.submit(call));
        Await.until(
            "both are under way",
            Duration.ofSeconds(10),
            () -> fleet.writesSince(before).size() == 2);
        assertTooMany(post(fleet, "?is_sync=true"), 1);
        for (var one : calls) {
          assertEquals(502, one.get().status());
        }
      }
      world.sandbox().faults().clear();
      post(fleet, "?is_sync=true").expect(200);
    }
  }
}
