package dev.gladhand.outbound;

import dev.gladhand.outbound.policy.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One exchange under way: how far it has come, and the one way to stop it from another thread. A
 * stop closes the socket under the blocked reader or writer, whose exception then means the stop.
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
   * @param mayLeave asked right before the first byte of the request leaves
   */
  Exchange(Target target, Duration limit, BooleanSupplier mayLeave) {
    this.target = target;
    this.deadline = begun + limit.toNanos();
    this.mayLeave = mayLeave;
  }

  Target target() {
    return target;
  }

  /** Nanoseconds until the deadline; zero or less when it has passed. */
  long remaining() {
    return deadline - System.nanoTime();
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** The addresses that may be dialled; none before they were judged. */
  List<InetAddress> addresses() {
    return addresses;
  }

  void permit(List<InetAddress> judged) {
    addresses = judged;
  }

  /** From here on a stop does this. */
  synchronized void onStop(Runnable what) throws ExchangeException {
    abort = what;
    failIfStopped();
  }

  /** To be called right before the first byte of the request may leave. */
  synchronized void sending() throws ExchangeException {
    // A process that stood still may come here before the clock that stops what is too late, or may
    // have stood still before this exchange began: another node may have taken the write over.
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

  /** The request could not be written to its end: the connection is of no further use. */
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

  /** Whether the status has come and the rest of the head has not. */
  synchronized boolean isWithinHead() {
    return status != null && !headed;
  }

  /**
   * Ends the exchange, so that no late stop can hit a connection that another one uses.
   *
   * @return whether its connection may be used again
   */
  synchronized boolean end() {
    over = true;
    abort = null;
    return stop == null && !cut;
  }

  /** Stops the exchange from any thread; the first stop counts. */
  synchronized void stop(FailureKind why) {
    if (over || stop != null) {
      return;
    }
    stop = why;
    if (abort != null) {
      abort.run();
    }
  }

  /** What an exception of the own thread means: the stop, if there was one, else itself. */
  synchronized ExchangeException meaning(FailureKind kind, String detail) {
    if (stop != null) {
      return stopped(stop);
    }
    if (Thread.currentThread().isInterrupted()) {
      return stopped(FailureKind.CANCELLED);
    }
    return new ExchangeException(kind, detail);
  }

  /** A stop, told of this exchange. */
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
