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
 * The background pulls of references from TSPs, and how far each is. Blocks; throws {@link
 * StoreUnavailable}.
 */
public interface RefreshJobs {
  /** Starts one, or answers the one of this connection that is still under way. */
  Job start(Job job);

  Optional<Job> find(PartnerId partner, ConnectionId connection, UUID id);

  /** Partners with a pending job that nobody holds; some of them where there are very many. */
  Set<PartnerId> waiting();

  /**
   * Takes a pending job of the partner that nobody holds, the one longest untouched; its time of
   * beginning is set when it is taken for the first time.
   */
  Optional<Job> claim(PartnerId partner, String node, Duration lease);

  /** Stores progress and prolongs the lease; false when another node has taken over. */
  boolean save(Job job, String node, Duration lease);

  /** As {@link #save}, where the job's cursor is one that a page has given just now. */
  Turned turn(Job job, String node, Duration lease);

  /** What became of a page's progress. */
  enum Turned {
    STORED,

    /** Another node has taken over; nothing is stored. */
    TAKEN_OVER,

    /** An earlier page of the same job and resource gave this cursor; nothing is stored. */
    CURSOR_KNOWN
  }

  /**
   * @param status pending, success or failed
   * @param resource which listing it is at, by wire name; null before the first and after the last
   * @param counts records seen so far, by resource
   * @param pages read so far
   * @param begunAt when a node took it for the first time; null before
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
