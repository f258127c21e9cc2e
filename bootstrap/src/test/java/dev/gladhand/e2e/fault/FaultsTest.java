package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.journal.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each misbehaviour of a TSP means to callers that wait and to callers that poll. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class FaultsTest {
  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet fleet;
  private String office;
  private String person;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
    fleet = Fleet.atSamsara(world, "Faults Inc");
    office =
        fleet
            .partner()
            .superOffice(
                world.sandbox().superOfficeUrl(), ",\"rate_limit\":{\"per_second\":100000}");
    person =
        fleet
            .partner()
            .references(office, List.of(Fleet.reference("user", "+4790000001")))
            .getFirst();
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
    world.sandbox().refuse("samsara", false);
    world.sandbox().refuse("superoffice", false);
  }

  /**
   * @param errorType null where the call is a success
   */
  record Row(String name, Fault fault, @Nullable String errorType, String outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row status(int status, String errorType, String outcome) {
    return new Row(
        Integer.toString(status),
        Fault.respond(status, "{\"message\":\"because\",\"requestId\":\"r-1\"}"),
        errorType,
        outcome);
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("reset before", Fault.reset(Fault.When.BEFORE_READING), "network", "unknown"),
        new Row("reset after", Fault.reset(Fault.When.AFTER_READING), "network", "unknown"),
        new Row(
            "reset after applying", Fault.reset(Fault.When.AFTER_APPLYING), "network", "unknown"),
        new Row("closed", new Fault.Close(false), "network", "unknown"),
        new Row("hang", Fault.hang(), "network", "unknown"),
        new Row("garbage", new Fault.Garbage(true), "network", "unknown"),
        new Row("endless head, 200", new Fault.EndlessHead(true), null, "applied"),
        new Row("429", Fault.tooManyRequests("0.4"), "tsp", "not_applied"),
        status(400, "validation", "not_applied"),
        status(401, "auth", "not_applied"),
        status(403, "auth", "not_applied"),
        status(404, "validation", "not_applied"),
        status(405, "validation", "not_applied"),
        status(409, "validation", "not_applied"),
        status(413, "validation", "not_applied"),
        status(414, "validation", "not_applied"),
        status(415, "validation", "not_applied"),
        status(422, "validation", "not_applied"),
        // The TSP may have carried it out and say where the result is.
        status(301, "tsp", "unknown"),
        status(303, "tsp", "unknown"),
        status(307, "tsp", "unknown"),
        status(408, "tsp", "unknown"),
        status(500, "tsp", "unknown"),
        status(502, "tsp", "unknown"),
        status(503, "tsp", "unknown"),
        status(504, "tsp", "unknown"),
        new Row("redirect", Fault.redirect(302, "http://127.0.0.1:1/x"), "tsp", "unknown"),
        new Row("a page, 200", new Fault.Html(200, true), null, "applied"),
        new Row("endless body", new Fault.EndlessBody(true), null, "applied"),
        new Row("half a body", new Fault.HalfBody(), null, "applied"),
        new Row("gzip bomb", new Fault.GzipBomb(1L << 30, true), null, "applied"));
  }

  private String message() {
    return fleet.fill(
        "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"f {n}\"}");
  }

  private String officeMessage() {
    return "{\"connection_id\":\""
        + office
        + "\",\"recipient_id\":\""
        + person
        + "\",\"message_text\":\"f "
        + Fleet.number()
        + "\"}";
  }

  private void misbehave(String provider, Fault fault, long times) {
    world
        .sandbox()
        .faults()
        .add(FaultRule.always(fault).provider(provider).method("POST").times(times));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aSyncWriteTellsWhoseFaultItIsAndWhetherItWasApplied(Row row) {
    misbehave("samsara", row.fault, 1);
    var reply = fleet.partner().send("POST", Sample.MESSAGE.path() + "?is_sync=true", message());
    check(row, reply.expect(row.errorType == null ? 200 : 502).json(), fleet.connection());
  }

  private void check(Row row, JsonNode done, String connection) {
    assertEquals(row.errorType == null ? "success" : "failed", done.get("status").asText());
    assertEquals(row.outcome, done.get("outcome").asText(), done::toString);
    assertEquals(1, done.get("attempts").asInt());
    assertTrue(done.get("next_attempt_at").isNull(), done::toString);
    assertTrue(done.get("waiting_on").isNull(), done::toString);
    assertEquals(done, fleet.partner().operation(connection, done.get("id").asText()));
    if (row.errorType == null) {
      assertEquals(0, done.get("logs").size(), done::toString);
      assertTrue(done.get("source_id").isNull());
      return;
    }
    assertEquals(1, done.get("logs").size(), done::toString);
    var log = done.at("/logs/0");
    assertEquals("failed", log.get("status").asText());
    assertEquals(row.errorType, log.get("error_type").asText(), done::toString);
    var details = log.get("error_details").asText();
    assertTrue(details.contains("POST http"), details);
    assertTrue(details.length() <= 2048, details);
    assertFalse(details.contains("Exception"), details);
    if (row.name.matches("[0-9]+")) {
      assertEquals(Integer.parseInt(row.name), log.get("response_status_code").asInt());
    }
  }

  static Stream<Row> finalRows() {
    // Those after which nothing is sent again, at a TSP where nothing can be looked up.
    return rows()
        .filter(row -> !List.of("401", "429").contains(row.name))
        .filter(row -> row.errorType != null);
  }

  @ParameterizedTest
  @MethodSource("finalRows")
  void anAsyncWriteThatMayNotBeRepeatedEndsAtItsFirstAttempt(Row row) {
    misbehave("superoffice", row.fault, 1);
    var accepted =
        fleet.partner().send("POST", Sample.MESSAGE.path(), officeMessage()).expect(202).json();
    check(row, fleet.partner().ended(office, accepted.get("id").asText()), office);
  }

  record Waited(String name, String retryAfter) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Waited> waits() {
    var soon =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(2).atOffset(ZoneOffset.UTC));
    return Stream.of(
        new Waited("fractional seconds", "0.4"),
        new Waited("an HTTP date", soon),
        new Waited("a date gone by", "Sun, 06 Nov 1994 08:49:37 GMT"),
        new Waited("nonsense", "soon"),
        new Waited("negative", "-5"));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void a429IsAWaitAndNoAttempt(Waited waited) {
    misbehave("samsara", Fault.tooManyRequests(waited.retryAfter), 1);
    var accepted = fleet.partner().send("POST", Sample.MESSAGE.path(), message()).expect(202);
    var done = fleet.ended(accepted.json());
    assertEquals("success", done.get("status").asText(), done::toString);
    assertEquals(1, done.get("attempts").asInt(), done::toString);
    assertEquals(0, done.get("logs").size(), done::toString);
  }

  @Test
  void aRetryAfterOfTwentyDigitsIsObeyedForAnHourAtMost() {
    var own = Fleet.atSamsara(world, fleet.partner());
    misbehave("samsara", Fault.tooManyRequests("99999999999999999999"), 1);
    var body =
        own.fill(
            "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"x\"}");
    var id =
        own.partner()
            .send("POST", Sample.MESSAGE.path(), body)
            .expect(202)
            .json()
            .get("id")
            .asText();
    var waiting =
        Await.value(
            "the write waits",
            Partner.SOON,
            () -> own.partner().operation(own.connection(), id),
            one -> one.get("waiting_on").asText().equals("rate_limit"));
    assertEquals("pending", waiting.get("status").asText());
    var next = Instant.parse(waiting.get("next_attempt_at").asText());
    assertTrue(next.isBefore(Instant.now().plusSeconds(3700)), waiting::toString);
    assertTrue(next.isAfter(Instant.now().plusSeconds(1800)), waiting::toString);
  }

  @Test
  void aTspThatRefusesIsTriedAsOftenAsThePolicySaysAndWasNeverReached() {
    world.sandbox().refuse("superoffice", true);
    var accepted =
        fleet.partner().send("POST", Sample.MESSAGE.path(), officeMessage()).expect(202).json();
    var done = fleet.partner().ended(office, accepted.get("id").asText());
    assertEquals("failed", done.get("status").asText());
    assertEquals("not_applied", done.get("outcome").asText(), done::toString);
    assertEquals(4, done.get("attempts").asInt(), done::toString);
    assertEquals(4, done.get("logs").size());
    for (var log : done.get("logs")) {
      assertEquals("network", log.get("error_type").asText());
      assertTrue(log.get("response_status_code").isNull());
    }
  }

  @Test
  void aHostWithoutAnAddressIsANetworkFailureThatWasNeverApplied() {
    var lost = fleet.partner().samsara("http://" + World.NOWHERE, "");
    var driver =
        fleet.partner().references(lost, List.of(Fleet.reference("user", World.ANA))).getFirst();
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"x\"}"
            .formatted(lost, driver);
    var done =
        fleet
            .partner()
            .send("POST", Sample.MESSAGE.path() + "?is_sync=true", body)
            .expect(502)
            .json();
    assertEquals("network", done.at("/logs/0/error_type").asText(), done::toString);
    assertEquals("not_applied", done.get("outcome").asText());
  }

  @Test
  void anUpdateIsRepeatedUntilTheTspTakesIt() {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.always(Fault.respond(503, "{}"))
                .provider("samsara")
                .method("PATCH")
                .times(2));
    var done =
        fleet.ended(
            fleet
                .partner()
                .send(
                    "PATCH",
                    fleet.fill(Sample.VEHICLE_UPDATE.path()),
                    fleet.fill(Sample.VEHICLE_UPDATE.body()))
                .expect(202)
                .json());
    assertEquals("success", done.get("status").asText(), done::toString);
    assertEquals(3, done.get("attempts").asInt());
    assertEquals(3, done.get("logs").size(), done::toString);
    assertEquals("success", done.at("/logs/2/status").asText());
  }

  @Test
  void aKeyedCreateIsRepeatedAndMadeOnce() {
    misbehave("samsara", Fault.reset(Fault.When.AFTER_APPLYING), 1);
    var done =
        fleet.ended(
            fleet
                .partner()
                .send("POST", Sample.FUEL.path(), fleet.fill(Sample.FUEL.body()))
                .expect(202)
                .json());
    assertEquals("success", done.get("status").asText(), done::toString);
    var key = done.get("id").asText().replace("-", "");
    assertEquals(1, world.sandbox().journal().applied(Query.of("samsara").contains(key)).size());
  }

  @Test
  void lostCredentialsParkTheWritesUntilThereAreNewOnes() {
    var own = Fleet.atSamsara(world, fleet.partner());
    var partner = own.partner();
    misbehave("samsara", Fault.respond(401, "{\"message\":\"no\"}"), 1000);
    var body =
        own.fill(
            "{\"connection_id\":\"{connection}\",\"recipient_id\":\"{ana}\",\"message_text\":\"p {n}\"}");
    var id =
        partner.send("POST", Sample.MESSAGE.path(), body).expect(202).json().get("id").asText();
    var path = "/v2/integrations/connections/" + own.connection();
    Await.until(
        "the connection fails",
        Partner.SOON,
        () -> partner.get(path).json().get("status").asText().equals("failed"));
    // Its attempt is under way until that is recorded, a moment later.
    Await.until(
        "the write waits",
        Partner.SOON,
        () -> !partner.operation(own.connection(), id).get("waiting_on").isNull());
    var waiting = partner.operation(own.connection(), id);
    assertEquals("pending", waiting.get("status").asText(), waiting::toString);
    assertEquals("credentials", waiting.get("waiting_on").asText(), waiting::toString);
    var second = partner.send("POST", Sample.MESSAGE.path(), own.fill(body)).expect(202).json();
    assertEquals("credentials", second.get("waiting_on").asText(), second::toString);
    partner.send("POST", Sample.MESSAGE.path() + "?is_sync=true", body).expect(409);
    world.sandbox().faults().clear();
    partner
        .send("PATCH", path, "{\"credentials\":{\"api_token\":\"samsara-sandbox-token\"}}")
        .expect(200);
    assertEquals("success", partner.ended(own.connection(), id).get("status").asText());
    assertEquals("success", own.ended(second).get("status").asText());
  }

  @Test
  void endlessAndSwollenAnswersLeaveTheMemoryFlat() throws Exception {
    answers(4);
    var before = residentMegabytes();
    answers(40);
    assertTrue(residentMegabytes() < before + 150, before + " -> " + residentMegabytes());
  }

  private void answers(int count) throws Exception {
    var calls = new ArrayList<Future<Http.Reply>>();
    try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var fault : List.of(new Fault.EndlessBody(true), new Fault.GzipBomb(1L << 30, true))) {
        misbehave("samsara", fault, count);
        for (var i = 0; i < count; i++) {
          var body = message();
          calls.add(
              tasks.submit(
                  () ->
                      fleet.partner().send("POST", Sample.MESSAGE.path() + "?is_sync=true", body)));
        }
      }
      for (var call : calls) {
        // All at once they may well take longer than a call is given.
        assertTrue(List.of(200, 502).contains(call.get().status()), call.get()::toString);
      }
    }
  }

  private long residentMegabytes() throws IOException {
    var status = Path.of("/proc", Long.toString(world.node().pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElse(0);
    }
  }
}
