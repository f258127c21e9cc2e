package dev.gladhand.application.bulk;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.bulk.BulkAction.Kind;
import dev.gladhand.application.bulk.BulkAction.Status;
import dev.gladhand.application.bulk.BulkActions.StartKey;
import dev.gladhand.application.bulk.BulkActions.Started;
import dev.gladhand.application.store.Operations;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts and shows bulk actions. Blocks; throws {@code StoreUnavailable}. */
public final class ManageBulkActions {
  private static final Field<Kind> ACTION =
      new Field<>("action", new FieldType.Choice<>(Kind.class));
  private static final Field<Fields> FILTER =
      new Field<>("filter", new CompoundType.Nested(OperationFilter.SHAPE));
  private static final Field<Boolean> DRY_RUN = new Field<>("dry_run", FieldTypes.FLAG);

  /** The body that requests an action. */
  public static final Shape BODY =
      Shape.of(
          List.of(ACTION, FILTER, DRY_RUN),
          new PresenceRule.Required(ACTION),
          new PresenceRule.Required(FILTER));

  /**
   * How long actions are kept: 45 days, which is also the longest time that a filter may select.
   */
  private static final Duration KEPT = Duration.ofDays(45);

  private static final int PRUNED = 1000;

  private final BulkActions actions;
  private final Operations operations;
  private final Audit audit;
  private final InstantSource clock;
  private final Supplier<UUID> ids;

  /**
   * @param ids makes UUIDv7s
   */
  public ManageBulkActions(
      BulkActions actions,
      Operations operations,
      Audit audit,
      InstantSource clock,
      Supplier<UUID> ids) {
    this.actions = actions;
    this.operations = operations;
    this.audit = audit;
    this.clock = clock;
    this.ids = ids;
  }

  /** A valid request for a bulk action. */
  public record Asked(Kind kind, OperationFilter filter, boolean dryRun) {}

  /** Reads the body that requests an action. */
  public Answer<Asked> read(Map<String, ? extends @Nullable Object> body, boolean lenient) {
    var faults = new Faults();
    var fields = BODY.read(body, faults, lenient);
    var wanted = fields.get(FILTER);
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var filter = wanted == null ? null : OperationFilter.of(wanted, now, faults.at(FILTER.name()));
    var kind = fields.get(ACTION);
    if (!faults.none() || kind == null || filter == null) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    return Answer.ok(
        new Asked(kind, filter, Objects.requireNonNullElse(fields.get(DRY_RUN), false)));
  }

  /** How many of the partner's operations match the filter now. */
  public long matched(PartnerId partner, OperationFilter filter) {
    return operations.count(filter.page(partner, null, 1));
  }

  /**
   * Starts an action, or returns the one that an earlier request with the same key started.
   *
   * @param key the idempotency key; null for none
   */
  public Answer<Started.Action> start(PartnerId partner, Asked asked, @Nullable StartKey key) {
    var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var action =
        new BulkAction(
            ids.get(),
            partner,
            asked.kind(),
            asked.filter(),
            Status.RUNNING,
            matched(partner, asked.filter()),
            0,
            0,
            null,
            at,
            at);
    actions.prune(at.minus(KEPT), PRUNED);
    var outcome =
        audit.record(
            () -> actions.start(action, key),
            result -> result instanceof Started.Action(_, var replayed) && !replayed,
            AuditEntry.done(AuditAction.BULK_ACTION_STARTED, action.id(), partner));
    return switch (outcome) {
      case Started.Action started -> Answer.ok(started);
      case Started.KeyReused() ->
          Answer.refused(
              new Refusal.Invalid(
                  List.of(
                      new FieldFault(
                          "Idempotency-Key",
                          key == null ? "" : key.key(),
                          "was used before with another body",
                          "idempotency_key_reused"))));
    };
  }

  public Answer<BulkAction> get(PartnerId partner, UUID id) {
    return actions
        .find(partner, id)
        .map(Answer::ok)
        .orElseGet(() -> Answer.notFound("bulk action " + id + " does not exist"));
  }

  /** A page of actions by id, oldest first. */
  public List<BulkAction> list(PartnerId partner, @Nullable UUID after, int size) {
    return actions.list(partner, after, size);
  }
}
