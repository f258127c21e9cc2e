package dev.gladhand.application.flow;

import dev.gladhand.application.store.FlowReads.Recent;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of one provider's operations.
 *
 * @param unknown how many of the failed ones may have been applied
 * @param median from acceptance to success; null where nothing succeeded
 * @param slow what 99 of 100 took no longer than; null where nothing succeeded
 */
public record Figures(
    String tsp,
    long accepted,
    long succeeded,
    long failed,
    long unknown,
    @Nullable Duration median,
    @Nullable Duration slow) {

  static List<Figures> of(List<Recent> recent) {
    return new TreeMap<>(recent.stream().collect(Collectors.groupingBy(one -> one.tsp().slug())))
        .entrySet().stream().map(each -> of(each.getKey(), each.getValue())).toList();
  }

  private static Figures of(String tsp, List<Recent> all) {
    var took =
        all.stream()
            .filter(one -> one.status().equals("success"))
            .map(one -> Duration.between(one.createdAt(), one.updatedAt()))
            .sorted()
            .toList();
    return new Figures(
        tsp,
        all.size(),
        took.size(),
        all.stream().filter(one -> one.status().equals("failed")).count(),
        all.stream().filter(one -> "unknown".equals(one.verdict())).count(),
        part(took, 0.5),
        part(took, 0.99));
  }

  private static @Nullable Duration part(List<Duration> sorted, double share) {
    return sorted.isEmpty()
        ? null
        : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }
}
