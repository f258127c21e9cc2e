package dev.gladhand.application.trace;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import org.jspecify.annotations.Nullable;

/** A span that has begun and ends when it is closed. It is closed once, on any thread. */
public interface OpenSpan extends AutoCloseable {
  /** The trace context that makes later spans part of the same trace; null if there is no trace. */
  @Nullable TraceContext context();

  /** Names the operation of the span, once it is known. */
  void about(ResourceOperation operation);

  /**
   * Sets the result.
   *
   * @param word one of a fixed set of words
   * @param failed whether the span is marked as failed
   */
  void outcome(String word, boolean failed);

  /** Sets the status of the HTTP answer; 500 and above count as a failure. */
  void answered(int status);

  @Override
  void close();
}
