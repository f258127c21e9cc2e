package dev.gladhand.application.webhook;

import static dev.gladhand.application.webhook.WebhookFields.CONNECTION_IDS;
import static dev.gladhand.application.webhook.WebhookFields.EVENT_NAME;
import static dev.gladhand.application.webhook.WebhookFields.FILTERS;
import static dev.gladhand.application.webhook.WebhookFields.FLEET_REFS;
import static dev.gladhand.application.webhook.WebhookFields.LEAST_SECRET;
import static dev.gladhand.application.webhook.WebhookFields.MODES;
import static dev.gladhand.application.webhook.WebhookFields.RESOURCES;
import static dev.gladhand.application.webhook.WebhookFields.SECRET;
import static dev.gladhand.application.webhook.WebhookFields.SIGNATURE;
import static dev.gladhand.application.webhook.WebhookFields.URL;

import dev.gladhand.application.event.EventPattern;
import dev.gladhand.application.event.Filters;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request that creates or changes a subscription, and collects all its faults.
 * Not thread-safe: one form reads one body.
 */
final class WebhookForm {
  private static final String MASK = "*****";

  private final Faults faults = new Faults();
  private final Fields fields;

  /**
   * Reads the body.
   *
   * @param shape {@link WebhookFields#NEW} or {@link WebhookFields#CHANGED}
   */
  WebhookForm(Shape shape, Map<String, ? extends @Nullable Object> body, UrlRule rule) {
    var found = new Faults();
    this.fields = shape.read(body, found, false);
    for (var fault : found.list()) {
      // A fault never repeats what was sent as a secret, even if the field {@code secret} is in a
      // wrong place.
      var secret = fault.path().equals(SECRET.name()) || fault.path().endsWith("." + SECRET.name());
      at(fault.path()).add(secret ? MASK : fault.input(), fault.message(), fault.errorType());
    }
    checkUrl(rule);
    checkSecret();
  }

  private Faults at(String path) {
    return path.isEmpty() ? faults : faults.at(path);
  }

  private void checkUrl(UrlRule rule) {
    var url = fields.get(URL);
    if (url != null) {
      rule.objection(url).ifPresent(why -> at(URL.name()).add(url, why, "url_not_allowed"));
    }
  }

  private void checkSecret() {
    var secret = fields.get(SECRET);
    if (secret != null && WebhookSecret.unreadable(secret, LEAST_SECRET)) {
      at(SECRET.name())
          .add(
              MASK,
              "must be base64 of at least " + LEAST_SECRET + " bytes after whsec_",
              "string_pattern");
    }
  }

  /**
   * Adds faults for fields that do not fit the requested algorithm.
   *
   * @param known the subscription's present algorithm; null for a new one
   */
  void checkSignature(@Nullable SignatureScheme known) {
    var next =
        Objects.requireNonNullElse(signature(), known == null ? SignatureScheme.HMAC : known);
    switch (next) {
      case ED25519 -> {
        if (fields.get(SECRET) != null) {
          at(SECRET.name())
              .add(
                  MASK,
                  "must be left out: for ed25519 the gateway generates the key",
                  "not_allowed");
        }
      }
      case HMAC -> {
        if (known == SignatureScheme.ED25519 && fields.get(SECRET) == null) {
          at(SECRET.name()).add(null, "is required when the signature changes to hmac", "required");
        }
      }
    }
  }

  /** The requested algorithm; null if the body does not have the field. */
  @Nullable SignatureScheme signature() {
    var word = fields.get(SIGNATURE);
    return word == null ? null : Wire.of(SignatureScheme.class, word).orElseThrow();
  }

  Faults faults() {
    return faults;
  }

  boolean has(Field<?> field) {
    return fields.mentions(field);
  }

  /** The URL; null if the body has none. To be called only if the body has no faults. */
  @Nullable URI url() {
    var url = fields.get(URL);
    return url == null ? null : URI.create(url);
  }

  @Nullable EventPattern pattern() {
    var name = fields.get(EVENT_NAME);
    return name == null ? null : EventPattern.ofWire(name).orElseThrow();
  }

  @Nullable WebhookSecret secret() {
    var secret = fields.get(SECRET);
    return secret == null ? null : new WebhookSecret(secret);
  }

  Filters filters() {
    var filters = fields.get(FILTERS);
    return filters == null
        ? Filters.NONE
        : new Filters(
            list(filters, FLEET_REFS),
            list(filters, CONNECTION_IDS).stream().map(ConnectionId::new).toList(),
            list(filters, RESOURCES).stream()
                .map(word -> Resource.ofWire(word).orElseThrow())
                .toList(),
            list(filters, MODES).stream()
                .map(word -> Wire.of(Mode.class, word).orElseThrow())
                .toList());
  }

  private static <T> List<T> list(Fields filters, Field<List<T>> field) {
    return Objects.requireNonNullElse(filters.get(field), List.of());
  }
}
