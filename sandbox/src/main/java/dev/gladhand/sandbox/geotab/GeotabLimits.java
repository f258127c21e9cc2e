package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.http.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Limits the number of calls of each kind in each full minute of the clock. Synchronized. */
final class GeotabLimits {
  private static final long MINUTE = 60_000;

  private final Map<String, Integer> calls = new HashMap<>();
  private long minute;

  /**
   * Counts a call of this kind; returns how many are left in this minute. Throws a {@link
   * GeotabError} if there have been {@code most} calls already.
   */
  synchronized int take(String kind, int most, long now) {
    if (now / MINUTE != minute) {
      minute = now / MINUTE;
      calls.clear();
    }
    int made = calls.merge(kind, 1, Integer::sum);
    if (made > most) {
      throw GeotabError.overLimit(most, (MINUTE - now % MINUTE + 999) / 1000);
    }
    return most - made;
  }

  /**
   * Adds to the answer the headers that say how many calls are left in this minute of the clock.
   */
  static Answer told(Answer answer, int left, long now) {
    return answer
        .with("X-Rate-Limit-Limit", "1m")
        .with("X-Rate-Limit-Remaining", Integer.toString(left))
        .with("X-Rate-Limit-Reset", Instant.ofEpochMilli((now / MINUTE + 1) * MINUTE).toString());
  }

  synchronized void clear() {
    calls.clear();
  }
}
