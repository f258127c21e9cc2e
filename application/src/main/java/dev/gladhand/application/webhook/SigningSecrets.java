package dev.gladhand.application.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets or key pairs that sign the deliveries of a subscription.
 *
 * @param previous the secret or key pair before the last rotation; null if there was none
 * @param previousUntil until when {@code previous} also signs deliveries; null if {@code previous}
 *     is null
 */
public record SigningSecrets(
    WebhookKey current, @Nullable WebhookKey previous, @Nullable Instant previousUntil) {

  public static SigningSecrets of(WebhookKey key) {
    return new SigningSecrets(key, null, null);
  }

  public SigningSecrets rotated(WebhookKey next, Instant until) {
    return new SigningSecrets(next, current, until);
  }

  /** The secrets and key pairs that sign a delivery, newest first. */
  public List<WebhookKey> at(Instant now) {
    var valid = new ArrayList<WebhookKey>();
    valid.add(current);
    if (previous != null && previousUntil != null && now.isBefore(previousUntil)) {
      valid.add(previous);
    }
    return valid;
  }
}
