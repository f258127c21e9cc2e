package dev.gladhand.application.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.operation.WhyItWaits.LaneWait;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WhyItWaitsTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # own,       early, behind, lane,        told
          QUEUE,       false, false,  -,           QUEUE
          QUEUE,       false, false,  RATE_LIMIT,  RATE_LIMIT
          QUEUE,       false, true,   RATE_LIMIT,  EARLIER_WRITE
          QUEUE,       false, true,   CREDENTIALS, CREDENTIALS
          BACKOFF,     true,  false,  -,           BACKOFF
          BACKOFF,     true,  false,  RATE_LIMIT,  BACKOFF
          BACKOFF,     true,  false,  CREDENTIALS, CREDENTIALS
          BACKOFF,     false, false,  CREDENTIALS, CREDENTIALS
          BACKOFF,     false, false,  CIRCUIT,     CIRCUIT
          BACKOFF,     false, true,   -,           EARLIER_WRITE
          BACKOFF,     false, false,  -,           BACKOFF
          RATE_LIMIT,  true,  false,  -,           RATE_LIMIT
          RATE_LIMIT,  false, false,  -,           QUEUE
          RATE_LIMIT,  false, false,  CIRCUIT,     CIRCUIT
          CREDENTIALS, false, false,  -,           QUEUE
          CREDENTIALS, false, false,  RATE_LIMIT,  RATE_LIMIT
          CREDENTIALS, false, true,   -,           EARLIER_WRITE
          """)
  void tellsWhatKeepsItNow(Waiting own, boolean early, boolean behind, Waiting lane, Waiting told) {
    assertEquals(told, WhyItWaits.why(own, early, behind, lane));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # why,         due, lane until, its permit, told; seconds from now
          QUEUE,         -5,  -,          -,          -
          QUEUE,         5,   -,          -,          5
          BACKOFF,       5,   -,          -,          5
          BACKOFF,       -5,  -,          -,          -
          RATE_LIMIT,    -5,  -,          -,          -
          RATE_LIMIT,    -5,  -,          30,         30
          RATE_LIMIT,    -5,  60,         -,          60
          RATE_LIMIT,    90,  60,         -,          90
          RATE_LIMIT,    -5,  -,          -1,         -
          EARLIER_WRITE, 5,   60,         -,          -
          CREDENTIALS,   5,   60,         -,          -
          CIRCUIT,       5,   60,         -,          -
          -,             5,   60,         -,          -
          """)
  void tellsNoTimeInThePastNorOneThatNobodyKnows(
      Waiting why, long due, Long until, Long permit, Long told) {
    var now = Instant.parse("2026-11-20T08:00:00Z");
    var id = new OperationId(new UUID(7, 7));
    var lane =
        new LaneWait(
            Waiting.RATE_LIMIT,
            until == null ? null : now.plusSeconds(until),
            permit == null ? null : new LaneMemory.Next(id, now.plusSeconds(permit)));
    var next = WhyItWaits.next(id, why, now.plusSeconds(due), lane, now);
    assertEquals(told, next == null ? null : Duration.between(now, next).toSeconds());
    var other = WhyItWaits.next(new OperationId(new UUID(7, 8)), why, now, lane, now);
    assertEquals(until == null || why != Waiting.RATE_LIMIT, other == null);
  }
}
