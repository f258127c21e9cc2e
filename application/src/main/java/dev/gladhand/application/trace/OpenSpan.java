package dev.gladhand.application.trace;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import org.jspecify.annotations.Nullable;

/** A span that was begun, and ends when it is closed; closed once, on any thread. */
public interface OpenSpan extends AutoCloseable {
  /** What is kept for whatever follows from it; null for nothing. */
  @Nullable TraceContext context();

  /** The operation that it turned out to be about. */
  void about(ResourceOperation operation);

  /**
   * How it came out.
   *
   * @param word of a closed set
   */
  void outcome(String word, boolean failed);

  /** The status of the HTTP answer to it, which is a failure from 500 on. */
  void answered(int status);

  @Override
  void close();
}
