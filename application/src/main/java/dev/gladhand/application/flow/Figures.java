package dev.gladhand.application.flow;

import dev.gladhand.application.store.FlowReads.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one provider's operations of the last hour.
 *
 * @param unknown the failed operations that may have been applied
 * @param provider the duration of the provider's calls, taken from the last attempt of each ended
 *     operation
 * @param success the time from acceptance to success
 * @param perMinute the counts for each minute
 */
public record Figures(
    String tsp,
    long accepted,
    long succeeded,
    long failed,
    long unknown,
    Latency provider,
    Latency success,
    PerMinute perMinute) {
  private static final int MINUTES = 60;

  /**
   * Counts of each of the last 60 minutes, the oldest first.
   *
   * @param ended the operations that ended in the minute, including those that failed
   * @param failed the operations that failed in the minute
   * @param unknown the failed operations that may have been applied
   */
  public record PerMinute(
      List<Long> accepted, List<Long> ended, List<Long> failed, List<Long> unknown) {}

  /** The median and the 99th percentile ({@code slow}) of durations; null if there are none. */
  public record Latency(@Nullable Duration median, @Nullable Duration slow) {
    static Latency of(Stream<Duration> took) {
      var sorted = took.sorted().toList();
      return new Latency(part(sorted, 0.5), part(sorted, 0.99));
    }

    private static @Nullable Duration part(List<Duration> sorted, double share) {
      return sorted.isEmpty()
          ? null
          : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }
  }

  static List<Figures> of(List<Recent> recent, Instant now) {
    return new TreeMap<>(recent.stream().collect(Collectors.groupingBy(one -> one.tsp().slug())))
        .entrySet().stream().map(each -> of(each.getKey(), each.getValue(), now)).toList();
  }

  private static PerMinute perMinute(List<Recent> all, Instant now) {
    var ended = all.stream().filter(one -> !one.status().equals("pending")).toList();
    var failed = ended.stream().filter(one -> one.status().equals("failed")).toList();
    var unknown = failed.stream().filter(one -> "unknown".equals(one.verdict())).toList();
    return new PerMinute(
        counts(all, Recent::createdAt, now),
        counts(ended, Recent::updatedAt, now),
        counts(failed, Recent::updatedAt, now),
        counts(unknown, Recent::updatedAt, now));
  }

  private static List<Long> counts(List<Recent> some, Function<Recent, Instant> at, Instant now) {
    var counts = new ArrayList<>(Collections.nCopies(MINUTES, 0L));
    for (var one : some) {
      var minute = MINUTES - 1 - (int) Duration.between(at.apply(one), now).toMinutes();
      var within = Math.clamp(minute, 0, MINUTES - 1);
      counts.set(within, counts.get(within) + 1);
    }
    return List.copyOf(counts);
  }

  private static Figures of(String tsp, List<Recent> all, Instant now) {
    var succeeded = all.stream().filter(one -> one.status().equals("success")).toList();
    return new Figures(
        tsp,
        all.size(),
        succeeded.size(),
        all.stream().filter(one -> one.status().equals("failed")).count(),
        all.stream().filter(one -> "unknown".equals(one.verdict())).count(),
        Latency.of(
            all.stream()
                .filter(one -> !one.status().equals("pending"))
                .flatMap(
                    one ->
                        Stream.ofNullable(one.begunAt())
                            .map(begun -> Duration.between(begun, one.updatedAt())))),
        Latency.of(
            succeeded.stream().map(one -> Duration.between(one.createdAt(), one.updatedAt()))),
        perMinute(all, now));
  }
}
