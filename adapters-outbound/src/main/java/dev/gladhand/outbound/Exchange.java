package dev.gladhand.outbound;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One exchange under way: what has happened so far, and the one way to stop it from another thread.
 * A stop closes the socket under the blocked reader or writer, whose exception then means the stop.
 */
final class Exchange {
  private final Target target;
  private final long begun = System.nanoTime();
  private final long deadline;

  // Guarded by this.
  private boolean sent;
  private @Nullable Integer status;
  private ReplyHeaders headers = ReplyHeaders.none();
  private @Nullable SocketChannel channel;
  private @Nullable FailureKind stop;
  private boolean over;

  Exchange(Target target, Duration limit) {
    this.target = target;
    this.deadline = begun + limit.toNanos();
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

  /** From here on a stop closes this channel too. */
  synchronized void attach(SocketChannel opened) throws Trouble {
    if (stop != null) {
      Sockets.abort(opened);
      throw trouble(stop);
    }
    channel = opened;
  }

  /** The channel is no longer this exchange's: a later stop leaves it alone. */
  synchronized void detach() {
    channel = null;
  }

  /** Ends the exchange, so that no late stop can hit a connection that another one uses. */
  synchronized boolean endUnstopped() {
    over = true;
    channel = null;
    return stop == null;
  }

  /** Stops the exchange from any thread; the first stop counts. */
  synchronized void stop(FailureKind why) {
    if (over || stop != null) {
      return;
    }
    stop = why;
    if (channel != null) {
      Sockets.abort(channel);
    }
  }

  /** What an exception of the own thread means: the stop, if there was one, else itself. */
  synchronized Trouble meaning(FailureKind kind, String detail) {
    if (stop != null) {
      return trouble(stop);
    }
    if (Thread.currentThread().isInterrupted()) {
      return trouble(FailureKind.CANCELLED);
    }
    return new Trouble(kind, detail);
  }

  /** A stop, told of this exchange. */
  synchronized Trouble trouble(FailureKind why) {
    var peer = target.hostAndPort();
    return new Trouble(
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

  /** To be called right before the first byte of the request may leave. */
  synchronized void sending() throws Trouble {
    if (stop != null) {
      throw trouble(stop);
    }
    sent = true;
  }

  synchronized void began(int replyStatus) {
    status = replyStatus;
  }

  synchronized void headed(ReplyHeaders replyHeaders) {
    headers = replyHeaders;
  }

  synchronized OutboundResult.Failed failed(Trouble trouble) {
    return new OutboundResult.Failed(
        trouble.kind(), sent, trouble.detail(), status, headers, took());
  }
}
