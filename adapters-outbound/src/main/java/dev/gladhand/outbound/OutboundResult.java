package dev.gladhand.outbound;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an exchange ended. */
public sealed interface OutboundResult {
  /** Time from the call to its end. */
  Duration took();

  /**
   * A whole reply came back, whatever its status; redirects are replies like others.
   *
   * @param truncated the body went on past the cap and was cut there
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
   * No whole reply came back.
   *
   * @param requestMayHaveBeenSent false only where not one byte of the request can have left
   * @param safeDetail what happened, without header values, query, path, or exception messages
   * @param status the status of a reply that began and whose rest is missing: the peer has acted
   * @param headers those of that reply, as far as they came whole
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
