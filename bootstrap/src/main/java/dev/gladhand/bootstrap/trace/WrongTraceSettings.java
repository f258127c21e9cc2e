package dev.gladhand.bootstrap.trace;

/** Reports an OpenTelemetry variable whose value cannot be used, without repeating the value. */
public final class WrongTraceSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongTraceSettings(String message) {
    super(message, null, false, false);
  }
}
