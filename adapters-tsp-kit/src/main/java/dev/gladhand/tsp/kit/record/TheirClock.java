package dev.gladhand.tsp.kit.record;

import dev.gladhand.outbound.RetryAfter;
import dev.gladhand.tsp.kit.call.Exchange;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a TSP's clock is ahead of the gateway's, as the {@code Date} header of an answer shows
 * it. This is known to within a second plus the duration of the call.
 *
 * @param leastAhead the least by which the TSP's clock is ahead; negative if it may be behind
 * @param mostAhead the most by which the TSP's clock is ahead
 */
public record TheirClock(Duration leastAhead, Duration mostAhead) {
  /** The assumed difference between the clocks of one TSP's machines. */
  private static final Duration AMONG_THEMSELVES = Duration.ofSeconds(1);

  /**
   * How much larger the difference between the clocks may be than {@link TheirClock} says. A time
   * that would fit with such a difference only neither proves nor excludes anything.
   */
  private static final Duration DOUBTFUL = Duration.ofSeconds(5);

  /**
   * The largest assumed difference between the TSP's clock and the gateway's if the answer has no
   * {@code Date} header.
   */
  static final Duration UNKNOWN = Duration.ofMinutes(2);

  /**
   * Reads the TSP's clock from an answer.
   *
   * @param asked when the call began, by the gateway's clock
   * @param answeredAt when the call had ended, by the gateway's clock
   */
  public static TheirClock of(Exchange.Answered answered, Instant asked, Instant answeredAt) {
    return RetryAfter.date(answered.header("date"))
        .map(
            date ->
                new TheirClock(
                    Duration.between(answeredAt, date).minus(AMONG_THEMSELVES),
                    Duration.between(asked, date.plusSeconds(1)).plus(AMONG_THEMSELVES)))
        .orElseGet(() -> new TheirClock(UNKNOWN.negated(), UNKNOWN));
  }

  /**
   * How much larger the difference between the clocks may be than this object says; zero if the
   * answer had no {@code Date} header, because the assumed difference is then large enough.
   */
  Duration doubt() {
    return leastAhead.equals(UNKNOWN.negated()) ? Duration.ZERO : DOUBTFUL;
  }

  /** The earliest time that the TSP's clock can have shown at this time of the gateway's clock. */
  Instant earliest(Instant ours) {
    return ours.plus(leastAhead);
  }

  /** The latest time that the TSP's clock can have shown at this time of the gateway's clock. */
  Instant latest(Instant ours) {
    return ours.plus(mostAhead);
  }
}
