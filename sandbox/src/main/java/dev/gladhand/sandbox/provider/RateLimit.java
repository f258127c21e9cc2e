package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.RequestHead;
import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits the number of requests in a length of time. A strict limit holds in every interval of that
 * length. Any other limit is a token bucket: when it is full, all its requests may pass at once,
 * and it is refilled evenly.
 */
public final class RateLimit {
  private final @Nullable String method;
  private final @Nullable Pattern path;
  private final int count;
  private final Duration window;
  private final boolean strict;
  private final long[] latest;
  private int oldest;
  private double tokens;
  private long filledAt;

  /**
   * Makes a limit.
   *
   * @param path a regular expression for the whole path; null for every path
   */
  public RateLimit(
      @Nullable String method, @Nullable String path, int count, Duration window, boolean strict) {
    if (count < 1 || count > 1_000_000 || window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException("a limit is 1 to 1000000 requests per time");
    }
    this.method = method;
    this.path = path == null ? null : Pattern.compile(path);
    this.count = count;
    this.window = window;
    this.strict = strict;
    this.latest = new long[strict ? count : 0];
    this.tokens = count;
    this.filledAt = System.nanoTime();
    Arrays.fill(latest, filledAt - window.toNanos());
  }

  boolean concerns(RequestHead head) {
    return (method == null || method.equalsIgnoreCase(head.method()))
        && (path == null || path.matcher(head.path()).matches());
  }

  /**
   * Returns zero and counts the request if it may pass; otherwise returns the wait until a request
   * may pass.
   */
  synchronized Duration take(long now) {
    return Duration.ofNanos(strict ? takeStrictly(now) : takeFromBucket(now));
  }

  private long takeStrictly(long now) {
    long free = latest[oldest] + window.toNanos() - now;
    if (free > 0) {
      return free;
    }
    latest[oldest] = now;
    oldest = (oldest + 1) % count;
    return 0;
  }

  private long takeFromBucket(long now) {
    double perNano = count / (double) window.toNanos();
    tokens = Math.min(count, tokens + (now - filledAt) * perNano);
    filledAt = now;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return (long) Math.ceil((1 - tokens) / perNano);
  }

  /**
   * Reads a limit from {@code {per_second | per_minute, path, method, strict}}.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  public static RateLimit read(Json json) {
    if (!(json instanceof Json.Obj object)) {
      throw new IllegalArgumentException("a rate limit is an object");
    }
    BigDecimal second = object.number("per_second");
    BigDecimal minute = object.number("per_minute");
    BigDecimal count = second == null ? minute : second;
    if (count == null) {
      throw new IllegalArgumentException("a rate limit has per_second or per_minute");
    }
    return new RateLimit(
        object.text("method"),
        object.text("path"),
        count.intValueExact(),
        Duration.ofSeconds(second == null ? 60 : 1),
        Boolean.TRUE.equals(object.bool("strict")));
  }

  Json.Obj show() {
    return Json.obj(
        "method",
        method,
        "path",
        path == null ? null : path.pattern(),
        window.toSeconds() == 60 ? "per_minute" : "per_second",
        count,
        "strict",
        strict);
  }
}
