package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The store of refresh jobs, which read references from TSPs, and of their progress. Blocks; throws
 * {@link StoreUnavailable}.
 */
public interface RefreshJobs {
  /** Starts a job, or returns the one of this connection that is still under way. */
  Job start(Job job);

  Optional<Job> find(PartnerId partner, ConnectionId connection, UUID id);

  /** Partners with a pending job that no node holds; only some of them if there are very many. */
  Set<PartnerId> waiting();

  /**
   * Makes the node the holder of one pending job of the partner for the time of the lease: of those
   * that no node holds, the one that was not worked on for the longest time. The first claim of a
   * job sets its {@code begunAt}. Empty if there is none.
   */
  Optional<Job> claim(PartnerId partner, String node, Duration lease);

  /**
   * Stores a job's progress. This node stays the holder of the job for the time of the lease, or
   * gives it up at once if that is zero. Returns false and stores nothing if another node has
   * become the holder.
   */
  boolean save(Job job, String node, Duration lease);

  /**
   * Stores the progress of a job whose cursor was given by the page that was just read. Unlike
   * {@link #save}, it stores nothing if an earlier page gave the same cursor.
   */
  Turned turn(Job job, String node, Duration lease);

  /** The result of storing a page's progress. */
  enum Turned {
    STORED,

    /** Another node has taken over; nothing is stored. */
    TAKEN_OVER,

    /** An earlier page of the same job and resource gave this cursor; nothing is stored. */
    CURSOR_KNOWN
  }

  /**
   * A job.
   *
   * @param status pending, success or failed
   * @param resource the resource whose records are being read, by its name in the API; null before
   *     the first and after the last
   * @param cursor where the next page begins, as the TSP stated it; null for the first page of a
   *     resource
   * @param counts the number of records so far, by resource
   * @param pages the number of pages so far
   * @param begunAt when a node took it for the first time; null if none has
   */
  record Job(
      UUID id,
      PartnerId partner,
      ConnectionId connection,
      String status,
      @Nullable String resource,
      @Nullable String cursor,
      java.util.Map<String, Integer> counts,
      int pages,
      @Nullable String errorDetails,
      Instant createdAt,
      @Nullable Instant begunAt,
      Instant updatedAt) {
    public Job {
      counts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(counts));
    }
  }
}
