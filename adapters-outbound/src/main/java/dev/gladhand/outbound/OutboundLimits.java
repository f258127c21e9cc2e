package dev.gladhand.outbound;

import java.time.Duration;

/**
 * The limits of one exchange.
 *
 * @param connectTimeout the time for look-up, connect and TLS handshake together
 * @param deadline the time for the whole exchange, from the call to the last byte of the reply
 * @param maxBody the most bytes of the reply's body, counted before and after decompression
 * @param overflow what happens to a longer body
 */
public record OutboundLimits(
    Duration connectTimeout, Duration deadline, int maxBody, Overflow overflow) {
  /** What happens to a body that is longer than {@code maxBody}. */
  public enum Overflow {
    /** The exchange fails as {@link FailureKind#TOO_LARGE}. */
    FAIL,
    /** The first bytes are kept, and the rest is not read. */
    TRUNCATE
  }

  private static final int LARGEST_CAP = 64 * 1024 * 1024;

  public OutboundLimits {
    if (!connectTimeout.isPositive() || !deadline.isPositive()) {
      throw new IllegalArgumentException("times must be positive");
    }
    if (maxBody < 0 || maxBody > LARGEST_CAP) {
      throw new IllegalArgumentException("the cap must be from 0 to 64 MiB");
    }
  }

  public static OutboundLimits of(Duration connectTimeout, Duration deadline) {
    return new OutboundLimits(connectTimeout, deadline, 256 * 1024, Overflow.FAIL);
  }

  public OutboundLimits cappedAt(int bytes, Overflow policy) {
    return new OutboundLimits(connectTimeout, deadline, bytes, policy);
  }

  public OutboundLimits withDeadline(Duration whole) {
    return new OutboundLimits(connectTimeout, whole, maxBody, overflow);
  }
}
