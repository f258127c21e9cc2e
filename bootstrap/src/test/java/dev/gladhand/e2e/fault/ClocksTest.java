package dev.gladhand.e2e.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.e2e.client.Await;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Fleets;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.world.Node;
import dev.gladhand.e2e.world.ShiftedClock;
import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.fault.Fault;
import dev.gladhand.sandbox.fault.FaultRule;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL, the clock of one five minutes ahead and that of the other five
 * minutes behind: what they agree on goes by the store's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Slow
class ClocksTest {
  private static final String LIST = "/v2/integrations/connections/resource-operations";
  private static final Duration OFF = Duration.ofMinutes(5);
  private static final Duration LEASE = Duration.ofSeconds(3);

  /** What the tests' own clock, the store's and a slow machine may make. */
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private World world;
  private Node ahead;
  private Node behind;
  private Partner partner;

  @BeforeAll
  void start(@TempDir Path folder) {
    world = World.start(Stores.Kind.POSTGRESQL, folder, ShiftedClock.by(OFF, folder));
    ahead = world.node();
    behind = world.another(ShiftedClock.by(OFF.negated(), folder));
    partner = Partner.of(ahead, "Clocks Inc");
  }

  @AfterAll
  void stop() {
    behind.close();
    world.close();
  }

  @AfterEach
  void calm() {
    world.sandbox().faults().clear();
  }

  private static void assertClose(Instant expected, Instant time) {
    var off = Duration.between(expected, time).abs();
    assertTrue(off.compareTo(CLOSE) < 0, () -> time + " and not about " + expected);
  }

  /** A message to a connection of its own, through a node. */
  private JsonNode post(Node node, String expiresIn) {
    var connection = partner.samsara(world.sandbox().samsaraUrl(), "");
    var driver = partner.users(connection, List.of(World.ANA)).getFirst();
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"c %s\"}"
            .formatted(connection, driver, Fleet.number());
    return partner
        .at(node)
        .send("POST", "/v2/telematics/messages?expires_in=" + expiresIn, body)
        .expect(202)
        .json();
  }

  private void providerAsksForPatience(String seconds, int times) {
    world
        .sandbox()
        .faults()
        .add(
            FaultRule.always(Fault.tooManyRequests(seconds))
                .provider("samsara")
                .method("POST")
                .times(times));
  }

  private static Instant time(JsonNode operation, String field) {
    return Instant.parse(operation.get(field).asText());
  }

  @Test
  void theirClocksAreWrongIndeed() {
    assertClose(Instant.now().plus(OFF), clock(ahead));
    assertClose(Instant.now().minus(OFF), clock(behind));
  }

  /** As the node's server tells it, in its answers. */
  private static Instant clock(Node node) {
    var reply = Http.send("GET", node.url() + "/health/liveness", "", Map.of()).expect(200);
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(reply.header("Date")));
  }

  @Test
  void aTokenOfOneIsGoodAtTheOtherForTheSameHour() throws ParseException {
    for (var node : List.of(ahead, behind)) {
      var token = Partner.of(node, "Tokens of " + node.url()).token();
      var claims = SignedJWT.parse(token).getJWTClaimsSet();
      assertClose(Instant.now(), claims.getIssueTime().toInstant());
      assertClose(Instant.now().plusSeconds(3600), claims.getExpirationTime().toInstant());
      for (var other : List.of(ahead, behind)) {
        partner.with(token).at(other).get("/v2/integrations/connections").expect(200);
      }
    }
  }

  @Test
  void timesAreTheStoresWhicheverNodeWritesThem() {
    providerAsksForPatience("60", 2);
    for (var node : List.of(ahead, behind)) {
      var posted = post(node, "600");
      assertClose(Instant.now(), time(posted, "created_at"));
      assertEquals(
          Duration.ofMinutes(10),
          Duration.between(time(posted, "created_at"), time(posted, "expires_at")));
      var connection = posted.get("connection_id").asText();
      var waiting =
          Await.value(
              "it waits",
              Partner.SOON,
              () -> partner.operation(connection, posted.get("id").asText()),
              one -> one.get("waiting_on").asText().equals("rate_limit"));
      assertClose(Instant.now().plusSeconds(60), time(waiting, "next_attempt_at"));
      for (var asked : List.of(ahead, behind)) {
        var newest = partner.at(asked).get(LIST).expect(200).json().at("/items/0");
        assertEquals(posted.get("id"), newest.get("id"), () -> "at " + asked.url());
      }
    }
  }

  @Test
  void aDeadlineComesNoSoonerAndNoLater() {
    providerAsksForPatience("2", 4);
    var inTime = List.of(post(ahead, "60"), post(behind, "60"));
    var tooLate = List.of(post(ahead, "1"), post(behind, "1"));
    for (var posted : inTime) {
      assertEquals("success", ended(posted).get("status").asText());
    }
    for (var posted : tooLate) {
      assertEquals("failed", ended(posted).get("status").asText());
      assertEquals("not_applied", ended(posted).get("outcome").asText());
    }
  }

  private JsonNode ended(JsonNode posted) {
    return partner.ended(posted.get("connection_id").asText(), posted.get("id").asText());
  }

  /** The last, as one node does not survive it. */
  @Test
  @Order(Integer.MAX_VALUE)
  void workIsSharedAndTakenOver() {
    var fleets = new Fleets(world, partner.at(behind), ",\"max_concurrency\":1");
    fleets.postUntilSomeAreUnderWay(
        List.of(partner.at(ahead), partner.at(behind)), Duration.ofMillis(400));
    for (var node : List.of(ahead, behind)) {
      Await.until(node.url() + " ends some", Partner.SOON, () -> hasEndedMessages(node));
    }
    ahead.kill();
    fleets.areTakenOver(LEASE);
  }

  private static boolean hasEndedMessages(Node node) {
    var numbers = Http.send("GET", node.url() + "/prometheus", "", Map.of()).expect(200);
    return numbers.raw().body().contains("gladhand_operations_ended_total{");
  }
}
