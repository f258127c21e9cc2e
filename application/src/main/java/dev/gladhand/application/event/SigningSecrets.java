package dev.gladhand.application.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one subscription.
 *
 * @param previous the one before the last rotation; null when there was none
 * @param previousUntil until when deliveries are signed with it too; null when there is none
 */
public record SigningSecrets(
    WebhookSecret current, @Nullable WebhookSecret previous, @Nullable Instant previousUntil) {

  public static SigningSecrets of(WebhookSecret secret) {
    return new SigningSecrets(secret, null, null);
  }

  public SigningSecrets rotated(WebhookSecret next, Instant until) {
    return new SigningSecrets(next, current, until);
  }

  /** Those that a delivery is signed with, the newest first. */
  public List<WebhookSecret> at(Instant now) {
    var valid = new ArrayList<WebhookSecret>();
    valid.add(current);
    if (previous != null && previousUntil != null && now.isBefore(previousUntil)) {
      valid.add(previous);
    }
    return valid;
  }
}
