package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.application.store.RefreshJobs.Turned;
import dev.gladhand.domain.connection.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Checks how refreshes of references are started, claimed by a node, and continued by another node.
 */
public abstract class RefreshJobsContract extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  private Job job(String status, Map<String, Integer> counts) {
    return job(status, counts, connection);
  }

  private Job job(String status, Map<String, Integer> counts, Connection connection) {
    var now = store.now();
    return new Job(
        samples.id(),
        connection.partner(),
        connection.id(),
        status,
        null,
        null,
        counts,
        0,
        null,
        now,
        null,
        now);
  }

  private Job after(Job job, String status) {
    return new Job(
        job.id(),
        job.partner(),
        job.connection(),
        status,
        "user",
        "c-2",
        Map.of("vehicle", 512),
        1,
        "failed".equals(status) ? "samsara answered 503" : null,
        job.createdAt(),
        job.begunAt(),
        store.now());
  }

  @Test
  void aConnectionHasOneAtATime() {
    var first = job("pending", Map.of());
    assertEquals(first, store.refreshJobs().start(first));
    assertEquals(first, store.refreshJobs().start(job("pending", Map.of())));
    var taken = claim("node-1").orElseThrow();
    assertTrue(store.refreshJobs().save(after(taken, "success"), "node-1", LEASE));
    var second = job("pending", Map.of());
    assertEquals(second, store.refreshJobs().start(second));
  }

  @Test
  void showsProgress() {
    var job = job("pending", Map.of());
    store.refreshJobs().start(job);
    var taken = claim("node-1").orElseThrow();
    assertEquals(job.id(), taken.id());
    assertNotNull(taken.begunAt());
    var further = after(taken, "pending");
    assertTrue(store.refreshJobs().save(further, "node-1", LEASE));
    assertEquals(
        Optional.of(further),
        store.refreshJobs().find(connection.partner(), connection.id(), job.id()));
    assertEquals(
        Optional.empty(), store.refreshJobs().find(samples.partner(), connection.id(), job.id()));
    var failed = after(taken, "failed");
    assertTrue(store.refreshJobs().save(failed, "node-1", LEASE));
    assertFalse(store.refreshJobs().save(further, "node-1", LEASE), "it has ended");
  }

  @Test
  void anotherNodeCarriesOnWhenTheFirstIsGone() {
    var job = job("pending", Map.of());
    store.refreshJobs().start(job);
    var taken = claim("node-1").orElseThrow();
    assertEquals(Optional.empty(), claim("node-2"));
    store.advance(Duration.ofSeconds(20));
    assertTrue(store.refreshJobs().save(after(taken, "pending"), "node-1", LEASE));
    store.advance(Duration.ofSeconds(20));
    assertEquals(Optional.empty(), claim("node-2"));
    store.advance(Duration.ofSeconds(11));
    var over = claim("node-2").orElseThrow();
    assertEquals(job.id(), over.id());
    assertEquals(taken.begunAt(), over.begunAt(), "it was begun only once");
    assertFalse(store.refreshJobs().save(after(job, "success"), "node-1", LEASE));
    assertEquals(
        Turned.TAKEN_OVER, store.refreshJobs().turn(after(job, "pending"), "node-1", LEASE));
  }

  @Test
  void followsNoCursorTwice() {
    store.refreshJobs().start(job("pending", Map.of()));
    var taken = claim("node-1").orElseThrow();
    assertEquals(Turned.STORED, turn(at(taken, "vehicle", "a")));
    assertEquals(Turned.STORED, turn(at(taken, "vehicle", "b")));
    assertEquals(Turned.CURSOR_KNOWN, turn(at(taken, "vehicle", "a")));
    assertEquals("b", found(taken).cursor(), "nothing was stored");
    assertEquals(Turned.STORED, turn(at(taken, "user", "a")), "each resource has its own");
    store.refreshJobs().save(after(taken, "success"), "node-1", LEASE);
    store.refreshJobs().start(job("pending", Map.of()));
    var next = claim("node-1").orElseThrow();
    assertEquals(Turned.STORED, turn(at(next, "vehicle", "a")), "each refresh has its own");
  }

  @Test
  void tellsWhichPartnersWaitAndTakesTheJobThatRestedLongest() {
    var first = job("pending", Map.of());
    store.refreshJobs().start(first);
    var other = samples.connection(samples.partner());
    store.refreshJobs().start(job("pending", Map.of(), other));
    var second = job("pending", Map.of(), samples.connection(connection.partner()));
    store.refreshJobs().start(second);
    var both = Set.of(connection.partner(), other.partner());
    assertTrue(store.refreshJobs().waiting().containsAll(both));
    var taken = claim("node-1").orElseThrow();
    assertEquals(first.id(), taken.id());
    store.refreshJobs().save(taken, "node-1", Duration.ZERO);
    assertEquals(second.id(), claim("node-1").orElseThrow().id());
    assertEquals(first.id(), claim("node-1").orElseThrow().id());
    assertFalse(store.refreshJobs().waiting().contains(connection.partner()), "all are held");
    assertEquals(
        other.id(),
        store.refreshJobs().claim(other.partner(), "n", LEASE).orElseThrow().connection());
  }

  private Optional<Job> claim(String node) {
    return store.refreshJobs().claim(connection.partner(), node, LEASE);
  }

  private Turned turn(Job job) {
    return store.refreshJobs().turn(job, "node-1", LEASE);
  }

  private Job found(Job job) {
    return store.refreshJobs().find(job.partner(), job.connection(), job.id()).orElseThrow();
  }

  private static Job at(Job job, String resource, String cursor) {
    return new Job(
        job.id(),
        job.partner(),
        job.connection(),
        "pending",
        resource,
        cursor,
        job.counts(),
        job.pages() + 1,
        null,
        job.createdAt(),
        job.begunAt(),
        job.updatedAt());
  }
}
