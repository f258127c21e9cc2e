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
 * One attempt to deliver a write. It decides whether a call may still be made, and collects the
 * requests that were sent. For one thread.
 */
public final class Attempt implements Sending {
  private final ResourceOperation begun;
  private final BooleanSupplier lasts;
  private final Instant beginBefore;
  private final Instant leaveBefore;
  private final InstantSource clock;
  private final List<Sent> sent;

  /**
   * Makes an attempt for a write whose intent is stored.
   *
   * @param begun the operation as it is after its intent was stored
   * @param lasts tells whether this node may still send the write; asked before each call and
   *     before each request
   * @param beginBefore the time by {@code clock} before which a call of the adapter must begin
   * @param leaveBefore the time by {@code clock} before which the first byte of the last request
   *     must be sent
   * @param sent the list to which each sent request is added
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

  /** Whether a call of the adapter may begin now. */
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
