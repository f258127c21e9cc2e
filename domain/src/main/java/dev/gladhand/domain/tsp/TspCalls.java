package dev.gladhand.domain.tsp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes single HTTP exchanges with TSPs; no other code calls a TSP. An exchange follows no
 * redirect, uses no proxy, reaches only allowed addresses, and is bounded in time and size. Blocks;
 * called on virtual threads; throws nothing for a failure of the network.
 */
@FunctionalInterface
public interface TspCalls {
  Answer exchange(Call call);

  /**
   * One HTTP call.
   *
   * @param headers the headers, including credentials; the values are never logged
   * @param timeout the longest time that the whole exchange may take
   * @param maxReply the most bytes of the answer's body, after decompression
   * @param writes whether the call belongs to a write. Such a call is made exactly once; any other
   *     call may be repeated within its time-out if nothing of it was sent
   * @param mayLeave is asked right before the first byte is sent, by the thread that writes it;
   *     false ends the exchange as {@link Kind#TIMEOUT} with nothing sent
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
    /** A call whose first byte may always be sent: {@code mayLeave} gives true. */
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

    /** The same call with another time-out. */
    public Call within(Duration bound) {
      return new Call(method, url, headers, body, bound, maxReply, writes, mayLeave);
    }

    @Override
    public String toString() {
      return method;
    }
  }

  /** The result of an exchange. */
  sealed interface Answer {
    /**
     * A complete answer.
     *
     * @param headers lower-case names
     */
    record Replied(int status, Map<String, List<String>> headers, byte[] body) implements Answer {}

    /**
     * No complete answer came.
     *
     * @param maybeSent whether a byte of the request may have left: false only when it is certain
     *     that none did
     * @param status the status if the answer had begun; null otherwise
     * @param headers the headers of the answer if it had begun
     * @param detail for people: never a credential, a header of the request, or an exception class
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
