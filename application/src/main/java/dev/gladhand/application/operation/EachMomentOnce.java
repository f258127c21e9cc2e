package dev.gladhand.application.operation;

import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Splits waits that overlap, so that each moment is listed only for its most important reason.
 * Pure.
 */
final class EachMomentOnce {
  /** The reasons for waiting, the most important first. */
  private static final List<String> ORDER =
      List.of(
          Waiting.CREDENTIALS.wire(),
          Past.PAUSED,
          Waiting.SETTLING.wire(),
          Waiting.BACKOFF.wire(),
          Waiting.EARLIER_WRITE.wire(),
          Waiting.CIRCUIT.wire(),
          Waiting.RATE_LIMIT.wire());

  /** A part of a split wait that is not longer than this is left out. */
  private static final Duration LEAST = Duration.ofMillis(50);

  private EachMomentOnce() {}

  static List<Past> of(List<Past> past) {
    var settled = new ArrayList<Past>();
    var waits = new ArrayList<Past.Waited>();
    for (var one : past) {
      switch (one) {
        case Past.Waited wait -> waits.add(wait);
        case Past.Settled how -> settled.add(how);
      }
    }
    waits.sort(
        Comparator.<Past.Waited>comparingInt(wait -> rank(wait.why()))
            .thenComparing(Past.Waited::from));
    var taken = new ArrayList<Past.Waited>();
    for (var wait : waits) {
      taken.addAll(left(wait, taken));
    }
    taken.sort(Comparator.comparing(Past.Waited::from));
    // The sort is stable, so a settlement is listed after the wait that it ended.
    var told = new ArrayList<Past>(joined(taken));
    told.addAll(settled);
    told.sort(Comparator.comparing(Past::until));
    return told;
  }

  private static int rank(String why) {
    var at = ORDER.indexOf(why);
    return at < 0 ? ORDER.size() : at;
  }

  private static List<Past.Waited> left(Past.Waited wait, List<Past.Waited> taken) {
    var parts = List.of(wait);
    for (var other : taken) {
      parts = parts.stream().flatMap(part -> without(part, other).stream()).toList();
    }
    return parts;
  }

  private static List<Past.Waited> without(Past.Waited part, Past.Waited other) {
    if (!part.from().isBefore(other.until()) || !other.from().isBefore(part.until())) {
      return List.of(part);
    }
    var left = new ArrayList<Past.Waited>();
    add(left, part.why(), part.from(), other.from());
    add(left, part.why(), other.until(), part.until());
    return left;
  }

  private static void add(List<Past.Waited> left, String why, Instant from, Instant until) {
    if (Duration.between(from, until).compareTo(LEAST) > 0) {
      left.add(new Past.Waited(why, from, until));
    }
  }

  /**
   * Joins waits for the same reason that follow each other with a gap of {@link #LEAST} at most.
   */
  private static List<Past.Waited> joined(List<Past.Waited> sorted) {
    var joined = new ArrayList<Past.Waited>();
    for (var wait : sorted) {
      var last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && last.why().equals(wait.why())
          && Duration.between(last.until(), wait.from()).compareTo(LEAST) <= 0) {
        joined.set(joined.size() - 1, new Past.Waited(wait.why(), last.from(), wait.until()));
      } else {
        joined.add(wait);
      }
    }
    return joined;
  }
}
