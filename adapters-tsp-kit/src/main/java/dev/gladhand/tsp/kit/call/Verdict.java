package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a TSP's answer means if its status does not show it: some TSPs report errors in the body or
 * a header of a 200. An adapter's {@link Reader} makes verdicts.
 */
public sealed interface Verdict {
  /** The reader found no error in the answer: the status alone decides whether the call failed. */
  record ByStatus() implements Verdict {}

  /**
   * The call failed.
   *
   * @param maybeApplied whether the TSP may have applied the write; ignored for a read
   * @param advice what to do next; a {@link Retry.Backoff} waits as long as the {@code Retry-After}
   *     header says, if there is one
   * @param words the TSP's message, unchanged; secrets are removed later
   */
  record Refused(ErrorType type, boolean maybeApplied, Retry advice, String words)
      implements Verdict {}

  /** The TSP refused the values of the call: the same call can never succeed. */
  static Verdict invalid(String words) {
    return new Refused(ErrorType.VALIDATION, false, new Retry.Never(), words);
  }

  /** The call failed and nothing was applied; the same call may succeed later. */
  static Verdict unavailable(String words) {
    return new Refused(ErrorType.TSP, false, new Retry.Backoff(), words);
  }

  /** The call failed, but the TSP may have applied the write. */
  static Verdict unknown(String words) {
    return new Refused(ErrorType.TSP, true, new Retry.Backoff(), words);
  }

  /** The credentials are not valid, or not any more. */
  static Verdict unauthorized(String words) {
    return new Refused(ErrorType.AUTH, false, new Retry.NewCredentials(), words);
  }

  /** The credentials do not permit the call. */
  static Verdict forbidden(String words) {
    return new Refused(ErrorType.AUTH, false, new Retry.Never(), words);
  }

  /**
   * The TSP asks to wait. Nothing was applied, and the call does not count as an attempt.
   *
   * @param delay the wait if there is no {@code Retry-After} header; null lets the engine choose
   */
  record Throttled(String words, @Nullable Duration delay) implements Verdict {}

  /**
   * Reads each answer of a TSP, whatever its status, before the default table decides. Thread-safe
   * and pure.
   */
  @FunctionalInterface
  interface Reader {
    /**
     * @param answer an answer with any status; if {@link Exchange.Answered#whole} is false, its
     *     body is lost
     */
    Verdict read(Exchange.Answered answer);
  }
}
