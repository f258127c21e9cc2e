package dev.gladhand.outbound;

import dev.gladhand.outbound.policy.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply: how far they are, and the way to stop them from another thread. A stop
 * closes the socket, so that the blocked read or write throws an exception; the exchange then fails
 * with the reason of the stop.
 */
final class Exchange {
  /** The exchange that the calling thread carries out. */
  static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

  private final Target target;
  private final long begun = System.nanoTime();
  private final long deadline;
  private final BooleanSupplier mayLeave;
  private List<InetAddress> addresses = List.of();

  // Guarded by this.
  private boolean sent;
  private boolean cut;
  private @Nullable Integer status;
  private ReplyHeaders headers = ReplyHeaders.none();
  private boolean headed;
  private @Nullable Runnable abort;
  private @Nullable FailureKind stop;
  private boolean over;

  /**
   * Makes an exchange that has not begun.
   *
   * @param mayLeave is asked right before the first byte of the request is sent; if it answers
   *     false, nothing is sent
   */
  Exchange(Target target, Duration limit, BooleanSupplier mayLeave) {
    this.target = target;
    this.deadline = begun + limit.toNanos();
    this.mayLeave = mayLeave;
  }

  Target target() {
    return target;
  }

  /** Nanoseconds until the deadline; zero or less after it. */
  long remaining() {
    return deadline - System.nanoTime();
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** The addresses that the exchange may connect to; empty until they have been checked. */
  List<InetAddress> addresses() {
    return addresses;
  }

  void permit(List<InetAddress> judged) {
    addresses = judged;
  }

  /**
   * Sets the action that closes the socket; from now on, a stop of the exchange runs it. Throws an
   * exception if the exchange was stopped before.
   */
  synchronized void onStop(Runnable what) throws ExchangeException {
    abort = what;
    failIfStopped();
  }

  /**
   * Must be called right before the first byte of the request is sent; throws an exception if the
   * request must not be sent any more.
   */
  synchronized void sending() throws ExchangeException {
    // The process may have been paused: during this exchange, so that the deadline has passed and
    // the timer has not yet stopped it, or before it, which only the caller can know. In both cases
    // another node may have taken over the write meanwhile.
    if (remaining() <= 0 || !mayLeave.getAsBoolean()) {
      stop(FailureKind.TIMEOUT);
    }
    failIfStopped();
    sent = true;
  }

  private void failIfStopped() throws ExchangeException {
    if (stop != null) {
      throw stopped(stop);
    }
  }

  /**
   * Notes that the request was not sent completely, so that the connection cannot be used again.
   */
  synchronized void cutShort() {
    cut = true;
  }

  synchronized void began(int replyStatus) {
    status = replyStatus;
  }

  synchronized void headed(ReplyHeaders replyHeaders) {
    headers = replyHeaders;
    headed = true;
  }

  synchronized ReplyHeaders headers() {
    return headers;
  }

  /** Whether the status was received and the rest of the head was not. */
  synchronized boolean isWithinHead() {
    return status != null && !headed;
  }

  /**
   * Ends the exchange, so that a late stop cannot close a connection that another exchange uses.
   *
   * @return whether its connection may be used again
   */
  synchronized boolean end() {
    over = true;
    abort = null;
    return stop == null && !cut;
  }

  /** Stops the exchange from any thread; only the first stop has an effect. */
  synchronized void stop(FailureKind why) {
    if (over || stop != null) {
      return;
    }
    stop = why;
    if (abort != null) {
      abort.run();
    }
  }

  /**
   * The failure to report after an exception in the exchange's own thread: the stop or the
   * interrupt that caused it, or else the given kind and detail.
   */
  synchronized ExchangeException meaning(FailureKind kind, String detail) {
    if (stop != null) {
      return stopped(stop);
    }
    if (Thread.currentThread().isInterrupted()) {
      return stopped(FailureKind.CANCELLED);
    }
    return new ExchangeException(kind, detail);
  }

  /** The exception that reports a stop of this exchange. */
  synchronized ExchangeException stopped(FailureKind why) {
    var peer = target.hostAndPort();
    return new ExchangeException(
        why,
        switch (why) {
          case CONNECT_TIMEOUT -> "no connection to " + peer + " within the time limit";
          case CANCELLED -> "the call to " + peer + " was cancelled";
          default ->
              status == null
                  ? "no answer from " + peer + " within the time limit"
                  : "the answer of " + peer + " was not whole within the time limit";
        });
  }

  synchronized OutboundResult.Failed failed(ExchangeException why) {
    return new OutboundResult.Failed(why.kind(), sent, why.detail(), status, headers, took());
  }
}
