package dev.gladhand.benchmarks.soak;

import dev.gladhand.benchmarks.soak.Phase.Wait;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compares how long the victims wait during each attack with how long they wait in the quiet phases
 * before and after it, by the 99th percentile (p99).
 *
 * @param phases quiet phases and attacks in turn; the first and the last are quiet
 */
record Comparison(List<Phase> phases) {
  /** By how many milliseconds an attack may lengthen a p99, in addition to {@link #noise}. */
  private static final double MOST_ADDED = 250;

  /** The positions of the attacks in {@code phases}, from 0. */
  private IntStream attacks() {
    return IntStream.range(0, phases.size()).filter(n -> n % 2 == 1);
  }

  private double quiet(int attack, Wait wait) {
    return (phases.get(attack - 1).p99Millis(wait) + phases.get(attack + 1).p99Millis(wait)) / 2;
  }

  private double added(int attack, Wait wait) {
    return phases.get(attack).p99Millis(wait) - quiet(attack, wait);
  }

  /**
   * The largest difference, in milliseconds, between the p99s of the two quiet phases before and
   * after an attack.
   */
  private double noise(Wait wait) {
    return attacks()
        .mapToDouble(
            n -> Math.abs(phases.get(n - 1).p99Millis(wait) - phases.get(n + 1).p99Millis(wait)))
        .max()
        .orElse(0);
  }

  /** Whether no attack has lengthened a p99 by more than is allowed. */
  boolean within() {
    return Arrays.stream(Wait.values())
        .allMatch(wait -> attacks().allMatch(n -> added(n, wait) <= MOST_ADDED + noise(wait)));
  }

  /**
   * A table in Markdown: p99 in the quiet phases and under attack, and the difference, in
   * milliseconds.
   */
  @Override
  public String toString() {
    var rows = attacks().mapToObj(this::row).collect(Collectors.joining("\n", "", "\n"));
    var noise =
        Arrays.stream(Wait.values())
            .map(wait -> String.format(Locale.ROOT, "%.0f", noise(wait)))
            .collect(Collectors.joining(" | "));
    return "| p99 in ms: quiet -> attack (difference) | accept | read | delivery |\n|---|---|---|---|\n"
        + rows
        + "| noise: the most by which two quiet phases differ | "
        + noise
        + " |";
  }

  private String row(int attack) {
    return Arrays.stream(Wait.values())
        .map(
            wait ->
                String.format(
                    Locale.ROOT,
                    "%.0f -> %.0f (%+.0f)",
                    quiet(attack, wait),
                    phases.get(attack).p99Millis(wait),
                    added(attack, wait)))
        .collect(Collectors.joining(" | ", "| " + phases.get(attack).name() + " | ", " |"));
  }
}
