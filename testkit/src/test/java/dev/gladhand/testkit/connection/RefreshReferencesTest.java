package dev.gladhand.testkit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Refusal;
import dev.gladhand.application.reference.PullReferences;
import dev.gladhand.application.reference.ReadReferences;
import dev.gladhand.application.reference.ReferenceView;
import dev.gladhand.application.reference.RefreshView;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.record.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefreshReferencesTest {
  private final House house = new House();
  private final ConnectionId id = house.connection();
  private final PullReferences pull = house.pull("node-1");

  @Test
  void goesThroughEveryPageOfEveryResource() {
    var job = start();
    assertEquals("pending", job.toJson().get("status"));
    house.tsp.answers.add(ListedTsp.page("v", 2, "c1"));
    house.tsp.answers.add(ListedTsp.page("w", 1, null));
    house.tsp.answers.add(ListedTsp.page("u", 3, null));
    assertTrue(step());
    assertEquals(
        Map.of("seen", 2, "done", false),
        ((Map<?, ?>) now(job).toJson().get("progress")).get("vehicle"));
    while (step()) {
      assertTrue(house.tsp.asked.size() <= 3);
    }
    assertEquals(List.of("vehicle null", "vehicle c1", "user null"), house.tsp.asked);
    assertEquals("success", now(job).toJson().get("status"));
    assertEquals(
        Map.of("vehicle", Map.of("seen", 3, "done", true), "user", Map.of("seen", 3, "done", true)),
        now(job).toJson().get("progress"));
    var vehicles = list(Resource.VEHICLE);
    assertEquals(3, vehicles.size());
    assertEquals("n\uFFFD", vehicles.getFirst().toJson().get("notes"));
  }

  @Test
  void oneIsUnderWayAtATime() {
    assertEquals(start().job().id(), start().job().id());
  }

  @Test
  void triesAgainLaterAndLater() {
    var job = start();
    for (var i = 0; i < 3; i++) {
      house.tsp.answers.add(ListedTsp.failure(new Retry.Backoff()));
    }
    assertTrue(step());
    assertEquals("Listed is down", now(job).toJson().get("error_details"));
    assertFalse(step(), "not before the wait is over");
    house.now = house.now.plus(Duration.ofSeconds(2));
    assertTrue(step());
    house.now = house.now.plus(Duration.ofSeconds(1));
    assertFalse(step(), "the second wait is longer");
    house.now = house.now.plus(Duration.ofSeconds(2));
    assertTrue(step());
    house.now = house.now.plus(Duration.ofSeconds(10));
    house.tsp.answers.add(ListedTsp.page("v", 1, null));
    house.tsp.answers.add(ListedTsp.page("u", 1, null));
    assertTrue(step());
    assertTrue(step());
    assertEquals("success", now(job).toJson().get("status"));
    assertNull(now(job).toJson().get("error_details"));
  }

  @Test
  void endsAfterAnHourSayingWhatFailedLast() {
    var job = start();
    while (now(job).job().status().equals("pending")) {
      house.tsp.answers.add(ListedTsp.failure(new Retry.Backoff()));
      step();
      house.now = house.now.plus(Duration.ofMinutes(6));
      assertTrue(house.tsp.asked.size() < 100);
    }
    assertEquals(
        "the refresh was ended after 1 hour, the longest time that a refresh may take, with 0 pages"
            + " read; the last call failed: Listed is down",
        failure(job));
    assertFalse(step());
  }

  @Test
  void theHourBeginsWithItsFirstPage() {
    var job = start();
    house.now = house.now.plus(Duration.ofHours(5));
    house.tsp.answers.add(ListedTsp.page("v", 2, "c1"));
    assertTrue(step());
    assertEquals("pending", now(job).job().status());
  }

  @Test
  void endsAfterTenThousandPages() {
    var job = start();
    for (var i = 0; i < 10_000; i++) {
      house.tsp.answers.add(ListedTsp.page("v", 1, "c" + i));
      assertTrue(step());
    }
    assertEquals("pending", now(job).job().status());
    assertTrue(step());
    assertEquals(
        "the refresh was ended after 10000 pages, the most that a refresh reads", failure(job));
    assertEquals(10_000, house.tsp.asked.size());
  }

  @Test
  void keepsTheLimitsOfTheConnection() {
    start();
    house.wait = Duration.ofMillis(300);
    assertTrue(step());
    assertEquals(List.of(), house.tsp.asked, "there was no permit");
    house.now = house.now.plus(house.wait);
    house.wait = Duration.ZERO;
    house.interval = Duration.ofMillis(500);
    house.tsp.answers.add(ListedTsp.page("v", 1, "c1"));
    assertTrue(step());
    house.now = house.now.plusMillis(499);
    assertFalse(step(), "the next page has to wait");
    house.now = house.now.plusMillis(1);
    house.tsp.answers.add(ListedTsp.page("v", 1, "c2"));
    assertTrue(step());
    assertEquals(2, house.tsp.asked.size());
  }

  @Test
  void endsWhereTryingAgainCannotHelp() {
    var job = start();
    house.tsp.answers.add(ListedTsp.failure(new Retry.Never()));
    assertTrue(step());
    assertEquals("failed", now(job).toJson().get("status"));
    assertEquals("Listed is down", now(job).toJson().get("error_details"));
  }

  @Test
  void endsWhenTheCursorsGoInACircle() {
    for (var circle : List.of(List.of("a", "a"), List.of("a", "b", "a"), List.of("", "a", ""))) {
      house.tsp.asked.clear();
      var job = start();
      for (var cursor : circle) {
        house.tsp.answers.add(ListedTsp.page("v", 2, cursor));
        assertTrue(step());
      }
      assertEquals("failed", now(job).toJson().get("status"));
      assertEquals(
          "the pages of Listed repeat without an end: it returned the same cursor twice",
          failure(job));
      assertFalse(step());
      assertEquals(circle.size(), house.tsp.asked.size());
    }
  }

  @Test
  void endsWhereThePartnerMayHaveNoMoreReferences() {
    var job = start();
    house.tsp.answers.add(ListedTsp.page("v", 20_000, "c1"));
    house.tsp.answers.add(ListedTsp.page("w", 1, null));
    assertTrue(step());
    assertTrue(step());
    assertEquals("a partner may have 20000 references (GLADHAND_PARTNER_REFERENCES)", failure(job));
    assertEquals(100, list(Resource.VEHICLE).size(), "a page of them");
  }

  @Test
  void anotherNodeGoesOnWhereOneDied() {
    var job = start();
    house.tsp.answers.add(ListedTsp.page("v", 2, "c1"));
    assertTrue(step());
    house.store.refreshJobs().claim(House.PARTNER, "dead", Duration.ofMinutes(3));
    var other = house.pull("node-2");
    assertFalse(other.step(House.PARTNER).isPresent());
    house.now = house.now.plus(Duration.ofMinutes(4));
    house.tsp.answers.add(ListedTsp.page("w", 2, null));
    assertTrue(other.step(House.PARTNER).isPresent());
    assertEquals(List.of("vehicle null", "vehicle c1"), house.tsp.asked);
    assertEquals("user", now(job).job().resource());
  }

  @Test
  void endsWithTheConnection() {
    var job = start();
    House.ok(house.change.pause(House.PARTNER, id));
    assertTrue(step());
    assertEquals("the connection is paused", now(job).toJson().get("error_details"));
    assertInstanceOf(
        Refusal.Conflict.class, House.refusal(house.refreshes.start(House.PARTNER, id)));
    assertTrue(house.tsp.asked.isEmpty());
  }

  @Test
  void isNobodyElses() {
    var job = start();
    assertInstanceOf(
        Refusal.NotFound.class,
        House.refusal(house.refreshes.get(House.OTHER, id, job.job().id())));
    assertInstanceOf(Refusal.NotFound.class, House.refusal(house.refreshes.start(House.OTHER, id)));
    assertInstanceOf(
        Refusal.NotFound.class,
        House.refusal(house.refreshes.get(House.PARTNER, house.connection(), job.job().id())));
  }

  private boolean step() {
    return pull.step(House.PARTNER).isPresent();
  }

  private Object failure(RefreshView job) {
    assertEquals("failed", now(job).toJson().get("status"));
    return now(job).toJson().get("error_details");
  }

  private RefreshView start() {
    return House.ok(house.refreshes.start(House.PARTNER, id));
  }

  private RefreshView now(RefreshView job) {
    return House.ok(house.refreshes.get(House.PARTNER, id, job.job().id()));
  }

  private List<ReferenceView> list(Resource resource) {
    return house.references.list(
        House.PARTNER, new ReadReferences.Filter(resource, null, List.of(), null), null, 100);
  }
}
