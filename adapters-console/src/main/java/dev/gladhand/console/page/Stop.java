package dev.gladhand.console.page;

import java.io.Serial;

/** Ends a request with a page that says why. */
public final class Stop extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String why;

  public Stop(int status, String why) {
    // Thrown for what callers do wrong, at their rate: no stack trace.
    super("status " + status, null, false, false);
    this.status = status;
    this.why = why;
  }

  /** No such object, or not the reader's. */
  public static Stop notFound() {
    return new Stop(404, "There is no such page, or it is not yours.");
  }

  public int status() {
    return status;
  }

  public String why() {
    return why;
  }
}
