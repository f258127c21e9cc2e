package dev.gladhand.testkit.store.memory;

import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.testkit.store.memory.InMemoryTables.HeldJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The refreshes in memory. */
final class InMemoryRefreshJobs implements RefreshJobs {
  private final InMemoryTables tables;
  private final Set<List<Object>> cursors = new HashSet<>();

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
  public Set<PartnerId> waiting() {
    synchronized (tables) {
      return tables.jobs.values().stream()
          .filter(this::free)
          .map(held -> held.job().partner())
          .collect(Collectors.toSet());
    }
  }

  private boolean free(HeldJob held) {
    return open(held.job()) && (held.until() == null || !held.until().isAfter(tables.now()));
  }

  @Override
  public Optional<Job> claim(PartnerId partner, String node, Duration lease) {
    synchronized (tables) {
      var longest = Comparator.nullsFirst(Comparator.<Instant>naturalOrder());
      return tables.jobs.values().stream()
          .filter(held -> held.job().partner().equals(partner) && free(held))
          .min(Comparator.comparing(HeldJob::until, longest))
          .map(
              held -> {
                var job = begun(held.job());
                tables.jobs.put(job.id(), new HeldJob(job, node, tables.now().plus(lease)));
                return job;
              });
    }
  }

  private Job begun(Job job) {
    return job.begunAt() != null
        ? job
        : new Job(
            job.id(),
            job.partner(),
            job.connection(),
            job.status(),
            job.resource(),
            job.cursor(),
            job.counts(),
            job.pages(),
            job.errorDetails(),
            job.createdAt(),
            tables.now(),
            job.updatedAt());
  }

  @Override
  public boolean save(Job job, String node, Duration lease) {
    synchronized (tables) {
      if (!holds(job, node)) {
        return false;
      }
      tables.jobs.put(job.id(), new HeldJob(job, node, tables.now().plus(lease)));
      return true;
    }
  }

  private boolean holds(Job job, String node) {
    var held = tables.jobs.get(job.id());
    return held != null && node.equals(held.holder()) && open(held.job());
  }

  @Override
  public Turned turn(Job job, String node, Duration lease) {
    synchronized (tables) {
      if (!holds(job, node)) {
        return Turned.TAKEN_OVER;
      }
      if (!cursors.add(List.of(job.id(), job.resource() + " " + job.cursor()))) {
        return Turned.CURSOR_KNOWN;
      }
      save(job, node, lease);
      return Turned.STORED;
    }
  }
}
