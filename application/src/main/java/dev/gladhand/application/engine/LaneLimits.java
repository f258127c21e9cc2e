package dev.gladhand.application.engine;

import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.tsp.RateLimit;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of one lane, by the TSP's scopes or the connection's own setting, and what was
 * learned of them. It outlives its holder as a short text in the lane's row. Not thread-safe.
 */
final class LaneLimits {
  /** The one scope of a connection that sets its own limit. */
  private static final String OWN = "connection";

  private static final Pattern ENTRY = Pattern.compile("([^=;]+)=([0-9.]+)/([0-9.]+)@([0-9]+)");

  private final Connection connection;
  private final TspAdapter adapter;
  private final Map<String, TokenBucket> buckets = new LinkedHashMap<>();
  private final Map<String, double[]> remembered = new LinkedHashMap<>();
  private final boolean abandoned;

  /**
   * @param memory what the last holder left
   * @param abandoned whether the last holder went without leaving anything: buckets begin empty
   *     then
   */
  LaneLimits(
      Connection connection, TspAdapter adapter, @Nullable String memory, boolean abandoned) {
    this.connection = connection;
    this.adapter = adapter;
    this.abandoned = abandoned;
    if (memory != null) {
      var entries = ENTRY.matcher(memory);
      while (entries.find()) {
        remembered.put(
            entries.group(1),
            new double[] {
              Double.parseDouble(entries.group(2)),
              Double.parseDouble(entries.group(3)),
              Double.parseDouble(entries.group(4))
            });
      }
    }
  }

  /**
   * Takes a permit of every limit that the operation's call counts against, or says how long until
   * there is one.
   */
  Duration take(ResourceOperation op, Instant now) {
    var needed = buckets(op, now);
    var wait = Duration.ZERO;
    for (var bucket : needed) {
      var until = bucket.untilNext(now);
      wait = until.compareTo(wait) > 0 ? until : wait;
    }
    if (wait.isZero()) {
      needed.forEach(TokenBucket::take);
    }
    return wait;
  }

  void giveBack(ResourceOperation op, Instant now) {
    buckets(op, now).forEach(TokenBucket::giveBack);
  }

  void slowDown(ResourceOperation op, Instant now) {
    buckets(op, now).forEach(bucket -> bucket.slowDown(now));
  }

  /** What the next holder should know. */
  String memory(Instant now) {
    var text = new StringBuilder();
    buckets.forEach(
        (scope, bucket) -> {
          bucket.untilNext(now);
          text.append(text.isEmpty() ? "" : ";")
              .append(
                  String.format(
                      Locale.ROOT,
                      "%s=%.3f/%.4f@%d",
                      scope,
                      Math.max(0, bucket.permits()),
                      bucket.learnedShare(),
                      now.toEpochMilli()));
        });
    remembered.forEach(
        (scope, values) -> {
          if (!buckets.containsKey(scope)) {
            text.append(text.isEmpty() ? "" : ";")
                .append(
                    String.format(
                        Locale.ROOT,
                        "%s=%.3f/%.4f@%d",
                        scope,
                        values[0],
                        values[1],
                        (long) values[2]));
          }
        });
    return text.toString();
  }

  private List<TokenBucket> buckets(ResourceOperation op, Instant now) {
    var needed = new ArrayList<TokenBucket>();
    for (var limit : limits(op)) {
      needed.add(buckets.computeIfAbsent(limit.scope(), scope -> bucket(limit, now)));
    }
    return needed;
  }

  private TokenBucket bucket(RateLimit limit, Instant now) {
    var values = remembered.get(limit.scope());
    var rate = limit.perSecond();
    if (values == null) {
      return new TokenBucket(rate, abandoned ? 0 : Math.max(1, rate), 1, now);
    }
    if (abandoned) {
      return new TokenBucket(rate, 0, values[1], now);
    }
    var since = Math.max(0, now.toEpochMilli() - (long) values[2]) / 1e3;
    return new TokenBucket(rate, values[0] + since * rate * values[1], values[1], now);
  }

  private List<RateLimit> limits(ResourceOperation op) {
    var own = connection.settings().get(Settings.RATE_LIMIT);
    if (own == null) {
      return adapter.rateLimits(connection.settings()).of(op.resource(), op.type());
    }
    var limits = new ArrayList<RateLimit>();
    var second = own.get(Settings.PER_SECOND);
    if (second != null) {
      limits.add(new RateLimit(OWN, second.doubleValue(), Duration.ofSeconds(1)));
    }
    var minute = own.get(Settings.PER_MINUTE);
    if (minute != null) {
      limits.add(new RateLimit(OWN + "-minute", minute.doubleValue(), Duration.ofMinutes(1)));
    }
    return limits;
  }
}
