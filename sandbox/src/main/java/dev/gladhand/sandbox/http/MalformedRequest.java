package dev.gladhand.sandbox.http;

/** A request that cannot be read; the connection ends after the answer. */
final class MalformedRequest extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  MalformedRequest(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  Answer answer() {
    return Answer.text(status, String.valueOf(getMessage()));
  }
}
