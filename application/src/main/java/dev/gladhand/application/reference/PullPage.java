package dev.gladhand.application.reference;

import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.lane.Traces;
import dev.gladhand.application.store.References;
import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Directory.Listing;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one page of a TSP's records and stores them as references. Blocks; thread-safe. */
public final class PullPage {
  private static final Logger LOG = LoggerFactory.getLogger(PullPage.class);

  /** Gives access to a TSP with credentials that have not expired. */
  @FunctionalInterface
  public interface Access {
    TspAccess open(TspAdapter adapter, Connection connection, Duration timeout);
  }

  private final References references;
  private final Access access;
  private final PartnerCaps caps;
  private final InstantSource clock;
  private final Duration timeout;

  /**
   * @param timeout the longest time of one call to a TSP
   */
  public PullPage(
      References references,
      Access access,
      PartnerCaps caps,
      InstantSource clock,
      Duration timeout) {
    this.references = references;
    this.access = access;
    this.caps = caps;
    this.clock = clock;
    this.timeout = timeout;
  }

  RefreshProgress.Next read(
      RefreshProgress progress,
      Resource resource,
      TspAdapter adapter,
      Directory directory,
      Connection connection) {
    return switch (page(progress.job(), resource, adapter, directory, connection)) {
      case Listing.Page page -> {
        yield stored(connection, resource, page)
            ? progress.past(resource, page, directory)
            : progress.failed(caps.referencesFull());
      }
      case Listing.Failed(var error, var advice) -> progress.after(error, advice);
    };
  }

  private Listing page(
      Job job, Resource resource, TspAdapter adapter, Directory directory, Connection connection) {
    try {
      var cursor = resource.wire().equals(job.resource()) ? job.cursor() : null;
      return directory.list(resource, cursor, access.open(adapter, connection, timeout));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // A bug in an adapter counts as a failed call: the page is tried again until the job reaches
      // its limits.
      LOG.error(
          "the adapter failed to list a page for refresh {} of connection {}; it is tried again: {}",
          job.id(),
          connection.id(),
          Traces.of(e));
      var error =
          new TspError(
              ErrorType.TSP,
              adapter.displayName() + ": the adapter failed to list the records",
              false,
              null);
      return new Listing.Failed(error, new Retry.Backoff());
    }
  }

  private boolean stored(Connection connection, Resource resource, Listing.Page page) {
    var entries = ListedEntries.of(resource, page);
    return entries.isEmpty()
        || references
            .put(
                connection.id(),
                connection.partner(),
                entries,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                caps.references())
            .isPresent();
  }
}
