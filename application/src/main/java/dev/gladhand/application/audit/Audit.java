package dev.gladhand.application.audit;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes changes that are audited. Each use case that changes something other than writes (partners,
 * connections, webhooks, invitations, keys), or repeats or cancels operations, calls the ports of
 * the store within {@link #record}:
 *
 * <pre>{@code
 * audit.record(
 *     () -> connections.update(changed, credentials, event),
 *     stored -> stored,
 *     AuditEntry.done(AuditAction.CONNECTION_UPDATED, id, partner, List.of("description")));
 * }</pre>
 *
 * <p>The change and its events are one transaction of the store. Keep it short, and call no other
 * systems in it; send signals and wake-ups after it. The actor comes from {@link Acting} when the
 * method is called. Blocks; thread-safe.
 */
public final class Audit {
  private final AuditTrail trail;
  private final Supplier<UUID> ids;
  private final InstantSource clock;

  /**
   * @param ids makes UUIDv7s
   */
  public Audit(AuditTrail trail, Supplier<UUID> ids, InstantSource clock) {
    this.trail = trail;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Makes a change and adds its audit events.
   *
   * @param change calls ports of the store on this thread; may be run again after it has been
   *     rolled back
   * @param told gives the entries for the result of the change; empty if nothing was changed
   */
  public <T> T record(Supplier<T> change, Function<? super T, List<AuditEntry>> told) {
    var actor = Acting.now();
    return trail.write(
        change, result -> told.apply(result).stream().map(entry -> event(actor, entry)).toList());
  }

  /**
   * Makes a change, and adds an audit event with this entry if {@code made} is true for the result
   * of the change.
   */
  public <T> T record(Supplier<T> change, Predicate<? super T> made, AuditEntry entry) {
    return record(change, result -> made.test(result) ? List.of(entry) : List.of());
  }

  /** Adds an audit event for an action that changes nothing in the store. */
  public void note(AuditEntry entry) {
    record(() -> true, _ -> true, entry);
  }

  private AuditEvent event(Actor actor, AuditEntry entry) {
    return new AuditEvent(ids.get(), clock.instant().truncatedTo(ChronoUnit.MICROS), actor, entry);
  }
}
