package dev.gladhand.benchmarks.soak;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Records how long the victims waited in one part of the run, in microseconds. Thread-safe. */
final class Phase {
  private static final long LONGEST = 120_000_000L;

  /** The kinds of waits. */
  enum Wait {
    ACCEPT,
    READ,
    /**
     * The time from the request of a write until the event of its success arrives at the victim's
     * receiver.
     */
    DELIVERY
  }

  private final String name;
  private final Map<Wait, Histogram> waits =
      Map.of(
          Wait.ACCEPT, new ConcurrentHistogram(LONGEST, 3),
          Wait.READ, new ConcurrentHistogram(LONGEST, 3),
          Wait.DELIVERY, new ConcurrentHistogram(LONGEST, 3));
  private final Map<String, Long> begun = new ConcurrentHashMap<>();

  Phase(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /**
   * Records how long an accepted write waited for its answer, which has just arrived.
   *
   * @param operation the id of the write's operation
   * @param at when the request began, by {@link System#nanoTime}
   */
  void accepted(String operation, long at) {
    ended(Wait.ACCEPT, at, System.nanoTime());
    begun.put(operation, at);
  }

  void read(long at) {
    ended(Wait.READ, at, System.nanoTime());
  }

  /**
   * Records for each accepted write how long the event of its success took to arrive at the
   * receiver; called once, after all events have arrived or the wait for them is over; an event
   * that is missing counts as arriving now.
   */
  void delivered(Receiver receiver) {
    begun.forEach((id, at) -> ended(Wait.DELIVERY, at, receiver.toldAt(id)));
  }

  private void ended(Wait wait, long begun, long ended) {
    histogram(wait).recordValue(Math.clamp((ended - begun) / 1000, 0, LONGEST));
  }

  private Histogram histogram(Wait wait) {
    return Objects.requireNonNull(waits.get(wait));
  }

  double p99Millis(Wait wait) {
    return histogram(wait).getValueAtPercentile(99) / 1e3;
  }

  @Override
  public String toString() {
    return name + ": accept " + text(Wait.ACCEPT) + " | read " + text(Wait.READ);
  }

  private String text(Wait wait) {
    return String.format(
        Locale.ROOT,
        "p50 %.0f ms, p99 %.0f ms, max %.0f ms",
        histogram(wait).getValueAtPercentile(50) / 1e3,
        p99Millis(wait),
        histogram(wait).getMaxValue() / 1e3);
  }
}
