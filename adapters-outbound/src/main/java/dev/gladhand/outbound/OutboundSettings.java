package dev.gladhand.outbound;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client: how it keeps connections, and the limits of a reply's head.
 *
 * @param maxPerTarget the most concurrent exchanges with one target
 * @param maxTotal the most concurrent exchanges and idle connections in all
 * @param keepIdle how long an unused connection is kept; with a shorter time, fewer writes are sent
 *     over a connection that the peer is just closing
 * @param keepAtMost the age from which a connection is not used again, so that names are looked up
 *     anew
 * @param maxHeaders the most header fields of a reply
 * @param maxHeadBytes the most bytes of a reply's head
 * @param userAgent the value of the header {@code User-Agent} for requests that do not set it
 * @param tls the certificates to trust for https; null for the default of the Java runtime
 */
public record OutboundSettings(
    int maxPerTarget,
    int maxTotal,
    Duration keepIdle,
    Duration keepAtMost,
    int maxHeaders,
    int maxHeadBytes,
    String userAgent,
    @Nullable SSLContext tls) {

  public OutboundSettings {
    if (maxPerTarget < 1 || maxTotal < 1 || maxHeaders < 1 || maxHeadBytes < 64) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (!FieldSyntax.isSendable(userAgent)) {
      throw new IllegalArgumentException("the user agent has a character that cannot be sent");
    }
    if (keepIdle.isNegative() || keepAtMost.isNegative()) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }

  /**
   * The usual settings. Idle connections are closed after four seconds, because many servers close
   * theirs after five.
   */
  public static OutboundSettings defaults() {
    return new OutboundSettings(
        64, 1_024, Duration.ofSeconds(4), Duration.ofMinutes(5), 100, 32 * 1024, "Gladhand", null);
  }

  public OutboundSettings withPool(int perTarget, int total) {
    return new OutboundSettings(
        perTarget, total, keepIdle, keepAtMost, maxHeaders, maxHeadBytes, userAgent, tls);
  }

  public OutboundSettings withKeepAlive(Duration idle, Duration atMost) {
    return new OutboundSettings(
        maxPerTarget, maxTotal, idle, atMost, maxHeaders, maxHeadBytes, userAgent, tls);
  }

  public OutboundSettings withUserAgent(String agent) {
    return new OutboundSettings(
        maxPerTarget, maxTotal, keepIdle, keepAtMost, maxHeaders, maxHeadBytes, agent, tls);
  }

  public OutboundSettings withTls(SSLContext context) {
    return new OutboundSettings(
        maxPerTarget, maxTotal, keepIdle, keepAtMost, maxHeaders, maxHeadBytes, userAgent, context);
  }
}
