package dev.gladhand.persistence.bulk;

import dev.gladhand.application.bulk.BulkAction;
import dev.gladhand.application.bulk.BulkAction.Kind;
import dev.gladhand.application.bulk.BulkAction.Status;
import dev.gladhand.application.bulk.BulkActions.StartKey;
import dev.gladhand.application.bulk.OperationFilter;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.Micros;
import dev.gladhand.persistence.sql.StoredJson;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of bulk actions.
 *
 * @param kind the name of the action's kind
 * @param filter the filter as JSON
 * @param status the name of the action's status
 */
@MappedEntity(value = "bulk_action", escape = false)
public record BulkActionRow(
    @Id UUID id,
    UUID partnerId,
    @Nullable String idemKey,
    @Nullable String bodyHash,
    String kind,
    String filter,
    String status,
    long matched,
    long done,
    long skipped,
    @Nullable UUID afterId,
    @Nullable String leasedBy,
    @Nullable Instant leaseUntil,
    Instant createdAt,
    Instant updatedAt) {

  /** Makes the row of a bulk action on which no node is working. */
  static BulkActionRow of(BulkAction action, @Nullable StartKey key) {
    var after = action.after();
    return new BulkActionRow(
        action.id(),
        action.partner().value(),
        key == null ? null : key.key(),
        key == null ? null : key.bodyHash(),
        action.kind().wire(),
        JsonWriter.text(action.filter().toJson()),
        action.status().wire(),
        action.matched(),
        action.done(),
        action.skipped(),
        after == null ? null : after.value(),
        null,
        null,
        Micros.of(action.createdAt()),
        Micros.of(action.updatedAt()));
  }

  /**
   * Makes a copy of this row in which the node has the right to work on the action until the given
   * time.
   */
  BulkActionRow heldBy(String node, Instant until) {
    return new BulkActionRow(
        id,
        partnerId,
        idemKey,
        bodyHash,
        kind,
        filter,
        status,
        matched,
        done,
        skipped,
        afterId,
        node,
        Micros.of(until),
        createdAt,
        updatedAt);
  }

  BulkAction action() {
    return new BulkAction(
        id,
        new PartnerId(partnerId),
        kind.equals(Kind.RETRY.wire()) ? Kind.RETRY : Kind.CANCEL,
        OperationFilter.ofJson(StoredJson.object(filter)),
        Wire.of(Status.class, status)
            .orElseThrow(
                () -> new IllegalArgumentException("unknown status of a bulk action: " + status)),
        matched,
        done,
        skipped,
        afterId == null ? null : new OperationId(afterId),
        createdAt,
        updatedAt);
  }
}
