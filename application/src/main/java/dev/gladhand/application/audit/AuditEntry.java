package dev.gladhand.application.audit;

import dev.gladhand.domain.connection.PartnerId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a use case tells the audit of a change. Who acts, when and by which request is added by
 * {@link Audit}.
 *
 * @param objectId the id of what is changed, as the API writes it
 * @param partner whose it is; null where it is the operator's alone
 * @param changes names of the members that change, never their values
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

  /** What became of it. */
  public enum Outcome {
    OK,
    REFUSED;

    /** As the API writes it. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A change that was made. */
  public static AuditEntry done(
      AuditAction action,
      Object objectId,
      @Nullable PartnerId partner,
      Collection<String> changes) {
    return new AuditEntry(action, objectId.toString(), partner, List.copyOf(changes), Outcome.OK);
  }

  /** A change that was made, of no member or of the one that the action names. */
  public static AuditEntry done(
      AuditAction action, Object objectId, @Nullable PartnerId partner, String... changes) {
    return done(action, objectId, partner, List.of(changes));
  }

  /** What somebody tried and was refused. */
  public static AuditEntry refused(
      AuditAction action, Object objectId, @Nullable PartnerId partner) {
    return new AuditEntry(action, objectId.toString(), partner, List.of(), Outcome.REFUSED);
  }
}
