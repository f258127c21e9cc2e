package dev.gladhand.json;

import java.io.Serial;

/**
 * Says why a text is not the JSON that a reader takes, in words that may be shown to its sender.
 */
public final class MalformedJson extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  MalformedJson(String why) {
    // Thrown for what callers do wrong, at their rate: no stack trace.
    super(why, null, false, false);
  }

  /** A sentence that quotes nothing of the text. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
