package dev.gladhand.application.limit;

import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.limit.RateLimit;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rate limits of one lane: those that its connection's settings state, or else those of the
 * TSP, one for each scope. Answers with status 429 lower a rate. The state of the limits is part of
 * the {@link LaneMemory} that the next holder of the lane gets. Not thread-safe.
 */
final class LaneLimits {
  private final TspAdapter adapter;
  private final Map<String, TokenBucket> buckets = new LinkedHashMap<>();
  private final Map<String, LaneMemory.Bucket> remembered = new LinkedHashMap<>();
  private final boolean abandoned;

  /**
   * @param memory the state of the lane that was stored last, with the state of its limits
   * @param abandoned whether the last holder's lease ended without a release, so that it may have
   *     made calls that the stored state does not show; there are then no permits at first
   */
  LaneLimits(TspAdapter adapter, LaneMemory memory, boolean abandoned) {
    this.adapter = adapter;
    this.abandoned = abandoned;
    memory.buckets().forEach(bucket -> remembered.put(bucket.scope(), bucket));
  }

  /**
   * Takes a permit of every limit that the operation's call counts against and returns zero, or
   * takes none and returns how long until there are permits.
   */
  Duration take(ResourceOperation op, Connection connection, Instant now) {
    return take(buckets(limits(op, connection), now), now);
  }

  /**
   * Takes permits for a call that is not a write, such as the reading of records, and returns zero;
   * or takes none and returns how long until there are permits.
   */
  Duration takeOther(Connection connection, Instant now) {
    return take(buckets(StatedLimits.others(adapter, connection), now), now);
  }

  private static Duration take(List<TokenBucket> needed, Instant now) {
    var wait = Duration.ZERO;
    for (var bucket : needed) {
      // If a write makes two calls under one limit, that limit is listed twice. It begins when
      // there are permits for both calls.
      var until = bucket.untilNext(Collections.frequency(needed, bucket), now);
      wait = until.compareTo(wait) > 0 ? until : wait;
    }
    if (wait.isZero()) {
      needed.forEach(TokenBucket::take);
    }
    return wait;
  }

  void giveBack(ResourceOperation op, Connection connection, Instant now) {
    buckets(limits(op, connection), now).forEach(TokenBucket::giveBack);
  }

  void slowDown(ResourceOperation op, Connection connection, Instant begun, Instant now) {
    buckets(limits(op, connection), now).forEach(bucket -> bucket.slowDown(begun, now));
  }

  /** The present states of the limits, for the next holder of the lane. */
  List<LaneMemory.Bucket> memory(Instant now) {
    var all = new LinkedHashMap<>(remembered);
    buckets.forEach(
        (scope, bucket) -> {
          bucket.untilNext(now);
          all.put(
              scope,
              new LaneMemory.Bucket(
                  scope,
                  bucket.nominal(),
                  Math.max(0, bucket.permits()),
                  bucket.learnedShare(),
                  now));
        });
    return List.copyOf(all.values());
  }

  private List<TokenBucket> buckets(List<RateLimit> limits, Instant now) {
    var needed = new ArrayList<TokenBucket>();
    for (var limit : limits) {
      needed.add(
          buckets.compute(
              limit.scope(),
              // A known bucket is replaced if the connection's limit has been changed since.
              (_, known) -> known != null && known.is(limit) ? known : bucket(limit, now)));
    }
    return needed;
  }

  private TokenBucket bucket(RateLimit limit, Instant now) {
    var known = remembered.remove(limit.scope());
    var rate = limit.perSecond();
    var saved = limit.saved();
    if (known == null) {
      return new TokenBucket(rate, saved, abandoned ? 0 : Math.max(saved, rate), 1, now);
    }
    return abandoned
        ? new TokenBucket(rate, saved, 0, known.learnedShare(), now)
        : new TokenBucket(rate, saved, known.permits(), known.learnedShare(), known.at());
  }

  private List<RateLimit> limits(ResourceOperation op, Connection connection) {
    var own = StatedLimits.own(connection);
    return own.isEmpty()
        ? adapter.rateLimits(connection.settings()).of(op.resource(), op.type())
        : own;
  }
}
