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
 * Something done to every operation that matches a filter, and how far it is.
 *
 * @param matched how many operations matched when it was asked for
 * @param done how many were retried or cancelled
 * @param skipped how many could not be, or did not match any more
 * @param after the last operation that was looked at; null before the first
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
    /** Repeats the failed ones. */
    RETRY,
    /** Withdraws those that were never sent. */
    CANCEL;

    @Override
    public String wire() {
      return this == RETRY ? "retry" : "cancel";
    }
  }

  /** How far an action is. */
  public enum Status implements Wire {
    RUNNING,
    DONE,
    /** It was given up. */
    FAILED;

    @Override
    public String wire() {
      return switch (this) {
        case RUNNING -> "running";
        case DONE -> "done";
        case FAILED -> "failed";
      };
    }
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

  /** JSON values in the order of the contract. */
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
