package dev.gladhand.application.webhook;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.domain.connection.PartnerId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes subscriptions. Blocks; throws {@code StoreUnavailable}. */
public final class SubscribeToEvents {
  private static final int MOST_TRIES = 5;
  private static final Duration OVERLAP = Duration.ofHours(24);
  private static final String NO_SUCH = "there is no such webhook";

  private final Webhooks webhooks;
  private final UrlRule rule;
  private final ClockAndIds clockAndIds;
  private final SecureRandom random;
  private final Consumer<WebhookId> changed;
  private final PartnerCaps caps;
  private final Audit audit;

  /**
   * @param random makes secrets and keys
   * @param changed is called with the id of each changed subscription, so that this node's engine
   *     of deliveries can act on it
   */
  public SubscribeToEvents(
      Webhooks webhooks,
      UrlRule rule,
      ClockAndIds clockAndIds,
      SecureRandom random,
      Consumer<WebhookId> changed,
      PartnerCaps caps,
      Audit audit) {
    this.webhooks = webhooks;
    this.rule = rule;
    this.clockAndIds = clockAndIds;
    this.random = random;
    this.changed = changed;
    this.caps = caps;
    this.audit = audit;
  }

  /**
   * A subscription with its secret, which is shown only in this answer.
   *
   * @param secret null if a key pair signs; its private half is never shown
   */
  public record WithSecret(Webhook webhook, @Nullable WebhookSecret secret) {
    static WithSecret of(Webhook webhook, WebhookKey key) {
      return switch (key) {
        case WebhookSecret secret -> new WithSecret(webhook, secret);
        case WebhookKeyPair _ -> new WithSecret(webhook, null);
      };
    }
  }

  public Answer<WithSecret> create(
      PartnerId partner, Map<String, ? extends @Nullable Object> body) {
    var form = new WebhookForm(WebhookFields.NEW, body, rule);
    form.checkSignature(null);
    if (!form.faults().none()) {
      return Answer.refused(new Refusal.Invalid(form.faults().list()));
    }
    var url = Objects.requireNonNull(form.url());
    var pattern = Objects.requireNonNull(form.pattern());
    var filters = form.filters();
    var given = form.secret();
    var key = given == null ? make(form.signature()) : given;
    var now = clockAndIds.now();
    var webhook =
        new Webhook(
            new WebhookId(clockAndIds.id()),
            partner,
            url,
            pattern,
            filters,
            Webhook.publicKey(key),
            WebhookStatus.ACTIVE,
            null,
            null,
            now,
            now,
            1);
    webhooks.expect(partner);
    var added =
        audit.record(
            () -> webhooks.add(webhook, SigningSecrets.of(key), caps.webhooks()),
            result -> result == Webhooks.Added.DONE,
            AuditEntry.done(AuditAction.WEBHOOK_CREATED, webhook.id(), partner, body.keySet()));
    return switch (added) {
      case DONE -> Answer.ok(WithSecret.of(webhook, key));
      case SAME_EXISTS -> same();
      case TOO_MANY -> Answer.refused(caps.noMoreWebhooks());
    };
  }

  /**
   * Changes a subscription by the fields of a body. An absent field stays; {@code filters: null}
   * removes the filters. Another secret, or another algorithm, replaces the present one as in a
   * rotation.
   */
  public Answer<Webhook> change(
      PartnerId partner, WebhookId id, Map<String, ? extends @Nullable Object> body) {
    var form = new WebhookForm(WebhookFields.CHANGED, body, rule);
    if (!form.faults().none()) {
      return Answer.refused(new Refusal.Invalid(form.faults().list()));
    }
    var url = form.url();
    var pattern = form.pattern();
    var filters = form.has(WebhookFields.FILTERS) ? form.filters() : null;
    return update(
        partner,
        id,
        AuditEntry.done(AuditAction.WEBHOOK_UPDATED, id, partner, body.keySet()),
        (known, now) -> {
          var fitting = new WebhookForm(WebhookFields.CHANGED, body, rule);
          fitting.checkSignature(known.signature());
          return fitting.faults().none()
              ? Answer.ok(
                  signedWith(
                      key(form, known),
                      known.with(
                          Objects.requireNonNullElse(url, known.url()),
                          Objects.requireNonNullElse(pattern, known.pattern()),
                          Objects.requireNonNullElse(filters, known.filters()),
                          now),
                      now))
              : Answer.refused(new Refusal.Invalid(fitting.faults().list()));
        });
  }

  /** The new secret or key pair; null if the present one stays. */
  private @Nullable WebhookKey key(WebhookForm form, Webhook known) {
    var secret = form.secret();
    if (secret != null) {
      return secret;
    }
    var asked = form.signature();
    return asked == null || asked == known.signature() ? null : make(asked);
  }

  private WebhookKey make(@Nullable SignatureScheme scheme) {
    return scheme == SignatureScheme.ED25519
        ? WebhookKeyPair.make(random)
        : WebhookSecret.make(random);
  }

  /**
   * Activates a paused or stale subscription, whose events are then sent again; an active one is
   * left unchanged.
   */
  public Answer<Webhook> activate(PartnerId partner, WebhookId id) {
    return update(
        partner,
        id,
        AuditEntry.done(AuditAction.WEBHOOK_ACTIVATED, id, partner, "status"),
        (known, now) ->
            Answer.ok(
                known.status() == WebhookStatus.ACTIVE
                    ? Next.NONE
                    : Next.of(known.with(WebhookStatus.ACTIVE, null, now))));
  }

  /** Pauses a subscription: new events are kept and not sent. */
  public Answer<Webhook> pause(PartnerId partner, WebhookId id) {
    return update(
        partner,
        id,
        AuditEntry.done(AuditAction.WEBHOOK_PAUSED, id, partner, "status"),
        (known, now) ->
            Answer.ok(
                known.status() == WebhookStatus.PAUSED
                    ? Next.NONE
                    : Next.of(known.with(WebhookStatus.PAUSED, null, now))));
  }

  public Answer<WebhookId> delete(PartnerId partner, WebhookId id) {
    var entry = AuditEntry.done(AuditAction.WEBHOOK_DELETED, id, partner);
    if (!audit.record(() -> webhooks.delete(partner, id), done -> done, entry)) {
      return Answer.notFound(NO_SUCH);
    }
    changed.accept(id);
    return Answer.ok(id);
  }

  /**
   * Makes a new secret or key pair. The one before also signs for a day, so that the receiver can
   * change over.
   */
  public Answer<WithSecret> rotate(PartnerId partner, WebhookId id) {
    var secret = WebhookSecret.make(random);
    var pair = WebhookKeyPair.make(random);
    return update(
            partner,
            id,
            AuditEntry.done(AuditAction.WEBHOOK_SECRET_ROTATED, id, partner, "secret"),
            (known, now) ->
                Answer.ok(
                    signedWith(
                        known.publicKey() == null ? secret : pair,
                        known.with(known.url(), known.pattern(), known.filters(), now),
                        now)))
        .map(webhook -> WithSecret.of(webhook, webhook.publicKey() == null ? secret : pair));
  }

  /**
   * What to store if the given secret or key pair is to sign from now on. The previous one also
   * signs for a day; an older one no longer does.
   *
   * @param key null to change no secret or key pair
   * @param next the subscription to store
   */
  private Next signedWith(@Nullable WebhookKey key, Webhook next, Instant now) {
    var before = key == null ? null : webhooks.secrets(next.partner(), next.id()).orElse(null);
    if (key == null || before == null || before.current().equals(key)) {
      return Next.of(next);
    }
    var until = now.plus(OVERLAP);
    return new Next(next.signedBy(key, until), before.rotated(key, until));
  }

  /**
   * What to store of a change.
   *
   * @param webhook null if nothing changes
   * @param secrets null if they do not change
   */
  private record Next(@Nullable Webhook webhook, @Nullable SigningSecrets secrets) {
    static final Next NONE = new Next(null, null);

    static Next of(Webhook webhook) {
      return new Next(webhook, null);
    }
  }

  private interface Step {
    Answer<Next> from(Webhook known, Instant now);
  }

  private Answer<Webhook> update(PartnerId partner, WebhookId id, AuditEntry entry, Step step) {
    for (var i = 0; i < MOST_TRIES; i++) {
      var known = webhooks.find(partner, id).orElse(null);
      if (known == null) {
        return Answer.notFound(NO_SUCH);
      }
      Next next;
      switch (step.from(known, clockAndIds.now())) {
        case Answer.Ok<Next>(var asked) -> next = asked;
        case Answer.Refused<Next>(var refusal) -> {
          return Answer.refused(refusal);
        }
      }
      var webhook = next.webhook;
      if (webhook == null) {
        return Answer.ok(known);
      }
      var change =
          audit.record(
              () -> webhooks.update(webhook, next.secrets, null),
              result -> result == Webhooks.Change.DONE,
              entry);
      switch (change) {
        case DONE -> {
          changed.accept(id);
          return Answer.ok(webhook);
        }
        case SAME_EXISTS -> {
          return same();
        }
        case OUTDATED -> {}
      }
    }
    return busy();
  }

  private static <T> Answer<T> same() {
    return Answer.refused(
        new Refusal.Conflict(
            "there is a webhook with the same url, event_name and filters", Duration.ZERO));
  }

  private static <T> Answer<T> busy() {
    return Answer.refused(
        new Refusal.Conflict(
            "other requests are changing the webhook: try again", Duration.ofSeconds(1)));
  }
}
