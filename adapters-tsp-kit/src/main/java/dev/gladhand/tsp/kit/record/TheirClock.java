package dev.gladhand.tsp.kit.record;

import dev.gladhand.outbound.RetryAfter;
import dev.gladhand.tsp.kit.call.Exchange;
import java.time.Duration;
import java.time.Instant;

/**
 * A TSP's clock, as far as the {@code Date} of an answer tells it: to the second, and by the time
 * that the call took.
 *
 * @param leastAhead by how much it is ahead of ours at least; negative where it may be behind
 * @param mostAhead by how much it is ahead of ours at most
 */
public record TheirClock(Duration leastAhead, Duration mostAhead) {
  /** How far the clocks of one TSP's machines are apart at most, as far as one goes by it. */
  private static final Duration AMONG_THEMSELVES = Duration.ofSeconds(1);

  /** How far they may be apart all the same: what is so close is not called too early. */
  private static final Duration DOUBTFUL = Duration.ofSeconds(5);

  /** How far clocks may be apart where the answer tells no time. */
  static final Duration UNKNOWN = Duration.ofMinutes(2);

  /**
   * Reads the clock of an answer.
   *
   * @param asked when the call began, by our clock
   * @param answeredAt when it had ended, by our clock
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

  /** How much further apart they may be than is gone by; nothing where no time was told. */
  Duration doubt() {
    return leastAhead.equals(UNKNOWN.negated()) ? Duration.ZERO : DOUBTFUL;
  }

  /** The earliest that their clock can have shown at a time of ours. */
  Instant earliest(Instant ours) {
    return ours.plus(leastAhead);
  }

  /** The latest that their clock can have shown at a time of ours. */
  Instant latest(Instant ours) {
    return ours.plus(mostAhead);
  }
}
