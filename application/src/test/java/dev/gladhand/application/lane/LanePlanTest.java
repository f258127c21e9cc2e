package dev.gladhand.application.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.lane.LanePlan.Next;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lane does next, case by case. */
class LanePlanTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Times are seconds from now; four may be under way at once. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // case                             | flags           | waits | goes | reads | watch |
        // permit | next
        "claimed just now                   | more            | 0 | 0 | - | - | -  | Read",
        "something waits                    | more            | 1 | 0 | - | - | -  | Begin",
        "as many under way as may be        | more            | 5 | 4 | - | - | -  | Rest",
        "no permit, little waits            | more            | 2 | 0 | - | - | .5 | Read",
        "no permit, much waits              | more            | 3 | 0 | - | - | .5 | Wait .5",
        "a permit that is due now           |                 | 3 | 0 | - | - | 0  | Begin",
        "a long wait                        |                 | 1 | 0 | - | - | 3  | Release 3",
        "a very long wait                   |                 | 1 | 0 | - | - | 90 | Release 5",
        "a long wait, and a call under way  |                 | 1 | 1 | - | - | 3  | Wait 3",
        "a long wait while the store is read| reading         | 1 | 0 | - | - | 3  | Wait 3",
        "a long wait, and another's attempt |                 | 1 | 0 | - | 9 | 3  | Wait 3",
        "the store is being read            | more reading    | 0 | 0 | - | - | -  | Rest",
        "the store did not answer           | more            | 0 | 0 | 2 | - | -  | Wait 2",
        "another's attempt may go on        |                 | 0 | 0 | - | 9 | -  | Wait 9",
        "nothing is left                    |                 | 0 | 0 | - | - | -  | Release",
        "a call is under way                |                 | 0 | 1 | - | - | -  | Rest",
        "room beside a call                 | more            | 0 | 1 | - | - | -  | Read",
        "paused, not read yet               | paused more     | 0 | 0 | - | - | -  | Read",
        "paused, nothing waits              | paused          | 0 | 0 | - | - | -  | Park",
        "paused, what waits needs a call    | paused more     | 9 | 0 | - | - | 99 | Park",
        "paused, what waits is to be looked at | paused       | 1 | 0 | - | - | -  | Begin",
        "paused, a call under way           | paused          | 0 | 1 | - | - | -  | Rest",
        "paused, another's attempt          | paused          | 0 | 0 | - | 9 | -  | Wait 9",
        "being set aside                    | paused parking  | 0 | 0 | - | - | -  | Rest",
        "stopping                           | stopping more   | 0 | 0 | - | - | -  | Release",
        "stopping, and a call under way     | stopping        | 0 | 1 | - | - | -  | Rest",
        "stopping while the store is read   | stopping reading| 0 | 0 | - | - | -  | Rest",
        "stopping, and others' attempts     | stopping        | 0 | 0 | - | 9 | -  | Release",
        "the lease is in doubt              | doubtful more   | 3 | 0 | - | - | -  | Rest",
        "the lease is in doubt, nothing left| doubtful        | 0 | 0 | - | - | -  | Release",
      })
  void says(
      String situation,
      @Nullable String flags,
      int waiting,
      int underWay,
      @Nullable String readsAt,
      @Nullable String watchesUntil,
      @Nullable String permitAt,
      String expected) {
    var set = flags == null ? List.of() : Arrays.asList(flags.split(" "));
    var lane =
        new LaneState(
            set.contains("stopping"),
            !set.contains("doubtful"),
            set.contains("paused"),
            waiting,
            underWay,
            4,
            set.contains("reading"),
            set.contains("parking"),
            set.contains("more"),
            at(readsAt),
            at(watchesUntil),
            at(permitAt));
    assertEquals(expected, text(LanePlan.next(lane, NOW)), situation);
  }

  private static Instant at(@Nullable String seconds) {
    return seconds == null
        ? Instant.MIN
        : NOW.plusMillis(Math.round(Double.parseDouble(seconds) * 1000));
  }

  private static String text(Next next) {
    return switch (next) {
      case Next.Read() -> "Read";
      case Next.Begin() -> "Begin";
      case Next.Wait(var until) -> "Wait " + seconds(until);
      case Next.Park() -> "Park";
      case Next.Release(var notBefore) ->
          notBefore == null ? "Release" : "Release " + seconds(notBefore);
      case Next.Rest() -> "Rest";
    };
  }

  private static String seconds(Instant until) {
    var millis = until.toEpochMilli() - NOW.toEpochMilli();
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : "." + millis / 100;
  }
}
