package dev.gladhand.application.bulk;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.operation.OperationId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action on every operation that matches a filter, and its progress.
 *
 * @param matched how many operations matched when the action was requested
 * @param done how many were retried or cancelled
 * @param skipped how many could not be retried or cancelled, or no longer matched
 * @param after the last operation that was processed; null before the first
 */
public record BulkAction(
    UUID id,
    PartnerId partner,
    Kind kind,
    OperationFilter filter,
    Status status,
    long matched,
    long done,
    long skipped,
    @Nullable OperationId after,
    Instant createdAt,
    Instant updatedAt) {

  /** What is done to each operation. */
  public enum Kind implements Wire {
    /** Retries the failed operations. */
    RETRY,
    /** Cancels the operations that were never sent. */
    CANCEL
  }

  /** The status of an action. */
  public enum Status implements Wire {
    RUNNING,
    DONE,
    /**
     * The action was given up because of an error, or because it took longer than is allowed; the
     * operations that were not processed yet stay as they are.
     */
    FAILED
  }

  BulkAction at(Instant now, Status next, long more, long left, @Nullable OperationId last) {
    return new BulkAction(
        id,
        partner,
        kind,
        filter,
        next,
        matched,
        done + more,
        skipped + left,
        last,
        createdAt,
        now);
  }

  /** The action as JSON values, in the order of the API. */
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", id.toString());
    json.put("action", kind.wire());
    json.put("filter", filter.toJson());
    json.put("status", status.wire());
    json.put("matched", matched);
    json.put("done", done);
    json.put("skipped", skipped);
    json.put("created_at", Moments.format(createdAt));
    json.put("updated_at", Moments.format(updatedAt));
    return json;
  }
}
