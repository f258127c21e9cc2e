package dev.gladhand.application.audit;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Wire;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of an audit event that a use case states. {@link Audit} adds who acts, when, and by
 * which request.
 *
 * @param objectId the id of the changed object, as the API writes it
 * @param partner the partner to whom the object belongs; null if it belongs to the operator
 * @param changes the names of the changed members, never their values
 */
public record AuditEntry(
    AuditAction action,
    String objectId,
    @Nullable PartnerId partner,
    List<String> changes,
    Outcome outcome) {
  public AuditEntry {
    changes = List.copyOf(changes);
  }

  /** Whether the action was carried out or refused. */
  public enum Outcome implements Wire {
    OK,
    REFUSED
  }

  /** The entry for a change that was made; {@code changes} are the names of the changed members. */
  public static AuditEntry done(
      AuditAction action,
      Object objectId,
      @Nullable PartnerId partner,
      Collection<String> changes) {
    return new AuditEntry(action, objectId.toString(), partner, List.copyOf(changes), Outcome.OK);
  }

  /**
   * The entry for a change that was made; {@code changes} are the names of the changed members, and
   * are left out if the action already says what changed.
   */
  public static AuditEntry done(
      AuditAction action, Object objectId, @Nullable PartnerId partner, String... changes) {
    return done(action, objectId, partner, List.of(changes));
  }

  /** The entry for an action that was tried and refused. */
  public static AuditEntry refused(
      AuditAction action, Object objectId, @Nullable PartnerId partner) {
    return new AuditEntry(action, objectId.toString(), partner, List.of(), Outcome.REFUSED);
  }
}
