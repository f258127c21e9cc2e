package dev.gladhand.application.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.domain.operation.Waiting;
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
}
