package dev.gladhand.domain.outcome;

import dev.gladhand.domain.record.Reference;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of a message for one of its recipients. */
public record RecipientResult(Reference recipient, Status status, @Nullable String errorDetails) {

  /** Delivered ones are never sent again. */
  public enum Status {
    DELIVERED,
    FAILED,
    UNKNOWN;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static RecipientResult delivered(Reference recipient) {
    return new RecipientResult(recipient, Status.DELIVERED, null);
  }

  public static RecipientResult failed(Reference recipient, String errorDetails) {
    return new RecipientResult(recipient, Status.FAILED, errorDetails);
  }

  public static RecipientResult unknown(Reference recipient, String errorDetails) {
    return new RecipientResult(recipient, Status.UNKNOWN, errorDetails);
  }
}
