package dev.gladhand.domain.tsp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way out to TSPs: a single guarded HTTP exchange. It follows no redirect, uses no proxy,
 * reaches only allowed addresses, and is bounded in time and size. Blocks; called on virtual
 * threads; throws nothing for what a network does.
 */
@FunctionalInterface
public interface TspCalls {
  Answer exchange(Call call);

  /**
   * @param headers credentials included; values are never logged
   * @param timeout bound of the whole exchange
   * @param maxReply bytes of the answer's body, after decompression, at most
   * @param writes whether it is a call of a write: of those each is made exactly once, while
   *     another may be made again, within its time-out, where nothing of it was sent
   * @param mayLeave asked right before the first byte leaves, by the thread that writes it; false
   *     ends the exchange as {@link Kind#TIMEOUT} with nothing sent
   */
  record Call(
      String method,
      String url,
      Map<String, String> headers,
      byte @Nullable [] body,
      Duration timeout,
      int maxReply,
      boolean writes,
      BooleanSupplier mayLeave) {
    /** A call that may leave at any time. */
    public Call(
        String method,
        String url,
        Map<String, String> headers,
        byte @Nullable [] body,
        Duration timeout,
        int maxReply,
        boolean writes) {
      this(method, url, headers, body, timeout, maxReply, writes, () -> true);
    }

    /** The same call with another bound. */
    public Call within(Duration bound) {
      return new Call(method, url, headers, body, bound, maxReply, writes, mayLeave);
    }

    @Override
    public String toString() {
      return method;
    }
  }

  /** What came of an exchange. */
  sealed interface Answer {
    /**
     * A whole answer.
     *
     * @param headers lower-case names
     */
    record Replied(int status, Map<String, List<String>> headers, byte[] body) implements Answer {}

    /**
     * No whole answer.
     *
     * @param maybeSent whether a byte of the request may have left: false only when it is certain
     *     that none did
     * @param status the status, where the answer had begun; null otherwise
     * @param headers of the answer, where it had begun
     * @param detail for people: never a credential, a header of ours, or an exception class
     */
    record Failed(
        Kind kind,
        boolean maybeSent,
        @Nullable Integer status,
        Map<String, List<String>> headers,
        String detail)
        implements Answer {}
  }

  /** How an exchange failed. */
  enum Kind {
    BLOCKED,
    DNS,
    CONNECT,
    TLS,
    RESET,
    TIMEOUT,
    PROTOCOL,
    TOO_LARGE
  }
}
