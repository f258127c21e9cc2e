package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.domain.connection.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How background pulls are started, taken, and carried on by another node. */
public abstract class RefreshJobsContract extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private Connection connection;

  @BeforeEach
  void makeConnection() {
    connection = samples.connection(samples.partner());
  }

  private Job job(String status, Map<String, Integer> counts) {
    var now = store.now();
    return new Job(
        samples.id(),
        connection.partner(),
        connection.id(),
        status,
        null,
        null,
        counts,
        null,
        now,
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
        "failed".equals(status) ? "samsara answered 503" : null,
        job.createdAt(),
        store.now());
  }

  @Test
  void aConnectionHasOneAtATime() {
    var first = job("pending", Map.of());
    assertEquals(first, store.refreshJobs().start(first));
    assertEquals(first, store.refreshJobs().start(job("pending", Map.of())));
    store.refreshJobs().claim("node-1", LEASE);
    assertTrue(store.refreshJobs().save(after(first, "success"), "node-1", LEASE));
    var second = job("pending", Map.of());
    assertEquals(second, store.refreshJobs().start(second));
  }

  @Test
  void showsProgress() {
    var job = job("pending", Map.of());
    store.refreshJobs().start(job);
    assertEquals(Optional.of(job), store.refreshJobs().claim("node-1", LEASE));
    var further = after(job, "pending");
    assertTrue(store.refreshJobs().save(further, "node-1", LEASE));
    assertEquals(
        Optional.of(further),
        store.refreshJobs().find(connection.partner(), connection.id(), job.id()));
    assertEquals(
        Optional.empty(), store.refreshJobs().find(samples.partner(), connection.id(), job.id()));
    var failed = after(job, "failed");
    assertTrue(store.refreshJobs().save(failed, "node-1", LEASE));
    assertFalse(store.refreshJobs().save(further, "node-1", LEASE), "it has ended");
  }

  @Test
  void anotherNodeCarriesOnWhenTheFirstIsGone() {
    var job = job("pending", Map.of());
    store.refreshJobs().start(job);
    assertEquals(Optional.of(job), store.refreshJobs().claim("node-1", LEASE));
    assertEquals(Optional.empty(), store.refreshJobs().claim("node-2", LEASE));
    store.advance(Duration.ofSeconds(20));
    assertTrue(store.refreshJobs().save(after(job, "pending"), "node-1", LEASE));
    store.advance(Duration.ofSeconds(20));
    assertEquals(Optional.empty(), store.refreshJobs().claim("node-2", LEASE));
    store.advance(Duration.ofSeconds(11));
    assertEquals(job.id(), store.refreshJobs().claim("node-2", LEASE).orElseThrow().id());
    assertFalse(store.refreshJobs().save(after(job, "success"), "node-1", LEASE));
  }
}
