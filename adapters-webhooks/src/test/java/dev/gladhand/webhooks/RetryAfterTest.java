package dev.gladhand.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "3,3000",
    "0,0",
    "' 7 ',7000",
    "0.40235,403",
    "86401,86400000",
    "99999999999999999999,86400000",
    "'Fri, 20 Nov 2026 08:30:05 GMT',5000",
    "'Fri, 20 Nov 2026 08:29:00 GMT',0",
    "'Sun, 20 Nov 2033 08:30:05 GMT',86400000",
    "soon,0",
    "-1,0",
    "-99999999999999999999,0",
    "1e9,0",
    "NaN,0",
    "'',0",
    "'Fri, 99 Nov 2026 08:30:05 GMT',0"
  })
  void isAWaitOfADayAtMostAndNoneWhereThereIsNoSenseInIt(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), RetryAfter.read(text, NOW));
  }
}
