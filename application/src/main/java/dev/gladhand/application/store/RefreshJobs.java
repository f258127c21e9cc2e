package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

  /** Takes a pending job that nobody holds. */
  Optional<Job> claim(String node, Duration lease);

  /** Stores progress and prolongs the lease; false when another node has taken over. */
  boolean save(Job job, String node, Duration lease);

  /**
   * @param status pending, success or failed
   * @param resource which listing it is at, by wire name; null before the first and after the last
   * @param counts records seen so far, by resource
   */
  record Job(
      UUID id,
      PartnerId partner,
      ConnectionId connection,
      String status,
      @Nullable String resource,
      @Nullable String cursor,
      java.util.Map<String, Integer> counts,
      @Nullable String errorDetails,
      Instant createdAt,
      Instant updatedAt) {
    public Job {
      counts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(counts));
    }

    public List<String> done() {
      return List.copyOf(counts.keySet());
    }
  }
}
