package dev.gladhand.bootstrap.trace;

/** A variable of OpenTelemetry has a value that cannot be used; the message does not repeat it. */
public final class WrongTraceSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongTraceSettings(String message) {
    super(message, null, false, false);
  }
}
