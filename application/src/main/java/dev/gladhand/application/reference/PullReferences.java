package dev.gladhand.application.reference;

import dev.gladhand.application.PartnerJobs;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.RefreshJobs;
import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out refresh jobs, one page at a time. A page's records are stored before the next page is
 * read, so that a crash repeats one page at most. A step runs on the thread that calls {@link
 * #step}. Blocks; any number of callers and nodes may call it at once.
 */
public final class PullReferences implements PartnerJobs {
  private static final Logger LOG = LoggerFactory.getLogger(PullReferences.class);

  /**
   * How long a node holds a job. This is longer than one page can take, including a renewal of the
   * credentials.
   */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Tells when a connection's rate limits allow a call that reads records. Blocks. */
  public interface Limits {
    /**
     * Takes a permit for one call and returns zero, or returns how long to wait before asking
     * again.
     */
    Duration take(Connection connection);

    /** The shortest time from one call to the next. */
    Duration interval(Connection connection);
  }

  private final Connections connections;
  private final Adapters adapters;
  private final RefreshJobs jobs;
  private final PullPage page;
  private final Limits limits;
  private final InstantSource clock;
  private final String node;

  /**
   * @param node the id of this node
   */
  public PullReferences(
      Connections connections,
      Adapters adapters,
      RefreshJobs jobs,
      PullPage page,
      Limits limits,
      InstantSource clock,
      String node) {
    this.connections = connections;
    this.adapters = adapters;
    this.jobs = jobs;
    this.page = page;
    this.limits = limits;
    this.clock = clock;
    this.node = node;
  }

  @Override
  public Set<PartnerId> waiting() {
    return jobs.waiting();
  }

  @Override
  public Optional<Duration> step(PartnerId partner) {
    return jobs.claim(partner, node, LEASE)
        .map(
            job -> {
              var next = nextOrFailed(job);
              store(job, next);
              return next.idle();
            });
  }

  /**
   * The next state of the job. An exception that does not come from the adapter's call fails the
   * job, because it would occur again and again.
   */
  private RefreshProgress.Next nextOrFailed(Job job) {
    try {
      return next(job);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "refresh {} of connection {} was given up: {}", job.id(), job.connection(), Traces.of(e));
      return new RefreshProgress(job, clock.instant().truncatedTo(ChronoUnit.MICROS))
          .failed("the gateway failed while it read a page of the records");
    }
  }

  /** Stores the job's next state. No node takes the job before its wait is over. */
  private void store(Job job, RefreshProgress.Next next) {
    if (!next.turned()) {
      jobs.save(next.job(), node, next.idle());
    } else if (jobs.turn(next.job(), node, next.idle()) == RefreshJobs.Turned.CURSOR_KNOWN) {
      var progress = new RefreshProgress(next.job(), next.job().updatedAt());
      var tsp =
          connections
              .find(job.connection())
              .flatMap(connection -> adapters.find(connection.tsp()))
              .map(TspAdapter::displayName)
              .orElse("the TSP");
      jobs.save(progress.inACircle(tsp).job(), node, Duration.ZERO);
    }
  }

  private RefreshProgress.Next next(Job job) {
    var progress = new RefreshProgress(job, clock.instant().truncatedTo(ChronoUnit.MICROS));
    var connection = connections.find(job.connection()).orElse(null);
    if (connection == null || connection.status() != ConnectionStatus.ACTIVE) {
      return progress.failed(
          connection == null
              ? "the connection does not exist"
              : "the connection is " + connection.status().wire());
    }
    var adapter = adapters.find(connection.tsp());
    var directory = adapter.flatMap(TspAdapter::directory);
    if (adapter.isEmpty() || directory.isEmpty()) {
      return progress.failed(connection.tsp() + " does not list its records");
    }
    var resource = progress.resource(directory.get());
    if (resource.isEmpty()) {
      return progress.succeeded();
    }
    return progress
        .pastItsBounds()
        .orElseGet(
            () -> {
              var wait = limits.take(connection);
              return wait.isZero()
                  ? page.read(progress, resource.get(), adapter.get(), directory.get(), connection)
                      .notBefore(limits.interval(connection))
                  : new RefreshProgress.Next(job, wait);
            });
  }
}
