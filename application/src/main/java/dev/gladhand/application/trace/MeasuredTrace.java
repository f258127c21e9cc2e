package dev.gladhand.application.trace;

import dev.gladhand.domain.operation.TraceContext;
import org.jspecify.annotations.Nullable;

/** The trace that what is measured belongs to, so that a measurement can name one. Thread-safe. */
public final class MeasuredTrace {
  private static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

  private MeasuredTrace() {}

  /**
   * Measures, on this thread.
   *
   * @param trace null where there is none
   */
  public static void measure(@Nullable TraceContext trace, Runnable measuring) {
    if (trace == null) {
      measuring.run();
    } else {
      ScopedValue.where(CURRENT, trace).run(measuring);
    }
  }

  /** That of the measurement that this thread makes; null where there is none. */
  public static @Nullable TraceContext current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }
}
