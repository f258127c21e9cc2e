package dev.gladhand.application.store;

import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects a page of one partner's operations.
 *
 * @param fleetRefs empty for all
 * @param status pending, success, failed, or null for all
 * @param from inclusive, by the time of acceptance
 * @param to exclusive
 * @param after the id after which the page begins, in the direction of {@code ascending}; null for
 *     the first page
 * @param size 1 to 1,001
 */
public record OperationQuery(
    PartnerId partner,
    @Nullable Resource resource,
    @Nullable ConnectionId connection,
    @Nullable TspId tsp,
    List<String> fleetRefs,
    @Nullable OperationType type,
    @Nullable String status,
    @Nullable ResourceId resourceId,
    @Nullable SourceId sourceId,
    Instant from,
    Instant to,
    boolean ascending,
    @Nullable OperationId after,
    int size) {
  public OperationQuery {
    fleetRefs = List.copyOf(fleetRefs);
  }

  /** This query with another page size. */
  public OperationQuery sized(int other) {
    return new OperationQuery(
        partner,
        resource,
        connection,
        tsp,
        fleetRefs,
        type,
        status,
        resourceId,
        sourceId,
        from,
        to,
        ascending,
        after,
        other);
  }
}
