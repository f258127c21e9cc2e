package dev.gladhand.http.mcp;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Verdict;
import dev.gladhand.domain.operation.Waiting;
import org.jspecify.annotations.Nullable;

/** Explains the state of an operation in words for people who do not know the gateway. */
final class Explanation {
  private Explanation() {}

  static String of(OperationView view) {
    var operation = view.operation();
    return switch (operation.state()) {
      case State.Succeeded _ -> "The provider has applied the write.";
      case State.Failed(var verdict) -> ended(verdict);
      case State.Pending pending ->
          (pending.begun()
                  ? "The provider is being called, or its answer is awaited."
                  : waits(view.blocked() != null ? view.blocked() : pending.why()))
              + (view.next() == null
                  ? ""
                  : " The next attempt is made at " + Moments.format(view.next()) + ".");
    };
  }

  private static String ended(Verdict verdict) {
    return switch (verdict) {
      case APPLIED ->
          "The operation failed after the provider had applied the write, or a part of it.";
      case NOT_APPLIED ->
          "The operation failed, and the provider has not applied the write. A retry cannot apply"
              + " it twice. The last entry of logs says why it failed.";
      case UNKNOWN ->
          "The operation ended without an answer that tells whether the provider applied the write."
              + " Look at the provider before a retry: a retry may apply it twice.";
    };
  }

  private static String waits(@Nullable Waiting why) {
    return switch (why == null ? Waiting.QUEUE : why) {
      case QUEUE -> "The operation waits for its turn; nothing blocks it.";
      case RATE_LIMIT -> "The provider's limit on calls is used up for the moment.";
      case BACKOFF -> "An attempt failed, and the next one is made after a pause.";
      case EARLIER_WRITE ->
          "An earlier write to the same record or thread comes first, so that their order is kept.";
      case CREDENTIALS ->
          "The provider refuses the fleet's credentials: the fleet has to connect again.";
      case CIRCUIT ->
          "The provider fails or does not answer: the gateway pauses its calls and tests the"
              + " provider from time to time.";
      case SETTLING ->
          "An attempt had no answer: the gateway is finding out whether the write was applied"
              + " before it does anything more.";
    };
  }
}
