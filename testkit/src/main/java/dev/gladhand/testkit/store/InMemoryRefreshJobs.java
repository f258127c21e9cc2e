package dev.gladhand.testkit.store;

import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.testkit.store.InMemoryTables.HeldJob;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The background pulls in memory. */
final class InMemoryRefreshJobs implements RefreshJobs {
  private final InMemoryTables tables;

  InMemoryRefreshJobs(InMemoryTables tables) {
    this.tables = tables;
  }

  @Override
  public Job start(Job job) {
    synchronized (tables) {
      var underWay =
          tables.jobs.values().stream()
              .map(HeldJob::job)
              .filter(one -> one.connection().equals(job.connection()) && open(one))
              .findFirst();
      if (underWay.isPresent()) {
        return underWay.get();
      }
      tables.jobs.put(job.id(), new HeldJob(job, null, null));
      return job;
    }
  }

  private static boolean open(Job job) {
    return "pending".equals(job.status());
  }

  @Override
  public Optional<Job> find(PartnerId partner, ConnectionId connection, UUID id) {
    synchronized (tables) {
      return Optional.ofNullable(tables.jobs.get(id))
          .map(HeldJob::job)
          .filter(job -> job.partner().equals(partner) && job.connection().equals(connection));
    }
  }

  @Override
  public Optional<Job> claim(String node, Duration lease) {
    synchronized (tables) {
      var now = tables.now();
      for (var held : tables.jobs.values()) {
        if (open(held.job()) && (held.until() == null || !held.until().isAfter(now))) {
          tables.jobs.put(held.job().id(), new HeldJob(held.job(), node, now.plus(lease)));
          return Optional.of(held.job());
        }
      }
      return Optional.empty();
    }
  }

  @Override
  public boolean save(Job job, String node, Duration lease) {
    synchronized (tables) {
      var held = tables.jobs.get(job.id());
      if (held == null || !node.equals(held.holder()) || !open(held.job())) {
        return false;
      }
      tables.jobs.put(job.id(), new HeldJob(job, node, tables.now().plus(lease)));
      return true;
    }
  }
}
