package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a TSP's answer means where its status does not say it: some TSPs tell of errors in the body
 * or in a header of a 200. An adapter gives one by its {@link Reader}.
 */
public sealed interface Verdict {
  /** The common table decides, by the status alone. */
  record ByStatus() implements Verdict {}

  /**
   * The call failed.
   *
   * @param maybeApplied whether the TSP may have acted; ignored for a call that only reads
   * @param advice a {@link Retry.Backoff} waits as long as a {@code Retry-After} header says
   * @param words what the TSP said, as it said it; secrets are removed from it
   */
  record Refused(ErrorType type, boolean maybeApplied, Retry advice, String words)
      implements Verdict {}

  /**
   * The TSP asks to come back later: nothing ran, and it counts as no attempt.
   *
   * @param delay how long to wait where no {@code Retry-After} header says it; null leaves it to
   *     the engine
   */
  record Throttled(String words, @Nullable Duration delay) implements Verdict {}

  /**
   * Reads each answer that a TSP gives, whatever its status, before the common table does.
   * Thread-safe and pure.
   */
  @FunctionalInterface
  interface Reader {
    /**
     * @param answer of any status; where {@link Exchange.Answered#whole} is false, its body is lost
     */
    Verdict read(Exchange.Answered answer);
  }
}
