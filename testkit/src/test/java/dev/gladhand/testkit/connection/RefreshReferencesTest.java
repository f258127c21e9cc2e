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
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.Retry;
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
    assertTrue(pull.step());
    assertEquals(
        Map.of("seen", 2, "done", false),
        ((Map<?, ?>) now(job).toJson().get("progress")).get("vehicle"));
    while (pull.step()) {
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
    assertTrue(pull.step());
    assertEquals("Listed is down", now(job).toJson().get("error_details"));
    assertFalse(pull.step(), "not before the wait is over");
    house.now = house.now.plus(Duration.ofSeconds(2));
    assertTrue(pull.step());
    house.now = house.now.plus(Duration.ofSeconds(1));
    assertFalse(pull.step(), "the second wait is longer");
    house.now = house.now.plus(Duration.ofSeconds(2));
    assertTrue(pull.step());
    house.now = house.now.plus(Duration.ofSeconds(10));
    house.tsp.answers.add(ListedTsp.page("v", 1, null));
    house.tsp.answers.add(ListedTsp.page("u", 1, null));
    assertTrue(pull.step());
    assertTrue(pull.step());
    assertEquals("success", now(job).toJson().get("status"));
    assertNull(now(job).toJson().get("error_details"));
  }

  @Test
  void givesUpAfterTwoHoursWithoutProgress() {
    var job = start();
    while (now(job).job().status().equals("pending")) {
      house.tsp.answers.add(ListedTsp.failure(new Retry.Backoff()));
      pull.step();
      house.now = house.now.plus(Duration.ofMinutes(6));
      assertTrue(house.tsp.asked.size() < 100);
    }
    assertEquals("failed", now(job).toJson().get("status"));
    assertFalse(pull.step());
  }

  @Test
  void endsWhereTryingAgainCannotHelp() {
    var job = start();
    house.tsp.answers.add(ListedTsp.failure(new Retry.Never()));
    assertTrue(pull.step());
    assertEquals("failed", now(job).toJson().get("status"));
    assertEquals("Listed is down", now(job).toJson().get("error_details"));
  }

  @Test
  void endsWhenTheTspTurnsInCircles() {
    var job = start();
    house.tsp.answers.add(ListedTsp.page("v", 2, "c1"));
    house.tsp.answers.add(ListedTsp.page("v", 2, "c1"));
    assertTrue(pull.step());
    assertTrue(pull.step());
    assertEquals("failed", now(job).toJson().get("status"));
  }

  @Test
  void anotherNodeGoesOnWhereOneDied() {
    var job = start();
    house.tsp.answers.add(ListedTsp.page("v", 2, "c1"));
    assertTrue(pull.step());
    house.store.refreshJobs().claim("dead", Duration.ofMinutes(3));
    var other = house.pull("node-2");
    assertFalse(other.step());
    house.now = house.now.plus(Duration.ofMinutes(4));
    house.tsp.answers.add(ListedTsp.page("w", 2, null));
    assertTrue(other.step());
    assertEquals(List.of("vehicle null", "vehicle c1"), house.tsp.asked);
    assertEquals("user", now(job).job().resource());
  }

  @Test
  void endsWithTheConnection() {
    var job = start();
    House.ok(house.change.pause(House.PARTNER, id));
    assertTrue(pull.step());
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
