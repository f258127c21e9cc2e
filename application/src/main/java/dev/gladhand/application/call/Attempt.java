package dev.gladhand.application.call;

import dev.gladhand.application.store.Operations.Sent;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.tsp.Sending;
import dev.gladhand.domain.tsp.SentRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One attempt of a write: until when its calls may be made, and what they have sent. For one
 * thread.
 */
public final class Attempt implements Sending {
  private final ResourceOperation begun;
  private final BooleanSupplier lasts;
  private final Instant beginBefore;
  private final Instant leaveBefore;
  private final InstantSource clock;
  private final List<Sent> sent;

  /**
   * @param begun the write, its intent stored
   * @param lasts whether the write is still this node's to send
   * @param beginBefore when the first call has to be begun, by the clock
   * @param leaveBefore when the first byte of the last call has to leave, by the clock
   * @param sent gets what is sent
   */
  public Attempt(
      ResourceOperation begun,
      BooleanSupplier lasts,
      Instant beginBefore,
      Instant leaveBefore,
      InstantSource clock,
      List<Sent> sent) {
    this.begun = begun;
    this.lasts = lasts;
    this.beginBefore = beginBefore;
    this.leaveBefore = leaveBefore;
    this.clock = clock;
    this.sent = sent;
  }

  /** Whether a call may be begun now. */
  public boolean mayBegin() {
    return isBefore(beginBefore);
  }

  @Override
  public boolean mayLeave() {
    return isBefore(leaveBefore);
  }

  private boolean isBefore(Instant latest) {
    var now = clock.instant();
    var expires = begun.expiresAt();
    return lasts.getAsBoolean()
        && now.isBefore(latest)
        && (expires == null || now.isBefore(expires));
  }

  @Override
  public void accept(SentRequest request) {
    var at = begun.pending().map(State.Pending::begunAt).orElse(begun.updatedAt());
    sent.add(new Sent(begun.attempts(), at, request));
  }
}
