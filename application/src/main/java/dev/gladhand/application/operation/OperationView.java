package dev.gladhand.application.operation;

import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.Attempt;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.operation.Waiting;
import dev.gladhand.domain.outcome.Progress;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a partner sees it; polling, answers, events and webhooks all use this form.
 *
 * @param blocked what the operation waits for, if this differs from the stored reason; else null
 * @param next when the next attempt is made, in the future; null if that is not known
 */
public record OperationView(
    ResourceOperation operation, @Nullable Waiting blocked, @Nullable Instant next) {

  private static final List<String> MEMBERS =
      List.of(
          "id",
          "created_at",
          "updated_at",
          "deleted_at",
          "partner_id",
          "connection_id",
          "source_name",
          "fleet_ref",
          "resource",
          "operation_type",
          "resource_id",
          "source_id",
          "payload",
          "status",
          "logs",
          "attempts",
          "next_attempt_at",
          "waiting_on",
          "expires_at",
          "outcome",
          "recipients",
          "fields_not_delivered",
          "retried_from");

  /**
   * The view of what is stored in the operation itself; it does not show when the next attempt is
   * made.
   */
  public static OperationView of(ResourceOperation operation) {
    return new OperationView(operation, null, null);
  }

  /**
   * The view of the operation at its acceptance, for the {@code created} event, even if it has
   * changed since.
   */
  public static OperationView accepted(ResourceOperation operation) {
    return of(
        new ResourceOperation(
            operation.id(),
            operation.createdAt(),
            operation.createdAt(),
            operation.partner(),
            operation.connection(),
            operation.tsp(),
            operation.fleetRef(),
            operation.mode(),
            operation.type(),
            operation.target(),
            operation.payload(),
            State.Pending.due(operation.createdAt()),
            0,
            List.of(),
            Progress.NONE,
            operation.notDelivered(),
            operation.expiresAt(),
            operation.retriedFrom(),
            operation.trace()));
  }

  public OperationId id() {
    return operation.id();
  }

  /** The status: pending, success or failed. */
  public String status() {
    return switch (operation.state()) {
      case State.Pending _ -> "pending";
      case State.Succeeded _ -> "success";
      case State.Failed _ -> "failed";
    };
  }

  public boolean sync() {
    return operation.mode() == Mode.SYNC;
  }

  /** The names of the members of {@link #toJson}, in their order. */
  public static List<String> members() {
    return MEMBERS;
  }

  /** JSON values in the order of the API; times as RFC 3339 text. */
  public Map<String, @Nullable Object> toJson() {
    var op = operation;
    var pending = op.pending().orElse(null);
    var source = op.state() instanceof State.Succeeded(_, var made) ? made : target();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", op.id().toString());
    json.put("created_at", Moments.format(op.createdAt()));
    json.put("updated_at", Moments.format(op.updatedAt()));
    json.put("deleted_at", null);
    json.put("partner_id", op.partner().toString());
    json.put("connection_id", op.connection().toString());
    json.put("source_name", op.tsp().slug());
    json.put("fleet_ref", op.fleetRef());
    json.put("resource", op.resource().wire());
    json.put("operation_type", op.type().wire());
    json.put("resource_id", op.resourceId() == null ? null : op.resourceId().toString());
    json.put("source_id", source == null ? null : source.value());
    json.put("payload", payload());
    json.put("status", status());
    json.put("logs", op.log().stream().map(this::log).toList());
    json.put("attempts", op.attempts());
    json.put("next_attempt_at", pending == null ? null : time(next));
    json.put("waiting_on", waitingOn(pending));
    json.put("expires_at", time(op.expiresAt()));
    json.put("outcome", outcome());
    json.put("recipients", recipients());
    json.put("fields_not_delivered", op.notDelivered());
    json.put("retried_from", op.retriedFrom() == null ? null : op.retriedFrom().toString());
    return json;
  }

  private @Nullable SourceId target() {
    return operation.target() == null ? null : operation.target().source();
  }

  private Map<String, @Nullable Object> payload() {
    var payload = new LinkedHashMap<String, @Nullable Object>();
    payload.put(Payloads.CONNECTION_ID.name(), operation.connection().toString());
    payload.putAll(operation.payload().echo());
    return payload;
  }

  private @Nullable String waitingOn(State.@Nullable Pending pending) {
    if (pending == null || pending.begun()) {
      return null;
    }
    var why = blocked != null ? blocked : pending.why();
    return why == null ? null : why.wire();
  }

  private @Nullable String outcome() {
    return switch (operation.state()) {
      case State.Pending _ -> null;
      case State.Succeeded _ -> Verdict.APPLIED.wire();
      case State.Failed(var verdict) -> verdict.wire();
    };
  }

  private @Nullable List<Map<String, @Nullable Object>> recipients() {
    var all = operation.payload().recipients();
    if (all.size() < 2) {
      return null;
    }
    var results = operation.progress().results();
    return all.stream().map(one -> recipient(one, results.get(one))).toList();
  }

  /**
   * The JSON of one recipient. The status of a recipient without a result follows from the
   * operation: null while it is pending, then {@code delivered}, {@code failed} or {@code unknown}.
   */
  private Map<String, @Nullable Object> recipient(
      Reference recipient, @Nullable RecipientResult result) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("recipient_id", String.valueOf(id(recipient)));
    json.put("source_id", recipient.source() == null ? null : recipient.source().value());
    json.put("status", result != null ? result.status().wire() : unsettled());
    json.put("error_details", result == null ? null : result.errorDetails());
    return json;
  }

  /**
   * The gateway's id of the recipient, which also exists if the caller named the recipient by the
   * TSP's id.
   */
  private @Nullable ResourceId id(Reference recipient) {
    return recipient.id() == null && recipient.source() != null
        ? ResourceId.of(operation.connection(), Resource.USER, recipient.source())
        : recipient.id();
  }

  private @Nullable String unsettled() {
    return switch (operation.state()) {
      case State.Pending _ -> null;
      case State.Succeeded _ -> RecipientResult.Status.DELIVERED.wire();
      case State.Failed(var verdict) ->
          verdict == Verdict.UNKNOWN
              ? RecipientResult.Status.UNKNOWN.wire()
              : RecipientResult.Status.FAILED.wire();
    };
  }

  private Map<String, @Nullable Object> log(Attempt attempt) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", logId(attempt).toString());
    json.put("created_at", Moments.format(attempt.begunAt()));
    json.put("updated_at", Moments.format(attempt.endedAt()));
    json.put("resource_operation_id", operation.id().toString());
    json.put("status", attempt.succeeded() ? "success" : "failed");
    json.put("error_type", attempt.errorType() == null ? null : attempt.errorType().wire());
    json.put("error_details", attempt.errorDetails());
    json.put("response_status_code", attempt.reply() == null ? null : attempt.reply().status());
    json.put("response_headers", attempt.reply() == null ? null : attempt.reply().headers());
    return json;
  }

  private UUID logId(Attempt attempt) {
    var name =
        ByteBuffer.wrap(
            (operation.id() + "#" + attempt.number() + "@" + operation.log().indexOf(attempt))
                .getBytes(StandardCharsets.UTF_8));
    return UUID.nameUUIDFromBytes(name.array());
  }

  private static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : Moments.format(at);
  }
}
