package dev.gladhand.bootstrap.wiring;

import dev.gladhand.domain.tsp.TspCalls;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Makes calls to TSPs, and repeats a look-up or a renewal of credentials if nothing of it was sent:
 * at most twice, within the time-out of the first. A call of a write is made once, because only the
 * engine repeats writes. Thread-safe.
 */
@Singleton
class RepeatedCalls implements TspCalls {
  /** How much of the time-out must be left so that a call is repeated, in nanoseconds. */
  private static final long WORTH_A_TRY = Duration.ofSeconds(1).toNanos();

  private final TspCalls once;

  RepeatedCalls(@Named("once") TspCalls once) {
    this.once = once;
  }

  @Override
  public Answer exchange(Call call) {
    if (call.writes()) {
      return once.exchange(call);
    }
    try {
      return attempt(call, System.nanoTime() + call.timeout().toNanos());
    } catch (NothingSent last) {
      return last.failed();
    }
  }

  /**
   * Makes the call once. If nothing was sent and another try may succeed, throws {@link
   * NothingSent}; the annotation {@code Retryable} then makes the framework call this method again.
   *
   * @param end the end of the call's time-out, by {@link System#nanoTime}
   */
  @Retryable(includes = NothingSent.class, attempts = "2", delay = "100ms", multiplier = "3")
  Answer attempt(Call call, long end) {
    var answer = once.exchange(call.within(Duration.ofNanos(end - System.nanoTime())));
    if (answer instanceof Answer.Failed failed
        && !failed.maybeSent()
        && mayPass(failed.kind())
        && end - System.nanoTime() >= WORTH_A_TRY) {
      throw new NothingSent(failed);
    }
    return answer;
  }

  /** Whether a call that failed in this way may succeed when it is repeated. */
  private static boolean mayPass(Kind kind) {
    return switch (kind) {
      case DNS, CONNECT, RESET, TIMEOUT -> true;
      case BLOCKED, TLS, PROTOCOL, TOO_LARGE -> false;
    };
  }

  /**
   * Says that nothing of the call was sent. Contains the failure, which is the result if the call
   * is not repeated any more.
   */
  static final class NothingSent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer.Failed failed;

    NothingSent(Answer.Failed failed) {
      super(failed.detail(), null, false, false);
      this.failed = failed;
    }

    Answer.Failed failed() {
      return failed;
    }
  }
}
