package dev.gladhand.sandbox.json;

/** Says why bytes that were read are not JSON. */
public final class JsonFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonFault(String message) {
    super(message, null, false, false);
  }

  /** The reason, as a sentence that the caller may see. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
