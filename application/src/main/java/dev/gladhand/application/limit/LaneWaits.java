package dev.gladhand.application.limit;

import dev.gladhand.application.store.LaneMemory.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a whole lane waited for lately, for the history of its writes. Guarded by the lock of its
 * lane.
 */
public final class LaneWaits {
  private static final int KEPT = 6;

  /**
   * Two waits for the same reason count as one wait if no more than this time is between them: a
   * lane at its rate limit waits anew for each permit.
   */
  private static final Duration APART = Duration.ofSeconds(6);

  private final List<Span> spans;

  LaneWaits(List<Span> left) {
    spans = new ArrayList<>(left);
  }

  /**
   * Notes that the lane waits from now on. A wait for the same reason that has not ended, or ended
   * just before, is prolonged.
   *
   * @param until the expected end; null if the wait lasts until {@link #over} is called
   */
  public void note(String why, Instant now, @Nullable Instant until) {
    for (var i = spans.size() - 1; i >= 0; i--) {
      var span = spans.get(i);
      var ended = span.until();
      if (span.why().equals(why) && (ended == null || !now.isAfter(ended.plus(APART)))) {
        if (ended != null && (until == null || until.isAfter(ended))) {
          spans.set(i, new Span(why, span.from(), until));
        }
        return;
      }
    }
    if (spans.size() == KEPT) {
      spans.removeFirst();
    }
    spans.add(new Span(why, now, until));
  }

  /** Ends the waits that were noted without an expected end. */
  void over(Instant now) {
    spans.replaceAll(span -> span.until() == null ? new Span(span.why(), span.from(), now) : span);
  }

  /** All waits, oldest first. */
  public List<Span> all() {
    return List.copyOf(spans);
  }
}
