package dev.gladhand.json;

import java.io.Serial;

/**
 * Reports why a text is not the JSON that a reader accepts, in words that may be shown to its
 * sender.
 */
public final class MalformedJson extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  MalformedJson(String why) {
    // There is no stack trace, because senders decide how often this is thrown.
    super(why, null, false, false);
  }

  /** A sentence that quotes nothing of the text. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
