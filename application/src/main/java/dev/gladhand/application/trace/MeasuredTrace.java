package dev.gladhand.application.trace;

import dev.gladhand.domain.operation.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells the metrics, while a measurement is made on this thread, to which trace it belongs, so that
 * they can refer to this trace as an exemplar. Thread-safe.
 */
public final class MeasuredTrace {
  private static final ScopedValue<TraceContext> CURRENT = ScopedValue.newInstance();

  private MeasuredTrace() {}

  /**
   * Makes a measurement on this thread.
   *
   * @param trace the trace to refer to; null if there is none
   */
  public static void measure(@Nullable TraceContext trace, Runnable measuring) {
    if (trace == null) {
      measuring.run();
    } else {
      ScopedValue.where(CURRENT, trace).run(measuring);
    }
  }

  /** The trace of the measurement that this thread is making; null if there is none. */
  public static @Nullable TraceContext current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }
}
