package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.TspCalls;

/**
 * The default table of what a failed call means. It applies unless the adapter's {@link
 * Verdict.Reader} has found an error in the answer itself. Pure.
 */
final class ErrorTable {
  private ErrorTable() {}

  /**
   * The meaning of a failure: whose fault it is, whether the TSP may have applied the write, and
   * what to do next.
   */
  record Meaning(ErrorType type, boolean maybeApplied, Retry advice) {}

  /** The meaning of a call without an answer. */
  static Meaning of(TspCalls.Kind kind, boolean maybeSent, Effect effect) {
    var unsendable = kind == TspCalls.Kind.PROTOCOL && !maybeSent;
    return new Meaning(
        ErrorType.NETWORK,
        maybeSent && effect == Effect.WRITES,
        unsendable ? new Retry.Never() : new Retry.Backoff());
  }

  /** The meaning of an answer that is neither a success nor a 429. */
  static Meaning of(int status, Effect effect) {
    return switch (status) {
      case 401 -> new Meaning(ErrorType.AUTH, false, new Retry.NewCredentials());
      case 403 -> new Meaning(ErrorType.AUTH, false, new Retry.Never());
      case 421 -> new Meaning(ErrorType.NETWORK, false, new Retry.Backoff());
      case 408 -> unknown(effect);
      default -> ranged(status, effect);
    };
  }

  private static Meaning ranged(int status, Effect effect) {
    if (status >= 400 && status < 500) {
      return new Meaning(ErrorType.VALIDATION, false, new Retry.Never());
    }
    if (status >= 300 && status < 400) {
      // Redirects are never followed: they may lead to any host, and they turn a write into a read.
      // A 303 to a POST says that the POST was carried out; other redirects do not say whether.
      return new Meaning(ErrorType.TSP, effect == Effect.WRITES, new Retry.Never());
    }
    return unknown(effect);
  }

  private static Meaning unknown(Effect effect) {
    return new Meaning(ErrorType.TSP, effect == Effect.WRITES, new Retry.Backoff());
  }
}
