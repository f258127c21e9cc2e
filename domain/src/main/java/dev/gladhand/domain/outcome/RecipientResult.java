package dev.gladhand.domain.outcome;

import dev.gladhand.domain.record.Reference;
import org.jspecify.annotations.Nullable;

/** The result of a message for one of its recipients. */
public record RecipientResult(Reference recipient, Status status, @Nullable String errorDetails) {

  /** The status of a recipient. A message is never sent again to a recipient who got it. */
  public enum Status {
    DELIVERED("delivered"),
    FAILED("failed"),
    UNKNOWN("unknown");

    private final String wire;

    Status(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
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
