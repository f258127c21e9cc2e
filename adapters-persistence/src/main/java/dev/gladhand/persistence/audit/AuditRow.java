package dev.gladhand.persistence.audit;

import dev.gladhand.application.audit.Actor;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.audit.AuditEvent;
import dev.gladhand.application.audit.AuditEvent.Chained;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.Micros;
import dev.gladhand.persistence.sql.StoredJson;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of audit events.
 *
 * @param changes a JSON object whose member {@code changes} lists the names of the changed members
 */
@MappedEntity(value = "audit_event", escape = false)
record AuditRow(
    @Id long position,
    UUID id,
    Instant createdAt,
    String actorKind,
    @Nullable String actorId,
    @Nullable UUID partnerId,
    String action,
    String objectId,
    String changes,
    @Nullable String requestId,
    @Nullable String remoteAddress,
    String outcome,
    @Nullable String previousHash,
    String hash) {
  private static final String CHANGES = "changes";

  static AuditRow of(Chained chained) {
    var event = chained.event();
    var actor = event.actor();
    var entry = event.entry();
    var partner = entry.partner();
    return new AuditRow(
        chained.position(),
        event.id(),
        Micros.of(event.createdAt()),
        actor.kind().wire(),
        actor.id(),
        partner == null ? null : partner.value(),
        entry.action().wire(),
        entry.objectId(),
        JsonWriter.text(Map.of(CHANGES, entry.changes())),
        actor.requestId(),
        actor.remoteAddress(),
        entry.outcome().wire(),
        chained.previousHash(),
        chained.hash());
  }

  /**
   * The audit event that this row stores; null if the row contains a word that the program does not
   * know, such as an unknown action.
   */
  @Nullable Chained chained() {
    try {
      var kind = Actor.Kind.valueOf(actorKind.toUpperCase(Locale.ROOT));
      var result = AuditEntry.Outcome.valueOf(outcome.toUpperCase(Locale.ROOT));
      var entry =
          new AuditEntry(
              Wire.of(AuditAction.class, action).orElseThrow(IllegalArgumentException::new),
              objectId,
              partnerId == null ? null : new PartnerId(partnerId),
              names(),
              result);
      var actor = new Actor(kind, actorId, requestId, remoteAddress);
      return new Chained(position, new AuditEvent(id, createdAt, actor, entry), previousHash, hash);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private List<String> names() {
    var names = new ArrayList<String>();
    if (StoredJson.object(changes).get(CHANGES) instanceof List<?> list) {
      list.forEach(name -> names.add(Objects.toString(name)));
    }
    return names;
  }
}
