package dev.gladhand.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "3,3000",
    "0,0",
    "' 7 ',7000",
    "0.40235,403",
    "1.,1000",
    ".5,500",
    "86401,86400000",
    "99999999999999999999,86400000",
    "'Fri, 20 Nov 2026 08:30:05 GMT',5000",
    "'Friday, 20-Nov-26 08:30:05 GMT',5000",
    "'Fri Nov 20 08:30:05 2026',5000",
    "'Sun Nov  1 08:30:05 2026',0",
    "'Fri, 20 Nov 2026 08:29:00 GMT',0",
    "'Sun, 20 Nov 2033 08:30:05 GMT',86400000",
  })
  void isAWaitOfADayAtMost(String text, long millis) {
    assertEquals(Optional.of(Duration.ofMillis(millis)), RetryAfter.of(text, null, NOW));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "soon",
        "-1",
        "-99999999999999999999",
        "1e9",
        "NaN",
        ".",
        "",
        "Fri, 99 Nov 2026 08:30:05 GMT"
      })
  void saysNothingWhereThereIsNoSenseInIt(String text) {
    assertEquals(Optional.empty(), RetryAfter.of(text, null, NOW));
  }

  @Test
  void takesADateByThePeersClock() {
    var date = "Fri, 20 Nov 2026 09:00:05 GMT";
    assertEquals(
        Optional.of(Duration.ofSeconds(5)),
        RetryAfter.of(date, "Fri, 20 Nov 2026 09:00:00 GMT", NOW));
    assertEquals(
        Optional.of(Duration.ofMinutes(30).plusSeconds(5)), RetryAfter.of(date, "today", NOW));
  }
}
