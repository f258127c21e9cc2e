package dev.gladhand.application.event;

import dev.gladhand.application.Answer;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.domain.connection.PartnerId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes subscriptions, changes and ends them. Blocks; throws {@code StoreUnavailable}. */
public final class SubscribeToEvents {
  private static final int MOST_TRIES = 5;
  private static final Duration OVERLAP = Duration.ofHours(24);
  private static final String NO_SUCH = "there is no such webhook";

  private final Webhooks webhooks;
  private final UrlRule rule;
  private final InstantSource clock;
  private final RandomGenerator secrets;
  private final Supplier<UUID> ids;
  private final Consumer<WebhookId> changed;
  private final PartnerCaps caps;
  private final Audit audit;

  /**
   * @param secrets a cryptographic source
   * @param ids makes the ids of subscriptions: UUIDv7
   * @param changed hears of each change: the engine of deliveries on this node
   */
  public SubscribeToEvents(
      Webhooks webhooks,
      UrlRule rule,
      InstantSource clock,
      RandomGenerator secrets,
      Supplier<UUID> ids,
      Consumer<WebhookId> changed,
      PartnerCaps caps,
      Audit audit) {
    this.webhooks = webhooks;
    this.rule = rule;
    this.clock = clock;
    this.secrets = secrets;
    this.ids = ids;
    this.changed = changed;
    this.caps = caps;
    this.audit = audit;
  }

  /** A subscription with its secret, which is told this once. */
  public record WithSecret(Webhook webhook, WebhookSecret secret) {}

  public Answer<WithSecret> create(
      PartnerId partner, Map<String, ? extends @Nullable Object> body) {
    var form = new WebhookForm(WebhookFields.NEW, body, rule);
    if (!form.faults().none()) {
      return Answer.refused(new Refusal.Invalid(form.faults().list()));
    }
    var url = Objects.requireNonNull(form.url());
    var pattern = Objects.requireNonNull(form.pattern());
    var given = form.secret();
    var filters = form.filters();
    var secret = given == null ? WebhookSecret.make(secrets) : given;
    var now = now();
    var webhook =
        new Webhook(
            new WebhookId(ids.get()),
            partner,
            url,
            pattern,
            filters,
            WebhookStatus.ACTIVE,
            null,
            null,
            now,
            now,
            1);
    var added =
        audit.record(
            () -> webhooks.add(webhook, SigningSecrets.of(secret), caps.webhooks()),
            result -> result == Webhooks.Added.DONE,
            AuditEntry.done(AuditAction.WEBHOOK_CREATED, webhook.id(), partner, body.keySet()));
    return switch (added) {
      case DONE -> Answer.ok(new WithSecret(webhook, secret));
      case SAME_EXISTS -> same();
      case TOO_MANY -> Answer.refused(caps.noMoreWebhooks());
    };
  }

  /**
   * Absent leaves alone; {@code filters: null} takes the filters away. Another secret is taken up
   * as by a rotation.
   */
  public Answer<Webhook> change(
      PartnerId partner, WebhookId id, Map<String, ? extends @Nullable Object> body) {
    var form = new WebhookForm(WebhookFields.CHANGED, body, rule);
    if (!form.faults().none()) {
      return Answer.refused(new Refusal.Invalid(form.faults().list()));
    }
    var url = form.url();
    var pattern = form.pattern();
    var secret = form.secret();
    var filters = form.has(WebhookFields.FILTERS) ? form.filters() : null;
    return update(
        partner,
        id,
        AuditEntry.done(AuditAction.WEBHOOK_UPDATED, id, partner, body.keySet()),
        (known, now) ->
            signedWith(
                secret,
                known.with(
                    Objects.requireNonNullElse(url, known.url()),
                    Objects.requireNonNullElse(pattern, known.pattern()),
                    Objects.requireNonNullElse(filters, known.filters()),
                    now),
                now));
  }

  /** Sends again from where it stopped; an active one stays as it is. */
  public Answer<Webhook> activate(PartnerId partner, WebhookId id) {
    return update(
        partner,
        id,
        AuditEntry.done(AuditAction.WEBHOOK_ACTIVATED, id, partner, "status"),
        (known, now) ->
            known.status() == WebhookStatus.ACTIVE
                ? null
                : Next.of(known.with(WebhookStatus.ACTIVE, null, now)));
  }

  /** Keeps what happens from now on, and sends nothing. */
  public Answer<Webhook> pause(PartnerId partner, WebhookId id) {
    return update(
        partner,
        id,
        AuditEntry.done(AuditAction.WEBHOOK_PAUSED, id, partner, "status"),
        (known, now) ->
            known.status() == WebhookStatus.PAUSED
                ? null
                : Next.of(known.with(WebhookStatus.PAUSED, null, now)));
  }

  public Answer<WebhookId> delete(PartnerId partner, WebhookId id) {
    var entry = AuditEntry.done(AuditAction.WEBHOOK_DELETED, id, partner);
    if (!audit.record(() -> webhooks.delete(partner, id), done -> done, entry)) {
      return Answer.notFound(NO_SUCH);
    }
    changed.accept(id);
    return Answer.ok(id);
  }

  /** A new secret; the one before signs too for a day, so that the receiver can change over. */
  public Answer<WithSecret> rotate(PartnerId partner, WebhookId id) {
    var secret = WebhookSecret.make(secrets);
    return update(
            partner,
            id,
            AuditEntry.done(AuditAction.WEBHOOK_SECRET_ROTATED, id, partner, "secret"),
            (known, now) ->
                signedWith(
                    secret, known.with(known.url(), known.pattern(), known.filters(), now), now))
        .map(webhook -> new WithSecret(webhook, secret));
  }

  /** The secret before goes on for a while; a third one, still valid from before, does not. */
  private Next signedWith(@Nullable WebhookSecret secret, Webhook next, Instant now) {
    var before = secret == null ? null : webhooks.secrets(next.partner(), next.id()).orElse(null);
    if (secret == null || before == null || before.current().equals(secret)) {
      return Next.of(next);
    }
    var until = now.plus(OVERLAP);
    return new Next(next.withPreviousSecretUntil(until), before.rotated(secret, until));
  }

  /** What is to be stored; secrets only where they change. */
  private record Next(Webhook webhook, @Nullable SigningSecrets secrets) {
    static Next of(Webhook webhook) {
      return new Next(webhook, null);
    }
  }

  private interface Step {
    /** Null when it is so already. */
    @Nullable Next from(Webhook known, Instant now);
  }

  private Answer<Webhook> update(PartnerId partner, WebhookId id, AuditEntry entry, Step step) {
    for (var i = 0; i < MOST_TRIES; i++) {
      var known = webhooks.find(partner, id).orElse(null);
      if (known == null) {
        return Answer.notFound(NO_SUCH);
      }
      var next = step.from(known, now());
      if (next == null) {
        return Answer.ok(known);
      }
      var change =
          audit.record(
              () -> webhooks.update(next.webhook, next.secrets, null),
              result -> result == Webhooks.Change.DONE,
              entry);
      switch (change) {
        case DONE -> {
          changed.accept(id);
          return Answer.ok(next.webhook);
        }
        case SAME_EXISTS -> {
          return same();
        }
        case OUTDATED -> {}
      }
    }
    return busy();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static <T> Answer<T> same() {
    return Answer.refused(
        new Refusal.Conflict(
            "there is a webhook with the same url, event_name and filters", Duration.ZERO));
  }

  private static <T> Answer<T> busy() {
    return Answer.refused(
        new Refusal.Conflict("the webhook is being changed by others", Duration.ofSeconds(1)));
  }
}
