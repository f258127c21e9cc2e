package dev.gladhand.outbound;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of an exchange. */
public sealed interface OutboundResult {
  /** The time from the call to its end. */
  Duration took();

  /**
   * A complete reply was received, with any status; redirects are not followed but returned.
   *
   * @param truncated whether the body was longer than permitted and was cut there
   */
  record Replied(
      int status,
      ReplyHeaders headers,
      ReplyBody body,
      boolean truncated,
      Duration took,
      InetSocketAddress remote)
      implements OutboundResult {}

  /**
   * No complete reply was received.
   *
   * @param requestMayHaveBeenSent false only if certainly no byte of the request was sent
   * @param safeDetail what happened, without header values, query, path, or exception messages
   * @param status the status of a reply that was received only in part, which shows that the peer
   *     has answered; null if no status was received
   * @param headers the headers of that reply, as far as they were received completely
   */
  record Failed(
      FailureKind kind,
      boolean requestMayHaveBeenSent,
      String safeDetail,
      @Nullable Integer status,
      ReplyHeaders headers,
      Duration took)
      implements OutboundResult {}
}
