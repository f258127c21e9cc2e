package dev.gladhand.application.webhook;

import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.event.Filters;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Moments;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A subscription: the events that a partner wants, and the URL to which they are sent. Its secrets
 * are stored elsewhere.
 *
 * @param publicKey the key by which the receiver verifies deliveries; null if they are signed with
 *     a secret
 * @param staleReason why it is stale; null if it is not
 * @param previousSecretUntil until when the secret before the last rotation also signs; null if
 *     there is none
 * @param version grows by one with each change
 */
public record Webhook(
    WebhookId id,
    PartnerId partner,
    URI url,
    EventPattern pattern,
    Filters filters,
    @Nullable String publicKey,
    WebhookStatus status,
    @Nullable String staleReason,
    @Nullable Instant previousSecretUntil,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  public Webhook with(URI newUrl, EventPattern newPattern, Filters newFilters, Instant now) {
    return with(newUrl, newPattern, newFilters, status, staleReason, now);
  }

  public Webhook with(WebhookStatus newStatus, @Nullable String reason, Instant now) {
    return with(url, pattern, filters, newStatus, reason, now);
  }

  private Webhook with(
      URI newUrl,
      EventPattern newPattern,
      Filters newFilters,
      WebhookStatus newStatus,
      @Nullable String reason,
      Instant now) {
    return new Webhook(
        id,
        partner,
        newUrl,
        newPattern,
        newFilters,
        publicKey,
        newStatus,
        reason,
        previousSecretUntil,
        createdAt,
        now,
        version + 1);
  }

  /**
   * This subscription with another secret or key pair; the previous one also signs until {@code
   * previousUntil}. The version stays the same, because this is part of a larger change.
   */
  Webhook signedBy(WebhookKey key, Instant previousUntil) {
    return new Webhook(
        id,
        partner,
        url,
        pattern,
        filters,
        publicKey(key),
        status,
        staleReason,
        previousUntil,
        createdAt,
        updatedAt,
        version);
  }

  /** The public half of the key; null for a secret. */
  static @Nullable String publicKey(WebhookKey key) {
    return switch (key) {
      case WebhookSecret _ -> null;
      case WebhookKeyPair pair -> pair.publicKey();
    };
  }

  public SignatureScheme signature() {
    return publicKey == null ? SignatureScheme.HMAC : SignatureScheme.ED25519;
  }

  /**
   * The URL, event name and filters as one text, which must differ between all subscriptions of one
   * partner.
   */
  public String sameness() {
    return url + "\n" + pattern.wire() + "\n" + filters.toJson();
  }

  /** JSON values as a partner sees them, without the secret. */
  public Map<String, @Nullable Object> toJson() {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("id", id.toString());
    json.put("url", url.toString());
    json.put("event_name", pattern.wire());
    json.put("filters", filters.toJson());
    json.put("signature", signature().wire());
    json.put("public_key", publicKey);
    json.put("status", status.wire());
    json.put("stale_reason", staleReason);
    json.put(
        "previous_secret_valid_until",
        previousSecretUntil == null ? null : Moments.format(previousSecretUntil));
    json.put("created_at", Moments.format(createdAt));
    json.put("updated_at", Moments.format(updatedAt));
    return json;
  }
}
